/** Output of running tasks: repeated pieces are stored once. */
import t from 'tap'
import { LiveOutput } from '../../../../agq/dist/blobs/live.js'

t.test('a piece sent again after a lost reply is not stored twice', async (t) => {
  const live = await LiveOutput.open(t.testdir())
  t.equal(await live.append('j', 1, 1, 'stdout', Buffer.from('abc'), 0), 3)
  t.equal(await live.append('j', 1, 1, 'stdout', Buffer.from('abc'), 0), 3)
  t.equal(await live.append('j', 1, 1, 'stdout', Buffer.from('bcde'), 1), 5)
  t.equal(await live.append('j', 1, 1, 'stdout', Buffer.from('z'), 9), 5, 'a gap is not filled')
  t.equal(String(await live.read('j', 1, 1, 'stdout', 0, 100)), 'abcde')
  t.equal(String(await live.read('j', 1, 1, 'stdout', 2, 2)), 'cd')
  await live.forget('j', 1)
  t.equal((await live.read('j', 1, 1, 'stdout', 0, 100)).length, 0)
})
