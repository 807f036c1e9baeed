import t from 'tap'
import { type Answer, encode, type Protocol } from '../../../../agq/dist/wire/encoder.js'

function bytesOf(answer: Answer, protocol: Protocol): string {
  const pieces: Buffer[] = []
  encode(answer, protocol, {
    text: (text) => pieces.push(Buffer.from(text, 'latin1')),
    bytes: (bytes) => pieces.push(Buffer.from(bytes)),
  })
  return Buffer.concat(pieces).toString()
}

t.test('each kind in RESP2 and RESP3', async (t) => {
  const one: Answer = { kind: 'int', value: 1 }
  const cases: readonly (readonly [Answer, string, string])[] = [
    [{ kind: 'simple', text: 'OK' }, '+OK\r\n', '+OK\r\n'],
    [{ kind: 'error', code: 'FENCED', text: 'gone' }, '-FENCED gone\r\n', '-FENCED gone\r\n'],
    [{ kind: 'int', value: -5 }, ':-5\r\n', ':-5\r\n'],
    [{ kind: 'bulk', value: 'grüß' }, '$6\r\ngrüß\r\n', '$6\r\ngrüß\r\n'],
    [{ kind: 'bulk', value: Buffer.from('a\r\nb') }, '$4\r\na\r\nb\r\n', '$4\r\na\r\nb\r\n'],
    [{ kind: 'bulk', value: '' }, '$0\r\n\r\n', '$0\r\n\r\n'],
    [{ kind: 'nil' }, '$-1\r\n', '_\r\n'],
    [{ kind: 'nil-array' }, '*-1\r\n', '_\r\n'],
    [{ kind: 'array', items: [] }, '*0\r\n', '*0\r\n'],
    [{ kind: 'array', items: [one, { kind: 'nil' }] }, '*2\r\n:1\r\n$-1\r\n', '*2\r\n:1\r\n_\r\n'],
    [{ kind: 'map', entries: [['a', one]] }, '*2\r\n$1\r\na\r\n:1\r\n', '%1\r\n$1\r\na\r\n:1\r\n'],
    [{ kind: 'push', items: [one] }, '*1\r\n:1\r\n', '>1\r\n:1\r\n'],
    [{ kind: 'sequence', items: [one, one] }, ':1\r\n:1\r\n', ':1\r\n:1\r\n'],
  ]
  for (const [answer, resp2, resp3] of cases) {
    t.equal(bytesOf(answer, 2), resp2)
    t.equal(bytesOf(answer, 3), resp3)
  }
})

t.test('an error or a simple string is always one line', async (t) => {
  t.equal(bytesOf({ kind: 'error', code: 'ERR', text: 'a\r\n+OK\nb' }, 2), '-ERR a +OK b\r\n')
  t.equal(bytesOf({ kind: 'simple', text: 'a\r\nb' }, 2), '+a b\r\n')
})

t.test('bytes of every value and size come through unchanged', async (t) => {
  for (const size of [255, 4_095, 4_096, 100_000]) {
    const value = Buffer.from(Array.from({ length: size }, (_, index) => index % 256))
    const pieces: Buffer[] = []
    encode({ kind: 'bulk', value }, 2, {
      text: (text) => pieces.push(Buffer.from(text, 'latin1')),
      bytes: (bytes) => pieces.push(Buffer.from(bytes)),
    })
    const expected = Buffer.concat([Buffer.from(`$${size}\r\n`), value, Buffer.from('\r\n')])
    t.ok(Buffer.concat(pieces).equals(expected), `${size} bytes`)
  }
})
