/** Without a worker a Job waits, and agx says why. */
import t from 'tap'
import { startAgx, startStack } from './agx.ts'

t.test('says that no worker is connected, and waits', async (t) => {
  const stack = await startStack(false)
  const run = startAgx(['run', 'true'], { env: stack.env })
  await run.says(/waits: No live worker is connected/)
  run.child.kill('SIGINT')
  t.equal((await run.ended).code, 130)
  await stack.stop()
})
