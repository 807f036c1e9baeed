/** JSON pointers are RFC 6901's, and what is shown of a stranger's text is short and harmless. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import {
  appendPointer,
  showPointer,
  showText,
  showValue,
  splitPointer,
} from '../../../../specs/dist/json/pointer.js'

t.test('RFC 6901, section 5', async (t) => {
  const samples: readonly (readonly [string, string])[] = [
    ['foo', '/foo'],
    ['', '/'],
    ['a/b', '/a~1b'],
    ['c%d', '/c%d'],
    ['m~n', '/m~0n'],
    ['~1', '/~01'],
  ]
  for (const [name, pointer] of samples) {
    t.equal(appendPointer('', name), pointer)
    t.same(splitPointer(pointer), [name])
  }
})

t.test('property: split is the opposite of append', async (t) => {
  fc.assert(
    fc.property(fc.array(fc.string()), (names) => {
      assert.deepEqual(splitPointer(names.reduce<string>(appendPointer, '')), names)
    }),
  )
  t.pass()
})

t.test('what is shown', async (t) => {
  t.equal(showText('a\r\nb\u001b[31m\u2028\u202e'), 'a\\u000d\\u000ab\\u001b[31m\\u2028\\u202e')
  t.equal(showText('x'.repeat(1e6)).length, 81)
  t.equal(showPointer(''), 'the document')
  t.same([0, null, true, 'a"b', [], {}].map(showValue), [
    '0',
    'null',
    'true',
    '"a"b"',
    'an array',
    'an object',
  ])
})
