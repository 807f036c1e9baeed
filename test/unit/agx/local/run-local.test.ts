/** `agx run --local`: no server anywhere, the same behaviour, and nothing is left behind. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { agx, startAgx } from '../commands/agx.ts'

t.test('runs, and cleans up', async (t) => {
  const TMPDIR = makeTmp(t)
  const env = { TMPDIR }
  const { code, stdout, stderr } = await agx(['run', '--local', '-q', 'tr a-z A-Z | sort -r'], {
    env,
    input: 'a\nb\n',
  })
  t.equal(stderr, '')
  t.equal(stdout, 'B\nA\n')
  t.equal(code, 0)
  t.equal((await agx(['run', '--local', 'false'], { env })).code, 1)
  t.same(readdirSync(TMPDIR), [])
})

t.test('Ctrl-C takes everything down', async (t) => {
  const TMPDIR = makeTmp(t)
  const run = startAgx(['run', '--local', 'sh -c "echo started >&2; exec sleep 60"'], { env: { TMPDIR } })
  await run.says(/started/)
  run.child.kill('SIGINT')
  t.equal((await run.ended).code, 130)
  t.same(readdirSync(TMPDIR), [])
})

/** A directory of our own under a short path, so that the sockets fit in. */
function makeTmp(t: Test): string {
  const directory = mkdtempSync(join(tmpdir(), 'agx-local-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}
