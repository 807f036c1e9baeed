/**
 * `agx up`: one command starts AGQ and one AGW for this user, so that the other verbs find them by themselves, and
 * ends both when it ends.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { agx, isRunning, launchAgx, temporaryDirectory, within } from '../harness/index.ts'

t.setTimeout(60_000)

t.test('up, used, down', async (t) => {
  const home = temporaryDirectory('up')
  const env = { HOME: home, AGX_HOME: join(home, '.agenix'), AGQ_ADDR: '127.0.0.1:0' }
  const up = launchAgx(['up', '--bind', '127.0.0.1:0'], { env: { ...env, AGQ_ADDR: undefined } })
  t.teardown(() => up.kill('SIGKILL'))
  await Promise.race([up.line(/is up/i), up.errorLine(/is up/i)])
  const server: { pid: number; addr: string } = JSON.parse(
    readFileSync(join(home, '.agenix', 'agq', 'server.json'), 'utf8'),
  )
  const result = await agx(['run', 'printf up'], { env: { ...env, AGQ_ADDR: server.addr } })
  t.equal(result.stdout, 'up', result.stderr)
  t.equal(result.code, 0)
  up.kill('SIGTERM')
  await within(up.ended, 'an end of agx up')
  t.notOk(isRunning(server.pid), 'AGQ is gone')
})
