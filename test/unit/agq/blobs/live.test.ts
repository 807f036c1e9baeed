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
  t.equal(String(await read(live, 'j', 1, 1, 'stdout', 0, 100)), 'abcdef')
  t.equal(String(await read(live, 'j', 1, 1, 'stdout', 2, 2)), 'cd')
  t.equal((await read(live, 'j', 1, 1, 'stdout', 9, 2)).length, 0, 'beyond the end')
  t.equal((await read(live, 'j', 1, 2, 'stderr', 0, 2)).length, 0, 'where nothing was written')
  await live.forget('j', 1)
  t.equal((await read(live, 'j', 1, 1, 'stdout', 0, 100)).length, 0)
})

t.test('the newest bytes are shown, however much was written', async (t) => {
  const root = t.testdir()
  const live = await LiveOutput.open(root)
  const mebibyte = 2 ** 20
  for (let at = 0; at < 40; at++)
    t.same(await live.append('j', 1, 1, 'stdout', Buffer.alloc(mebibyte, at), at * mebibyte), {
      from: at * mebibyte,
      total: (at + 1) * mebibyte,
    })
  const first = await live.read('j', 1, 1, 'stdout', 0, 1)
  t.equal(first, 24 * mebibyte, 'what is older is gone, and it is said where to read on')
  t.same(await read(live, 'j', 1, 1, 'stdout', 24 * mebibyte, 2), Buffer.from([24, 24]))
  const across = await read(live, 'j', 1, 1, 'stdout', 32 * mebibyte - 2, 4)
  t.same(across, Buffer.from([31, 31, 32, 32]), 'across the two files')
  t.equal((await read(live, 'j', 1, 1, 'stdout', 40 * mebibyte, 4)).length, 0)
  const [folder = ''] = readdirSync(root)
  t.equal(readdirSync(join(root, folder)).length, 2)
})

t.test('a piece behind bytes that will not come begins anew there', async (t) => {
  const live = await LiveOutput.open(t.testdir())
  const append = (text: string, offset: number, skip: boolean) =>
    live.append('j', 1, 1, 'stdout', Buffer.from(text), offset, skip)
  await append('abc', 0, false)
  t.same(await append('xyz', 100, false), { from: 3, total: 3 })
  t.same(await append('xyz', 100, true), { from: 100, total: 103 })
  t.equal(await live.read('j', 1, 1, 'stdout', 1, 5), 100)
  t.equal(String(await read(live, 'j', 1, 1, 'stdout', 101, 5)), 'yz')
  t.same(await append('', 200, true), { from: 200, total: 200 }, 'without a byte too')
  t.same(await append('abc', 0, true), { from: 200, total: 200 }, 'not backwards')
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
    t.ok((await read(live, 'j', 1, 1, 'stdout', 0, 5000)).equals(bytes))
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
      reads.push(read(live, 'j', token, 1, 'stdout', 0, 10))
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

/** What is there; the window must reach back so far. */
async function read(live: LiveOutput, ...what: Parameters<LiveOutput['read']>): Promise<Buffer> {
  const found = await live.read(...what)
  if (typeof found === 'number') throw new Error(`bytes before ${found} are gone`)
  return found
}

function isSettled(promise: Promise<unknown>): () => boolean {
  let settled = false
  promise.then(() => {
    settled = true
  })
  return () => settled
}
