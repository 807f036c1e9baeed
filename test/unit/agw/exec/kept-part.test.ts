/** Head and tail of any stream, under any cap, in any pieces: the bytes are those of the stream's two ends. */
import fc from 'fast-check'
import t from 'tap'
import { gapOf, piecesOf } from '../../../../agw/dist/exec/kept-part.js'

t.test('the kept bytes are the first and the last ones', async (t) => {
  fc.assert(
    fc.property(
      fc.nat(200),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 50 }),
      (bytes, cap, most) => {
        const stream = Array.from({ length: bytes }, (_, index) => index)
        const gap = gapOf(bytes, cap)
        const kept = Math.min(bytes, cap)
        const pieces = [...piecesOf(kept, gap, most)]
        const read = pieces.flatMap(({ at, length }) => stream.slice(at, at + length))
        const head = Math.ceil(kept / 2)
        const expected =
          gap === null ? stream : [...stream.slice(0, head), ...stream.slice(bytes - (kept - head))]
        if (pieces.some(({ length }) => length > most)) throw new Error('a piece is too long')
        if (read.join() !== expected.join()) throw new Error(`${read} is not ${expected}`)
      },
    ),
  )
  t.equal(gapOf(10, 10), null)
  t.same(gapOf(11, 10), { from: 5, to: 6 })
  t.same(gapOf(9, 1), { from: 1, to: 9 })
})
