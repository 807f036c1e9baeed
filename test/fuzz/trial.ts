/**
 * One case against AGQ's decoder: whole, and cut in pieces. It must say what the reference says, and redis-parser where
 * that knows the input; never throw; never hold more than its bounds; and no call may take long.
 */
import { createRequire } from 'node:module'
import { Decoder, type ProtocolError } from '../../agq/dist/wire/decoder.js'
import type { Random } from '../harness/index.ts'
import { type Case, frameOf } from './cases.ts'
import { type Meaning, type Refusal, readStream } from './reference.ts'

/** A call of the decoder that takes longer, also when it is repeated alone, is a hang. */
export const callMsMax = 5
const REPEATS = 5
const CHUNKS_MAX = 5_000
const CHUNK_BYTES_MAX = 65_536

export interface Verdict {
  readonly requests: number
  readonly refused: Refusal | undefined
  /** The longest call of `next`, with the `feed` before it and with whatever the machine did meanwhile. */
  readonly slowestMs: number
  /** Its processor time, where it was repeated alone because it was over `callMsMax`: the fastest of five. */
  readonly aloneMs: number
}

export class Disagreement extends Error {}

export function tryCase(input: Case): Verdict {
  const meaning = readStream(input.bytes, (count) =>
    count < input.widenAfter ? input.limits : input.widened,
  )
  if (input.requests !== undefined) {
    mustEqual('the reference', { requests: input.requests, refused: undefined }, meaning)
    mustEqual('redis-parser', { requests: askParser(input.bytes), refused: undefined }, meaning)
  }
  let slowestMs = 0
  let aloneMs = 0
  for (const chunks of [asReceived(input.bytes), cut(input.bytes, input.random)]) {
    const decoded = decode(input, chunks, wallMs)
    mustEqual(`the decoder (in ${chunks.length} chunks)`, decoded, meaning)
    slowestMs = Math.max(slowestMs, decoded.slowestMs)
    if (decoded.slowestMs > callMsMax) aloneMs = Math.max(aloneMs, repeatAlone(input, chunks))
  }
  return { requests: meaning.requests.length, refused: meaning.refused, slowestMs, aloneMs }
}

/**
 * A collection of garbage, or another process, is not the decoder's: repeated, it is the time of this thread on a
 * processor that counts, and the fastest of a few.
 */
function repeatAlone(input: Case, chunks: readonly Buffer[]): number {
  let fastest = Number.POSITIVE_INFINITY
  for (let left = REPEATS; left > 0; left -= 1) {
    fastest = Math.min(fastest, decode(input, chunks, processorMs).slowestMs)
  }
  if (fastest > callMsMax)
    throw new Disagreement(`one call took ${fastest.toFixed(1)} ms, each of ${REPEATS} times`)
  return fastest
}

const wallMs = (): number => performance.now()

function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

function decode(
  input: Case,
  chunks: readonly Buffer[],
  clock: () => number,
): Said & { readonly slowestMs: number } {
  const { limits, widened, widenAfter } = input
  const decoder = new Decoder(widenAfter === 0 ? widened : limits)
  const requests: Buffer[][] = []
  let refused: ProtocolError | undefined
  let slowestMs = 0
  let before = clock()
  const take = (): ReturnType<Decoder['next']> => {
    const next = decoder.next()
    const now = clock()
    slowestMs = Math.max(slowestMs, now - before)
    before = now
    return next
  }
  for (const chunk of chunks) {
    before = clock()
    decoder.feed(chunk)
    for (let next = take(); next !== undefined; next = take()) {
      if (!Array.isArray(next)) {
        refused = next
        break
      }
      if (next.length === 0) throw new Disagreement('an empty request')
      if (decoder.requestBytes < total(next))
        throw new Disagreement('it counts fewer bytes than it hands over')
      if (requests.push(next) === widenAfter) decoder.limits = widened
    }
    const most = refused === undefined ? heldBytesMax(decoder) : 0
    if (decoder.heldBytes > most)
      throw new Disagreement(`it holds ${decoder.heldBytes} bytes, not ${most} at most`)
    if (refused !== undefined) break
  }
  if (refused !== undefined) {
    decoder.feed(frameOf([Buffer.from('PING')]))
    if (decoder.next() !== refused) throw new Disagreement('it came back from an error')
  }
  return { requests, refused: refused && refusalOf(refused), slowestMs }
}

/** The arguments of one frame, and one bulk or line of which a part is there. */
function heldBytesMax({ limits }: Decoder): number {
  return limits.frameBytes + Math.max(limits.bulkBytes + 2, limits.inlineBytes)
}

function total(args: readonly Buffer[]): number {
  return args.reduce((bytes, arg) => bytes + arg.length, 0)
}

/** Whole, up to what Node reads from a socket at once. */
function asReceived(bytes: Buffer): readonly Buffer[] {
  const pieces = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES_MAX))
  return Array.from({ length: pieces }, (_, index) =>
    bytes.subarray(index * CHUNK_BYTES_MAX, (index + 1) * CHUNK_BYTES_MAX),
  )
}

/** Byte by byte, in pieces of one size, at random, or just around the ends of lines. */
function cut(bytes: Buffer, random: Random): readonly Buffer[] {
  const least = Math.ceil(bytes.length / CHUNKS_MAX)
  const style = random.integer(0, 3)
  const size = style === 1 ? random.integer(2, 40) : 1
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    let end = at + Math.max(least, style === 2 ? random.integer(1, 30) : size)
    if (style === 3) {
      const line = bytes.indexOf(0x0d, at + 1)
      const lineEnd = line < 0 ? bytes.length : line + random.integer(0, 2)
      end = Math.min(Math.max(lineEnd, at + least), at + CHUNK_BYTES_MAX)
    }
    chunks.push(bytes.subarray(at, end))
    at = end
  }
  return chunks
}

const refusals: readonly (readonly [RegExp, Refusal])[] = [
  [/invalid multibulk length$/, 'multibulk length'],
  [/invalid bulk length$/, 'bulk length'],
  [/expected '\$', got /, 'dollar'],
  [/a bulk must end with CR LF$/, 'terminator'],
  [/arguments are over the limit of/, 'arguments'],
  [/over the limit of/, 'size'],
  [/unbalanced quotes in request$/, 'quotes'],
  [/: (HTTP|TLS) spoken to the /, 'other protocol'],
]

function refusalOf({ code, text }: ProtocolError): Refusal {
  const found = refusals.find(([pattern]) => pattern.test(text))?.[1]
  if (found === undefined) throw new Disagreement(`an error of no known class: ${text}`)
  if ((code === 'TOOBIG') !== (found === 'size')) throw new Disagreement(`${code} does not fit: ${text}`)
  if (!/^Protocol error: [ -~]+$/.test(text)) throw new Disagreement(`an error that is no line: ${text}`)
  return found
}

interface ParserOptions {
  readonly returnReply: (reply: Buffer[]) => void
  readonly returnError: (error: Error) => void
  readonly returnFatalError: (error: Error) => void
  readonly returnBuffers: boolean
}
const Parser: new (options: ParserOptions) => { execute(chunk: Buffer): void } = createRequire(
  import.meta.url,
)('redis-parser')

function askParser(bytes: Buffer): readonly Buffer[][] {
  const requests: Buffer[][] = []
  const fail = (error: Error): void => {
    throw new Disagreement(`redis-parser refuses it: ${error.message}`)
  }
  const parser = new Parser({
    returnReply: (request) => requests.push(request),
    returnError: fail,
    returnFatalError: fail,
    returnBuffers: true,
  })
  parser.execute(bytes)
  return requests
}

type Said = Pick<Meaning, 'requests' | 'refused'>

function mustEqual(who: string, said: Said, expected: Said): void {
  if (said.refused !== expected.refused) {
    throw new Disagreement(`${who} says ${said.refused ?? 'fine'}, not ${expected.refused ?? 'fine'}`)
  }
  if (said.requests.length !== expected.requests.length) {
    throw new Disagreement(`${who} has ${said.requests.length} requests, not ${expected.requests.length}`)
  }
  for (const [index, request] of said.requests.entries()) {
    const wanted = expected.requests[index] ?? []
    const equal =
      request.length === wanted.length &&
      request.every((arg, at) => arg.equals(wanted[at] ?? Buffer.alloc(0)))
    if (!equal) throw new Disagreement(`${who} has other arguments in request ${index + 1}`)
  }
}
