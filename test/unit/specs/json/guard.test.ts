/** The guard's work grows with the length of the document and with nothing else: counted in bytes looked at, not in time. */
import t from 'tap'
import { findHazard } from '../../../../specs/dist/json/guard.js'

/** How often a byte is read. The guard reads by index only, so a Proxy sees every look. */
const countReads = (
  text: string,
): { readonly reads: number; readonly length: number; readonly found: boolean } => {
  const bytes = Buffer.from(text)
  let reads = 0
  const watched = new Proxy(bytes, {
    get: (target, key) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads++
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const found = findHazard(watched, 32) !== undefined
  return { reads, length: bytes.length, found }
}

const repeat = (piece: string, count: number): string => Array.from({ length: count }, () => piece).join(',')
const names = (count: number, name: (i: number) => string): string =>
  `{${Array.from({ length: count }, (_, i) => `"${name(i)}":0`).join(',')}}`

const documents: Readonly<Record<string, (size: number) => string>> = {
  'a long string': (size) => JSON.stringify('x'.repeat(size)),
  'a string of escapes': (size) => `"${'\\u0041'.repeat(size / 6)}"`,
  'a string of surrogate pairs': (size) => `"${'\\ud83d\\ude00'.repeat(size / 12)}"`,
  'an open string': (size) => `"${'x'.repeat(size)}`,
  'open strings of backslashes': (size) => `"${'\\\\'.repeat(size / 2)}`,
  'a long number': (size) => '1'.repeat(size),
  'a long exponent': (size) => `1e-${'1'.repeat(size)}`,
  'many numbers': (size) => `[${repeat('0', size / 2)}]`,
  'many words': (size) => `[${repeat('null', size / 5)}]`,
  'many empty objects': (size) => `[${repeat('{}', size / 3)}]`,
  brackets: (size) => '['.repeat(size),
  spaces: (size) => ' '.repeat(size),
  'many names': (size) =>
    `[${repeat(
      names(400, (i) => String(i).padStart(8, '0')),
      size / 5000,
    )}]`,
  'names alike but for the end': (size) =>
    `[${repeat(
      names(40, (i) => String(i).padStart(100, 'x')),
      size / 4300,
    )}]`,
  'names alike, a few in each object': (size) =>
    `[${repeat(
      names(16, (i) => String(i).padStart(100, 'x')),
      size / 1700,
    )}]`,
  'long names alike': (size) =>
    `[${repeat(
      names(15, (i) => String(i).padStart(300, 'x')),
      size / 4600,
    )}]`,
  'names with escapes': (size) =>
    `[${repeat(
      names(300, (i) => `\\u0041${String(i).padStart(6, '0')}`),
      size / 5400,
    )}]`,
}

for (const [name, make] of Object.entries(documents)) {
  t.test(name, async (t) => {
    const small = countReads(make(6_000))
    const large = countReads(make(60_000))
    // Each byte is looked at a few times; in an object of few names each name is held against up to 15 others.
    const perByte = name.startsWith('names alike') ? 20 : 6
    t.ok(large.reads <= perByte * large.length + 1_000, `${large.reads} reads for ${large.length} bytes`)
    t.ok(
      large.reads / large.length <= (small.reads / small.length) * 1.2 + 0.1,
      'ten times the bytes, ten times the work',
    )
  })
}

t.test('depth costs no stack', async (t) => {
  t.match(findHazard(Buffer.from('['.repeat(1_000_000)), 32), { kind: 'depth', offset: 32 })
  t.match(findHazard(Buffer.from('{"a":'.repeat(1_000_000)), 32), { kind: 'depth', offset: 32 * 5 })
  t.equal(
    findHazard(Buffer.from('['.repeat(32) + ']'.repeat(32)), 32),
    undefined,
    'the bound itself is allowed',
  )
})

t.test('one document leaves nothing behind for the next', async (t) => {
  const open = `{"a":{"b":{${Array.from({ length: 40 }, (_, i) => `"n${i}":1`).join(',')}`
  t.ok(findHazard(Buffer.from(open), 32))
  t.equal(findHazard(Buffer.from('{"a":{"b":{"n1":1}}}'), 32), undefined)
  t.match(findHazard(Buffer.from('{"n1":1,"n1":2}'), 4), { kind: 'duplicate', pointer: '/n1' })
})
