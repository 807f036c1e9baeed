import { createRequire } from 'node:module'
import fc from 'fast-check'
import t from 'tap'
import { Decoder, type FrameLimits, type ProtocolError } from '../../../../agq/dist/wire/decoder.js'
import { frame } from './raw-client.ts'

interface OracleOptions {
  readonly returnReply: (reply: unknown) => void
  readonly returnError: (error: Error) => void
  readonly returnFatalError: (error: Error) => void
  readonly returnBuffers: boolean
}
const Oracle: new (options: OracleOptions) => { execute(chunk: Buffer): void } = createRequire(
  import.meta.url,
)('redis-parser')

const MiB = 1024 * 1024
const wide: FrameLimits = {
  bulkBytes: 32 * MiB,
  frameBytes: 64 * MiB,
  frameArgs: 1_024,
  inlineBytes: 32 * MiB,
  scope: '',
}

interface Decoding {
  readonly requests: readonly Buffer[][]
  readonly error: ProtocolError | undefined
}

function decode(chunks: Iterable<Buffer>, limits = wide): Decoding {
  const decoder = new Decoder(limits)
  const requests: Buffer[][] = []
  for (const chunk of chunks) {
    decoder.feed(chunk)
    for (let next = decoder.next(); next !== undefined; next = decoder.next()) {
      if (!Array.isArray(next)) return { requests, error: next }
      requests.push(next)
    }
  }
  return { requests, error: undefined }
}

function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1)
    yield bytes.subarray(at, at + size)
    at += size
  }
}

const binary = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))
const requests = fc.array(fc.array(binary, { minLength: 1, maxLength: 6 }), { maxLength: 8 })
const chunkSizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 })

t.test('any list of requests in any chunking decodes to the same requests', async (t) => {
  fc.assert(
    fc.property(requests, chunkSizes, (sent, sizes) => {
      const { requests, error } = decode(cut(Buffer.concat(sent.map((words) => frame(...words))), sizes))
      return error === undefined && JSON.stringify(requests) === JSON.stringify(sent)
    }),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('it agrees with redis-parser on every valid frame', async (t) => {
  fc.assert(
    fc.property(requests, chunkSizes, (sent, sizes) => {
      const bytes = Buffer.concat(sent.map((words) => frame(...words)))
      const seen: unknown[] = []
      const fail = (error: Error) => {
        throw error
      }
      const oracle = new Oracle({
        returnReply: (reply) => seen.push(reply),
        returnError: fail,
        returnFatalError: fail,
        returnBuffers: true,
      })
      for (const chunk of cut(bytes, sizes)) oracle.execute(chunk)
      return JSON.stringify(decode(cut(bytes, sizes)).requests) === JSON.stringify(seen)
    }),
    { numRuns: 300 },
  )
  t.pass()
})

t.test('random and mutated bytes never throw, and mean the same in every chunking', async (t) => {
  const grammar = fc.constantFrom(
    '*',
    '$',
    '-',
    '0',
    '1',
    '2',
    '10',
    '\r\n',
    '\r',
    '\n',
    'a',
    '"',
    "'",
    ' ',
    '\\x4',
  )
  const alphabet = fc.array(grammar, { maxLength: 60 }).map((parts) => Buffer.from(parts.join('')))
  const mutated = fc
    .tuple(requests, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
    .map(([sent, changes]) => {
      const bytes = Buffer.concat(sent.map((words) => frame(...words)))
      for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(alphabet, mutated, binary), chunkSizes, (bytes, sizes) => {
      return JSON.stringify(decode([bytes])) === JSON.stringify(decode(cut(bytes, sizes)))
    }),
    { numRuns: 3_000 },
  )
  t.pass()
})

t.test('empty arrays and empty lines are no requests', async (t) => {
  const { requests, error } = decode([Buffer.from('*0\r\n\r\n\n*-1\r\n*1\r\n$4\r\nPING\r\n')])
  t.equal(error, undefined)
  t.strictSame(requests.map(String), ['PING'])
})

t.test('what is no RESP is named', async (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['*x\r\n', 'invalid multibulk length'],
    ['*4294967296000\r\n', 'invalid multibulk length'],
    ['*01\r\n', 'invalid multibulk length'],
    ['*1\n', 'invalid multibulk length'],
    ['*-\r\n', 'invalid multibulk length'],
    ['*-0\r\n', 'invalid multibulk length'],
    ['*1\r\n*1\r\n', "expected '$', got '*'"],
    ['*1\r\n$-1\r\n', 'invalid bulk length'],
    ['*1\r\n$+4\r\n', 'invalid bulk length'],
    ['*1\r\n$4\r\nPINGPONG', 'a bulk must end with CR LF'],
    ['*1\r\n$4\r\nPINGP\n', 'a bulk must end with CR LF'],
    ['*1\r\n$4\r\nPING\rG', 'a bulk must end with CR LF'],
    ['SET "a\r\n', 'unbalanced quotes in request'],
  ]
  for (const [bytes, problem] of cases) {
    t.strictSame(decode([Buffer.from(bytes)]).error, { code: 'ERR', text: `Protocol error: ${problem}` })
  }
})

t.test('strangers of other protocols are told so', async (t) => {
  const http = /^Protocol error: HTTP spoken to the RESP port/
  t.match(decode([Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n')]).error?.text, http)
  t.match(decode([Buffer.from('POST /api HTTP/1.1\r\n')]).error?.text, http)
  t.match(decode([Buffer.from('Host: example.org\r\n')]).error?.text, http)
  t.match(decode([Buffer.from([0x16, 3, 1, 2, 0])]).error?.text, /^Protocol error: TLS spoken/)
  t.strictSame(String(decode([Buffer.from('GET job:1\r\n')]).requests), 'GET,job:1')
})

t.test('every bound is held before the bytes are there, and names itself', async (t) => {
  const limits: FrameLimits = {
    bulkBytes: 10,
    frameBytes: 15,
    frameArgs: 3,
    inlineBytes: 20,
    scope: ' before AUTH',
  }
  const problem = (text: string) => decode([Buffer.from(text)], limits).error
  t.strictSame(problem('*4\r\n'), {
    code: 'ERR',
    text: 'Protocol error: 4 arguments are over the limit of 3 before AUTH',
  })
  t.strictSame(problem('*1\r\n$11\r\n'), {
    code: 'TOOBIG',
    text: 'Protocol error: a bulk of 11 bytes is over the limit of 10 before AUTH',
  })
  t.strictSame(problem('*2\r\n$10\r\n0123456789\r\n$6\r\n'), {
    code: 'TOOBIG',
    text: 'Protocol error: a command of 16 bytes or more is over the limit of 15 before AUTH',
  })
  t.strictSame(problem('x'.repeat(21)), {
    code: 'TOOBIG',
    text: 'Protocol error: an inline command is over the limit of 20 bytes before AUTH',
  })
  t.strictSame(problem('a b c d\n')?.text, 'Protocol error: 4 arguments are over the limit of 3 before AUTH')
  const most = '*3\r\n$10\r\n0123456789\r\n$5\r\n01234\r\n$0\r\n\r\n'
  t.equal(problem(most + most), undefined, 'each frame has its own bounds')
})

t.test('limits may change between two requests of one chunk', async (t) => {
  const decoder = new Decoder({ ...wide, frameArgs: 1 })
  decoder.feed(Buffer.concat([frame('AUTH'), frame('a', 'b')]))
  t.strictSame(String(decoder.next()), 'AUTH')
  decoder.limits = wide
  t.strictSame(String(decoder.next()), 'a,b')
})

t.test('chunks may be handed over before the ones before them are read', async (t) => {
  const decoder = new Decoder(wide)
  const bytes = Buffer.concat([frame('a', 'b'), frame('c'), frame('d')])
  for (const chunk of cut(bytes, [9])) decoder.feed(chunk)
  t.strictSame([decoder.next(), decoder.next(), decoder.next()].map(String), ['a,b', 'c', 'd'])
  t.equal(decoder.next(), undefined)
})

t.test('after an error it stays in error', async (t) => {
  const decoder = new Decoder(wide)
  decoder.feed(Buffer.from('*1\r\n!'))
  const error = decoder.next()
  decoder.feed(frame('PING'))
  t.equal(decoder.next(), error)
})

t.test('a frame that trickles in costs time linear in its length', async (t) => {
  const size = 16 * MiB
  const piece = Buffer.alloc(64, 'x')
  const trickle = function* (head: string) {
    yield Buffer.from(head)
    for (let sent = 0; sent < size; sent += piece.length) yield piece
    yield Buffer.from('\r\n')
  }
  const before = performance.now()
  t.equal(decode(trickle(`*1\r\n$${size}\r\n`)).requests[0]?.[0]?.length, size)
  t.equal(decode(trickle('')).requests[0]?.[0]?.length, size)
  // Half a second here; a decoder that looked at its bytes again would need minutes.
  t.ok(performance.now() - before < 10_000)
})

t.test('no call copies megabytes: a bulk of 16 MiB in pieces holds nobody up', async (t) => {
  const size = 16 * MiB
  const piece = Buffer.alloc(4_096, 'x')
  const slowestCall = (): number => {
    const decoder = new Decoder(wide)
    decoder.feed(Buffer.from(`*1\r\n$${size}\r\n`))
    let slowest = 0
    for (let sent = 0; sent < size; sent += piece.length) {
      const before = performance.now()
      decoder.feed(piece)
      decoder.next()
      slowest = Math.max(slowest, performance.now() - before)
    }
    return slowest
  }
  // The fastest of ten: what the machine does meanwhile is not the decoder's.
  const fastest = Math.min(...Array.from({ length: 10 }, slowestCall))
  t.ok(fastest < 5, `the slowest call took ${fastest.toFixed(2)} ms`)
})
