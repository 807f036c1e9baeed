/** Numbers, words and strings of JSON: each scan ends exactly where the grammar of RFC 8259 does. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { scanNumber, scanString, scanWord } from '../../../../specs/dist/json/tokens.js'

t.test('property: numbers, held against the grammar as a regular expression', async (t) => {
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'-+.eE0012'), minLength: 1, maxLength: 8 }), (text) => {
      assert.equal(scanNumber(Buffer.from(text), 0) === text.length, number.test(text), text)
    }),
    { numRuns: 20_000 },
  )
  t.pass()
})

t.test('words', async (t) => {
  for (const word of ['true', 'false', 'null']) {
    t.equal(scanWord(Buffer.from(`[${word}]`), 1), 1 + word.length)
    t.equal(scanWord(Buffer.from(`[${word.slice(0, -1)}]`), 1), -2)
    t.equal(scanWord(Buffer.from(word.toUpperCase()), 0), -1)
  }
})

t.test('strings end at their quote, or say which byte is wrong', async (t) => {
  const scan = (text: string) => scanString(Buffer.from(text), 1)
  t.equal(scan('"a\\"b"'), 5)
  t.equal(scan('"\\\\"'), 3)
  t.equal(scan('"\\ud83d\\ude00"'), 13)
  t.equal(scan('"ab'), -1 - 3)
  t.equal(scan('"a\\'), -1 - 2)
  t.equal(scan('"a\\u12'), -1 - 2)
  t.equal(scan('"a\\ud83d\\u0041"'), -1 - 2)
  t.equal(scan('"a\tb"'), -1 - 2)
})
