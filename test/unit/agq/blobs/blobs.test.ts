/** Bytes by hash: whole or not at all. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Blobs } from '../../../../agq/dist/blobs/blobs.js'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

t.test('pieces that come without waiting keep their order', async (t) => {
  const blobs = await Blobs.open(t.testdir())
  const pieces = Array.from({ length: 50 }, (_, i) => Buffer.alloc(1000, i))
  const totals = await Promise.all(pieces.map((piece) => blobs.append('k', 'up', piece)))
  t.same(totals.at(-1), 50_000)
  const whole = Buffer.concat(pieces)
  t.same(await blobs.commit('k', 'up', hashOf(whole)), { sha256: hashOf(whole), bytes: 50_000 })
  t.ok((await blobs.read(hashOf(whole), 0, 1e6))?.equals(whole))
  t.ok((await blobs.read(hashOf(whole), 999, 2))?.equals(whole.subarray(999, 1001)), 'a range')
  t.equal((await blobs.read(hashOf(whole), 60_000, 10))?.length, 0, 'beyond the end')
})

t.test('a wrong hash is refused and leaves nothing behind', async (t) => {
  const folder = t.testdir()
  const blobs = await Blobs.open(folder)
  await blobs.append('k', 'up', Buffer.from('x'))
  await t.rejects(blobs.commit('k', 'up', 'ab'.repeat(32)), /has sha256 .* not abab/)
  await t.rejects(blobs.commit('k', 'up', 'ab'.repeat(32)), /no upload up/)
  t.same(readdirSync(join(folder, 'new')), [])
  t.equal(await blobs.read('ab'.repeat(32), 0, 10), null)
})

t.test('the same bytes twice are one file; unfinished uploads end with the life they began in', async (t) => {
  const folder = t.testdir()
  const blobs = await Blobs.open(folder)
  const one = await blobs.put(Buffer.from('same'))
  t.same(await blobs.put(Buffer.from('same')), one)
  await blobs.append('k', 'never', Buffer.from('y'))
  await blobs.close()
  await Blobs.open(folder)
  t.same(readdirSync(join(folder, 'new')), [])
  t.ok(await (await Blobs.open(folder)).read(one.sha256, 0, 10))
})
