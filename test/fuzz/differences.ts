/**
 * Where AGQ deliberately judges a stream otherwise than Redis does, each with its reason. A difference that is not
 * listed here is a bug, and a listed one that is none any more is a lie: the test looks for both.
 */
import type { Meaning } from './reference.ts'

export interface Difference {
  readonly name: string
  readonly why: string
  /** A stream that shows it, what AGQ refuses it as (`undefined`: it takes it), and what Redis does. */
  readonly example: Buffer
  readonly agq: Meaning['refused']
  readonly redis: 'takes it' | 'waits for more' | 'refuses it' | 'closes without a word'
  /** Does it explain that the two went apart in this stream? */
  explains(bytes: Buffer, meaning: Meaning): boolean
}

const text = (latin1: string): Buffer => Buffer.from(latin1, 'latin1')
const isNumber = ({ refused }: Meaning): boolean =>
  refused === 'multibulk length' || refused === 'bulk length'
const from = (bytes: Buffer, { at }: Meaning): string => bytes.toString('latin1', at)

export const differences: readonly Difference[] = [
  {
    name: 'the end of a bulk',
    why: 'Redis skips two bytes unseen. What stands there tells that the length lied, and that all behind it is misread.',
    example: text('*2\r\n$4\r\nPING\r\n$1\r\nabc'),
    agq: 'terminator',
    redis: 'takes it',
    explains: (_bytes, { refused }) => refused === 'terminator',
  },
  {
    name: 'the end of a number',
    why: 'Redis skips the byte after CR unseen. One that is no LF belongs to something else.',
    example: text('*1\rX$4\r\nPING\r\n'),
    agq: 'multibulk length',
    redis: 'takes it',
    explains: (bytes, meaning) => isNumber(meaning) && /^-?\d+\r[^\n]/.test(from(bytes, meaning)),
  },
  {
    name: 'a number that cannot become right',
    why: 'Redis waits for the end of the line before it looks at it. Who sends letters is told at once.',
    example: text('*1\r\n$4x'),
    agq: 'bulk length',
    redis: 'waits for more',
    explains: (bytes, meaning) => {
      const judged = isNumber(meaning) || meaning.refused === 'dollar'
      const rest = from(bytes, meaning)
      return judged && !rest.slice(0, -1).includes('\r')
    },
  },
  {
    name: 'a negative count of more than ten digits',
    why: 'Any negative count is an empty frame, to Redis too; no client sends this one, so the reader stays short.',
    example: text('*-10000000000\r\nPING\r\n'),
    agq: 'multibulk length',
    redis: 'takes it',
    explains: (bytes, meaning) =>
      meaning.refused === 'multibulk length' && /^-[1-9]\d{10,18}\r/.test(from(bytes, meaning)),
  },
  {
    name: 'more than 1,024 arguments',
    why: 'No command of AGQ takes more; Redis needs them for MSET and the like.',
    example: Buffer.concat([text('*1025\r\n'), text('$4\r\nPING\r\n').subarray(0)]),
    agq: 'arguments',
    redis: 'waits for more',
    explains: (_bytes, { refused }) => refused === 'arguments',
  },
  {
    name: 'a bulk over 16 MiB, or a line over 64 KiB',
    why: 'Larger bytes go up in pieces (BLOB.APPEND). Redis takes bulks of 512 MiB.',
    example: text('*2\r\n$4\r\nPING\r\n$16777217\r\n'),
    agq: 'size',
    redis: 'waits for more',
    explains: (_bytes, { refused }) => refused === 'size',
  },
  {
    name: 'HTTP by its first line',
    why: 'Redis knows POST and Host: alone and says nothing. A browser, curl or a health check is told what this port is.',
    example: text('GET / HTTP/1.1\r\nAccept: */*\r\n\r\n'),
    agq: 'other protocol',
    redis: 'takes it',
    explains: (_bytes, { refused }) => refused === 'other protocol',
  },
  {
    name: 'POST and Host:',
    why: 'The same: Redis closes without a word, AGQ says why.',
    example: text('POST / HTTP/1.1\r\nHost: a\r\n\r\n'),
    agq: 'other protocol',
    redis: 'closes without a word',
    explains: (_bytes, { refused }) => refused === 'other protocol',
  },
  {
    name: 'a TLS hello',
    why: 'Redis takes it for a line and waits for its end: the peer hangs. AGQ says what it met.',
    example: text('\x16\x03\x01\x00\xa5\x01\x00\x00\xa1'),
    agq: 'other protocol',
    redis: 'waits for more',
    explains: (_bytes, { refused }) => refused === 'other protocol',
  },
  {
    name: 'a zero byte in a line',
    why: 'Redis searches lines as C strings, so a zero hides the end of the line and it waits. To AGQ it is a byte.',
    example: text('PING a\0b\r\n'),
    agq: undefined,
    redis: 'waits for more',
    // The fuzzer does not send zeros to Redis: one hides everything behind it.
    explains: () => false,
  },
]
