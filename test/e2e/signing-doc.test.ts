/** docs/signing.md does what it shows: its commands are run, and its worker is started with the options that stand there. */
import { join } from 'node:path'
import t from 'tap'
import { cleanEnvironment, repositoryRoot as root } from '../harness/config.ts'
import { startAgq, startAgw, temporaryDirectory } from '../harness/index.ts'
import { blocksOf, readDocument, runBlock } from '../harness/tour.ts'

t.test('signing', async (t) => {
  const agq = await startAgq(t)
  const cwd = temporaryDirectory('signing')
  const env = cleanEnvironment(cwd, {
    PATH: `${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`,
    AGQ_ADDR: agq.addr,
    AGQ_SESSION_KEY: agq.sessionKey,
  })
  const document = readDocument('docs/signing.md')
  const [makeKey = '', trustIt = '', ...rest] = blocksOf(document)
  await runBlock(t, makeKey, { env, cwd })
  await runBlock(t, trustIt, { env, cwd })
  const [, directory, audience] = /^agw --data \S+ --trust (\S+) --audience (\S+)$/m.exec(document) ?? []
  t.ok(directory && audience, 'the line that starts the worker')
  const args = ['--trust', join(cwd, directory ?? ''), '--audience', audience ?? '']
  const worker = await startAgw(t, agq, { args })
  t.match(worker.program.stderr(), 'runs nothing but Jobs signed for the audience prod by')
  t.ok(rest.length >= 3)
  for (const block of rest) await runBlock(t, block, { env, cwd })
})
