/**
 * The protocol once more, as plainly as it can be written: it has all the bytes, reads them from the start with
 * regular expressions, and keeps no state. Slow, and wrong in other places than the decoder is, so that the two
 * together are right.
 */
import type { FrameLimits } from '../../agq/dist/wire/decoder.js'

/** What the stream means: its requests, and the class of the error that ends it, if one does. */
export interface Meaning {
  readonly requests: readonly (readonly Buffer[])[]
  readonly refused: Refusal | undefined
  /** Where the number, `$`, end or line begins that was refused; the length of the stream where nothing was. */
  readonly at: number
}

export type Refusal =
  | 'multibulk length'
  | 'bulk length'
  | 'dollar'
  | 'terminator'
  | 'arguments'
  | 'size'
  | 'quotes'
  | 'other protocol'

interface Refused {
  readonly refused: Refusal
  readonly at: number
}
type Read = { readonly args: readonly Buffer[]; readonly end: number } | Refused | undefined

export function readStream(bytes: Buffer, limitsOf: (requestsSoFar: number) => FrameLimits): Meaning {
  const requests: (readonly Buffer[])[] = []
  let at = 0
  while (at < bytes.length) {
    const limits = limitsOf(requests.length)
    const read = bytes[at] === 0x2a ? readArray(bytes, at + 1, limits) : readLine(bytes, at, limits)
    if (read === undefined) break
    if ('refused' in read) return { requests, ...read }
    if (read.args.length > 0) requests.push(read.args)
    at = read.end
  }
  return { requests, refused: undefined, at: bytes.length }
}

function readArray(bytes: Buffer, start: number, limits: FrameLimits): Read {
  const count = readNumber(bytes, start)
  if (count === 'wrong') return { refused: 'multibulk length', at: start }
  if (count === undefined) return undefined
  if (count.value > limits.frameArgs) return { refused: 'arguments', at: start }
  const args: Buffer[] = []
  let at = count.end
  let total = 0
  while (args.length < count.value) {
    if (at >= bytes.length) return undefined
    if (bytes[at] !== 0x24) return { refused: 'dollar', at }
    const length = readNumber(bytes, at + 1)
    if (length === undefined) return undefined
    if (length === 'wrong' || length.value < 0) return { refused: 'bulk length', at: at + 1 }
    total += length.value
    if (length.value > limits.bulkBytes || total > limits.frameBytes) return { refused: 'size', at: at + 1 }
    const end = length.end + length.value
    if (bytes.length < end + 2) return undefined
    if (bytes[end] !== 0x0d || bytes[end + 1] !== 0x0a) return { refused: 'terminator', at: end }
    args.push(bytes.subarray(length.end, end))
    at = end + 2
  }
  return { args, end: at }
}

/** A number has at most ten digits, no sign but a minus, no leading zero, and its CR LF. */
function readNumber(
  bytes: Buffer,
  at: number,
): { readonly value: number; readonly end: number } | 'wrong' | undefined {
  const text = bytes.toString('latin1', at, at + 14)
  const whole = /^(0|-?[1-9]\d{0,9})\r\n/.exec(text)
  if (whole?.[1] !== undefined) return { value: Number(whole[1]), end: at + whole[0].length }
  // What could still become one, had more bytes come.
  return /^(|-|(0|-?[1-9]\d{0,9})\r?)$/.test(text) ? undefined : 'wrong'
}

function readLine(bytes: Buffer, at: number, limits: FrameLimits): Read {
  if (bytes[at] === 0x16) return { refused: 'other protocol', at }
  const newline = bytes.indexOf(0x0a, at)
  if ((newline < 0 ? bytes.length : newline) - at > limits.inlineBytes) return { refused: 'size', at }
  if (newline < 0) return undefined
  const words = wordsOf(bytes.toString('latin1', at, newline))
  if (words === undefined) return { refused: 'quotes', at }
  if (words.length > limits.frameArgs) return { refused: 'arguments', at }
  if (/^(POST|HOST:)$/i.test((words[0] ?? '').slice(0, 8))) return { refused: 'other protocol', at }
  if (words.length > 1 && /^HTTP\/\d/.test(words.at(-1) ?? '')) return { refused: 'other protocol', at }
  return { args: words.map((word) => Buffer.from(word, 'latin1')), end: newline + 1 }
}

const piece = /"((?:\\[\s\S]|[^"\\])*)"(?=[ \t-\r]|$)|'((?:\\'|\\(?!')|[^'\\])*)'(?=[ \t-\r]|$)|[^ \t-\r"']+/y

function wordsOf(line: string): string[] | undefined {
  const words: string[] = []
  let at = 0
  for (;;) {
    while (/[ \t-\r]/.test(line.charAt(at))) at += 1
    if (at >= line.length) return words
    let word = ''
    while (at < line.length && !/[ \t-\r]/.test(line.charAt(at))) {
      piece.lastIndex = at
      const found = piece.exec(line)
      if (found === null) return undefined
      const [text, double, single] = found
      if (double !== undefined) word += unescaped(double)
      else if (single !== undefined) word += single.replaceAll("\\'", "'")
      else word += text
      at = piece.lastIndex
    }
    words.push(word)
  }
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' }

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|([\s\S]))/g, (_, hex: string | undefined, char = '') =>
    hex === undefined ? (letters[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
