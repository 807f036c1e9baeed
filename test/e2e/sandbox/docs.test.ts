/** docs/sandbox.md does what it shows. */
import { join } from 'node:path'
import t from 'tap'
import { cleanEnvironment, repositoryRoot as root } from '../../harness/config.ts'
import { startAgq } from '../../harness/index.ts'
import { blocksOf, readDocument, runBlock } from '../../harness/tour.ts'
import { kinds, startIsolating } from './workers.ts'

const [own] = kinds
if (own === undefined) throw new Error('no kind of worker')

t.test('the examples', { skip: own.skip }, async (t) => {
  const agq = await startAgq(t)
  await startIsolating(t, agq, own)
  const env = cleanEnvironment(t.testdir(), {
    PATH: `${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`,
    AGQ_ADDR: agq.addr,
    AGQ_SESSION_KEY: agq.sessionKey,
  })
  const blocks = blocksOf(readDocument('docs/sandbox.md'))
  t.ok(blocks.length >= 2)
  for (const block of blocks) await runBlock(t, block, { env, cwd: root })
})
