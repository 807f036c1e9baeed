/** `agx run --local`: no server anywhere, the same behaviour, and nothing is left behind. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
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

t.test('what a killed run left is swept by the next one, and nothing else', async (t) => {
  const TMPDIR = makeTmp(t)
  const env = { TMPDIR }
  const killed = startAgx(['run', '--local', 'sh -c "echo started >&2; exec sleep 60"'], { env })
  await killed.says(/started/)
  killed.child.kill('SIGKILL')
  await killed.ended
  const [left = ''] = readdirSync(TMPDIR)
  t.match(left, /^agenix-/)
  mkdirSync(join(TMPDIR, 'agenix-nobody'))
  const living = startAgx(['run', '--local', 'sh -c "echo started >&2; exec sleep 60"'], { env })
  await living.says(/started/)
  const there = readdirSync(TMPDIR)
  t.notOk(there.includes(left), 'the killed one is gone')
  t.equal((await agx(['run', '--local', 'true'], { env })).code, 0)
  t.same(readdirSync(TMPDIR), there, 'a living one and a stranger stay')
  living.child.kill('SIGINT')
  await living.ended
  t.same(readdirSync(TMPDIR), ['agenix-nobody'])
})

t.test('no place for its directory', async (t) => {
  const { code, stderr } = await agx(['run', '--local', 'true'], { env: { TMPDIR: '/no/such/place' } })
  t.equal(code, 1)
  t.match(
    stderr,
    /^agx: --local cannot make a temporary directory in \/no\/such\/place: there is no such directory\. .*TMPDIR\.\n$/,
  )
})

/** A directory of our own under a short path, so that the sockets fit in. */
function makeTmp(t: Test): string {
  const directory = mkdtempSync(join(tmpdir(), 'agx-local-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}
