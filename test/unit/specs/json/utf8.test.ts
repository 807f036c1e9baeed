/** Where text stops being Unicode: held against what Node itself says. */
import assert from 'node:assert/strict'
import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import t from 'tap'
import { findInvalidUtf8, findLoneSurrogate } from '../../../../specs/dist/json/utf8.js'

t.test('property: the bytes before the place are UTF-8, with one more they are not', async (t) => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }).map((text) => [...Buffer.from(text)]),
    fc.array(
      fc.constantFrom(
        0x61,
        0x80,
        0x8f,
        0x90,
        0x9f,
        0xa0,
        0xbf,
        0xc0,
        0xc2,
        0xe0,
        0xed,
        0xef,
        0xf0,
        0xf4,
        0xf5,
        0xff,
      ),
      {
        maxLength: 3,
      },
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const bytes = Uint8Array.from(pieces.flat())
      const place = findInvalidUtf8(bytes)
      assert.equal(place === bytes.length, isUtf8(bytes))
      assert.ok(isUtf8(bytes.subarray(0, place)))
      for (let end = place + 1; end <= Math.min(place + 4, bytes.length); end++)
        assert.ok(!isUtf8(bytes.subarray(0, end)))
    }),
    { numRuns: 5000 },
  )
  t.pass()
})

t.test('property: lone surrogates', async (t) => {
  const unit = fc.constantFrom('a', 'é', '😀', '\ud83d', '\ude00')
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = units.join('')
      const place = findLoneSurrogate(text)
      assert.equal(place === text.length, text.isWellFormed())
      assert.ok(text.slice(0, place).isWellFormed())
    }),
  )
  t.pass()
})
