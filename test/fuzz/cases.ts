/**
 * What the fuzzer feeds to AGQ's decoder: streams of one to eight frames, drawn from a grammar of what is right, of
 * what is nearly right (mutations, lying counts and lengths), and of noise. Every case is drawn from its seed and its
 * number alone, so those two repeat it.
 */
import type { FrameLimits } from '../../agq/dist/wire/decoder.js'
import { type Random, seededRandom } from '../harness/index.ts'
import { mutate, withLie } from './mutations.ts'

export type CaseClass = 'valid' | 'inline' | 'mixed' | 'mutated' | 'lying' | 'soup' | 'noise' | 'large'

export interface Case {
  readonly class: CaseClass
  readonly bytes: Buffer
  /** Frames that went into it, before anything was broken. */
  readonly frames: number
  /** What must come out; `undefined` where only the reference knows. */
  readonly requests: readonly (readonly Buffer[])[] | undefined
  readonly limits: FrameLimits
  /** After so many requests the caller is known and `widened` holds, as after AUTH. */
  readonly widenAfter: number
  readonly widened: FrameLimits
  /** Draws how the bytes are cut. */
  readonly random: Random
}

const KiB = 1_024
const MiB = 1_024 * KiB

export const known: FrameLimits = {
  bulkBytes: 16 * MiB,
  frameBytes: 32 * MiB,
  frameArgs: 1_024,
  inlineBytes: 64 * KiB,
  scope: '',
}
const stranger: FrameLimits = {
  bulkBytes: 4 * KiB,
  frameBytes: 4 * KiB,
  frameArgs: 16,
  inlineBytes: 4 * KiB,
  scope: ' before AUTH',
}
/** So small that drawn frames lie on both sides of every bound. */
const tiny: FrameLimits = { bulkBytes: 24, frameBytes: 40, frameArgs: 4, inlineBytes: 32, scope: '' }

const classes: readonly CaseClass[] = [
  ...Array<CaseClass>(7).fill('valid'),
  ...Array<CaseClass>(2).fill('inline'),
  ...Array<CaseClass>(2).fill('mixed'),
  ...Array<CaseClass>(6).fill('mutated'),
  ...Array<CaseClass>(2).fill('lying'),
  'soup',
]

export function drawCase(seed: number, number: number): Case {
  const random = seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const rare = random.next()
  if (rare < 0.000_1) return largeCase(random)
  if (rare < 0.02) return { ...wild(random), class: 'noise', bytes: random.bytes(random.integer(1, 300)) }
  const kind = random.pick(classes)
  switch (kind) {
    case 'valid': {
      const requests = drawRequests(random)
      const bytes = Buffer.concat(requests.map(frameOf))
      return { ...wild(random), class: kind, bytes, frames: requests.length, requests, limits: known }
    }
    case 'soup':
      return { ...wild(random), class: kind, bytes: Buffer.from(drawSoup(random), 'latin1') }
    case 'inline':
      return { ...wild(random), class: kind, ...joined(random, drawInline) }
    case 'lying':
      return { ...wild(random), class: kind, ...joined(random, (draw) => withLie(draw, drawRequest(draw))) }
    case 'mutated': {
      const { bytes, frames } = joined(random, drawMixed)
      return { ...wild(random), class: kind, bytes: mutate(random, bytes), frames }
    }
    default:
      return { ...wild(random), class: 'mixed', ...joined(random, drawMixed) }
  }
}

/** A case of which nothing is known beforehand. */
function wild(random: Random): Omit<Case, 'class' | 'bytes'> {
  const draw = random.next()
  const limits = draw < 0.7 ? known : draw < 0.85 ? stranger : tiny
  return { frames: 1, requests: undefined, limits, widenAfter: random.integer(0, 6), widened: known, random }
}

function joined(random: Random, draw: (random: Random) => Buffer): { bytes: Buffer; frames: number } {
  const frames = random.integer(1, 5)
  return { bytes: Buffer.concat(Array.from({ length: frames }, () => draw(random))), frames }
}

/** A bulk or a line near one of the real bounds, on either side of it, sometimes with less behind it than it says. */
function largeCase(random: Random): Case {
  const { frames, requests, ...rest } = wild(random)
  const size = random.pick([64 * KiB, 1 * MiB, 8 * MiB, 16 * MiB]) + random.integer(-2, 2)
  const asBulk = random.next() < 0.6
  const body = Buffer.alloc(size, random.pick(['x', ' ', '"', '\\', '\r', asBulk ? '$1\r\n' : 'y']))
  const whole = asBulk ? Buffer.concat([frameOf([body]), frameOf([Buffer.from('PING')])]) : body
  const bytes = whole.subarray(0, random.next() < 0.7 ? whole.length : random.integer(1, whole.length))
  return { ...rest, class: 'large', bytes, frames, requests, limits: known }
}

function drawRequests(random: Random): Buffer[][] {
  return Array.from({ length: random.integer(1, 5) }, () => drawRequest(random))
}

function drawRequest(random: Random): Buffer[] {
  const count = random.next() < 0.002 ? random.integer(100, 1_024) : random.integer(1, 5)
  return Array.from({ length: count }, () => drawArgument(random))
}

const words = [
  ...['PING', 'AUTH', 'HELLO', 'JOB.SUBMIT', 'JOB.STATUS', 'SUBSCRIBE', 'job-1', '0', '-1', '', ' '],
  ...['{"job_id":"a","tasks":[]}', '\r\n', '*1\r\n$4\r\nPING\r\n', '$-1\r\n', '+OK\r\n', '\0', '"', 'grüße'],
].map((word) => Buffer.from(word))

function drawArgument(random: Random): Buffer {
  const draw = random.next()
  if (draw < 0.7) return random.pick(words)
  if (draw < 0.995) return random.bytes(random.integer(0, 24))
  return Buffer.alloc(random.integer(1_000, 70_000), 'z')
}

export function frameOf(args: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${args.length}\r\n`)]
  for (const arg of args) parts.push(Buffer.from(`$${arg.length}\r\n`), arg, CRLF)
  return Buffer.concat(parts)
}
const CRLF = Buffer.from('\r\n')

const inlineWords = [
  ...['PING', 'GET', 'job:1', '"a b"', "'a b'", '"\\x41\\n\\t"', "'\\''", '"\\"', '""', "''", 'a"b"', '"a"b'],
  ...[
    '\\',
    '\\x4',
    'HTTP/1.1',
    'HTTP/x',
    'POST',
    'Host:',
    '\0',
    '\xff\xfe',
    '"\\xZZ"',
    '"',
    "'",
    '\x0b',
    '$4',
  ],
]

function drawInline(random: Random): Buffer {
  const draw = random.next()
  if (draw < 0.05) return Buffer.from(random.pick(['\r\n', '\n', '  \r\n', '\t\n']))
  const count = random.next() < 0.01 ? random.integer(10, 2_000) : random.integer(1, 5)
  const line = Array.from({ length: count }, () => random.pick(inlineWords))
  return Buffer.from(
    line.join(random.pick([' ', '  ', '\t'])) + random.pick(['\r\n', '\n', ' \r\n']),
    'latin1',
  )
}

/** What a stream may hold besides commands: inline commands, and frames that are nothing. */
function drawMixed(random: Random): Buffer {
  const draw = random.next()
  if (draw < 0.6) return frameOf(drawRequest(random))
  if (draw < 0.8) return drawInline(random)
  return Buffer.from(random.pick(['*0\r\n', '*-1\r\n', '\r\n', '\n', '*-0\r\n']))
}

const tokens = [
  '*',
  '$',
  '-',
  '+',
  '0',
  '1',
  '2',
  '3',
  '10',
  '\r\n',
  '\r\n',
  '\r',
  '\n',
  'a',
  '"',
  "'",
  ' ',
  '\\',
]

function drawSoup(random: Random): string {
  let text = ''
  for (let left = random.integer(1, 60); left > 0; left -= 1) text += random.pick(tokens)
  return text
}
