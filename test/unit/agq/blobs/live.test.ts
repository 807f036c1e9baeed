/** Output of running tasks: repeated pieces are stored once, and nothing outlives the attempt. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { LiveOutput } from '../../../../agq/dist/blobs/live.js'
import { cannotLimit, limitFileSize } from './file-size-limit.ts'

t.test('a piece sent again after a lost reply is not stored twice', async (t) => {
  const live = await LiveOutput.open(t.testdir())
  const append = (text: string, offset: number | null) =>
    live.append('j', 1, 1, 'stdout', Buffer.from(text), offset)
  t.same(await append('abc', 0), { from: 0, total: 3 })
  t.same(await append('abc', 0), { from: 3, total: 3 }, 'the same again adds nothing')
  t.same(await append('bcde', 1), { from: 3, total: 5 }, 'of an overlap only what is new')
  t.same(await append('z', 9), { from: 5, total: 5 }, 'a gap is not filled')
  t.same(await append('f', null), { from: 5, total: 6 }, 'without an offset it goes to the end')
  t.equal(String(await live.read('j', 1, 1, 'stdout', 0, 100)), 'abcdef')
  t.equal(String(await live.read('j', 1, 1, 'stdout', 2, 2)), 'cd')
  t.equal((await live.read('j', 1, 1, 'stdout', 9, 2)).length, 0, 'beyond the end')
  t.equal((await live.read('j', 1, 2, 'stderr', 0, 2)).length, 0, 'where nothing was written')
  await live.forget('j', 1)
  t.equal((await live.read('j', 1, 1, 'stdout', 0, 100)).length, 0)
})

t.test('what is over the cap is not counted', async (t) => {
  const live = await LiveOutput.open(t.testdir())
  const most = 16 * 2 ** 20
  const append = (size: number, offset: number | null) =>
    live.append('j', 1, 1, 'stdout', Buffer.alloc(size), offset)
  t.same(await append(most - 10, 0), { from: 0, total: most - 10 })
  t.same(await append(100, null), { from: most - 10, total: most })
  t.same(await append(100, null), { from: most, total: most })
  t.same(await append(100, most - 50), { from: most, total: most })
})

t.test(
  'after a write that failed half way the next piece finds the real end',
  { skip: cannotLimit },
  async (t) => {
    const live = await LiveOutput.open(t.testdir())
    const bytes = Buffer.concat([Buffer.alloc(1000, 'a'), Buffer.alloc(1000, 'b')])
    const lift = limitFileSize(process.pid, 1000)
    t.teardown(lift)
    await t.rejects(live.append('j', 1, 1, 'stdout', bytes, 0), {
      code: 'FULL',
      message: /^the disk of AGQ is full/,
    })
    lift()
    t.same(await live.append('j', 1, 1, 'stdout', bytes, 0), { from: 1000, total: 2000 })
    t.ok((await live.read('j', 1, 1, 'stdout', 0, 5000)).equals(bytes))
  },
)

t.test('a piece that was allowed in the batch that ended its attempt leaves nothing behind', async (t) => {
  const root = t.testdir()
  const live = await LiveOutput.open(root)
  const piece = (token: number) => live.append('j', token, 1, 'stdout', Buffer.alloc(2000, 'x'), null)
  // The end is spread before the answers go out, so the piece is told right after it: the first of all, or a later one.
  const first = [live.forget('j', 1), piece(1)]
  await piece(2)
  const later = [piece(2), live.forget('j', 2), piece(2), live.forget('j', 2)]
  await Promise.all([...first, ...later])
  t.same(readdirSync(root), [])
})

t.test('pieces and readers that come while an attempt is forgotten', async (t) => {
  const root = t.testdir()
  const live = await LiveOutput.open(root)
  const seen = new Set<string>()
  for (let token = 1; token <= 100; token++) {
    const append = (task: number) => live.append('j', token, task, 'stdout', Buffer.from('abc'), null)
    await Promise.all([append(1), append(2)])
    const forgotten = isSettled(live.forget('j', token))
    const reads: Promise<Buffer>[] = []
    const pieces: Promise<unknown>[] = []
    while (!forgotten()) {
      reads.push(live.read('j', token, 1, 'stdout', 0, 10))
      pieces.push(append(2))
      await setImmediate()
    }
    for (const text of await Promise.all(reads)) seen.add(String(text))
    await Promise.all(pieces)
  }
  t.ok(seen.has(''), 'some came too late')
  t.same(
    [...seen].filter((text) => text !== '' && text !== 'abc'),
    [],
  )
  t.same(readdirSync(root), [], 'nothing is left')
})

t.test('forgetting never fails', async (t) => {
  const root = join(t.testdir(), 'live')
  const live = await LiveOutput.open(root)
  await live.append('j', 1, 1, 'stdout', Buffer.from('abc'), 0)
  rmSync(root, { recursive: true })
  writeFileSync(root, 'a file where the folder was')
  await t.resolves(live.forget('j', 1))
  await t.resolves(live.forget('unknown', 1))
})

function isSettled(promise: Promise<unknown>): () => boolean {
  let settled = false
  promise.then(() => {
    settled = true
  })
  return () => settled
}
