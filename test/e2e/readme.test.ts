/** The README's tour does what it shows. */
import { join } from 'node:path'
import t from 'tap'
import { cleanEnvironment, repositoryRoot as root } from '../harness/config.ts'
import { startAgq, startAgw } from '../harness/index.ts'
import { blocksOf, readDocument, runBlock } from '../harness/tour.ts'

t.test('the tour', async (t) => {
  const agq = await startAgq(t)
  await startAgw(t, agq)
  const env = cleanEnvironment(t.testdir(), {
    PATH: `${join(root, 'node_modules', '.bin')}:/usr/local/bin:/usr/bin:/bin`,
    AGQ_ADDR: agq.addr,
    AGQ_SESSION_KEY: agq.sessionKey,
  })
  const blocks = blocksOf(readDocument('README.md'))
  t.ok(blocks.length >= 7, 'the tour has its blocks')
  for (const block of blocks) await runBlock(t, block, { env, cwd: root })
})
