import fc from 'fast-check'
import t from 'tap'
import { splitInline } from '../../../../agq/dist/wire/inline.js'

const words = (line: string) =>
  splitInline(Buffer.from(line, 'latin1'))?.map((word) => word.toString('latin1'))

t.test('words and quotes are those of Redis', async (t) => {
  t.strictSame(words(''), [])
  t.strictSame(words('  \t '), [])
  t.strictSame(words(' set  key\tvalue \r'), ['set', 'key', 'value'])
  t.strictSame(words('echo "a b" \'c d\''), ['echo', 'a b', 'c d'])
  t.strictSame(words('""'), [''])
  t.strictSame(words('"\\x41\\x7a\\n\\r\\t\\a\\b\\q\\"\\\\"'), ['Az\n\r\t\x07\bq"\\'])
  t.strictSame(words('"\\xfg"'), ['xfg'])
  t.strictSame(words("'it\\'s \\n'"), ["it's \\n"])
  t.strictSame(words('a"b c"'), ['ab c'])
})

t.test('quotes that do not close, or to which something sticks, are no line', async (t) => {
  for (const line of ['"', "'", '"a', '"a\\"', '"a"b', "'a'b", '"a"\'b\''])
    t.equal(words(line), undefined, line)
})

t.test('any words come back when quoted', async (t) => {
  const quote = (bytes: Uint8Array) =>
    `"${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (sent) => {
      const line = Buffer.from(sent.map(quote).join(' '))
      return (
        splitInline(line)
          ?.map((word) => word.toString('hex'))
          .join() === sent.map((word) => Buffer.from(word).toString('hex')).join()
      )
    }),
  )
  t.pass()
})

t.test('words beyond the most are counted, not kept', async (t) => {
  const split = splitInline(Buffer.from('a b "c d" e'), 2)?.map(String)
  t.strictSame(split, ['a', 'b', '', ''])
  t.equal(splitInline(Buffer.from('a b "c'), 2), undefined, 'their quotes still have to close')
})
