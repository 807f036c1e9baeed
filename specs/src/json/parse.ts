/**
 * JSON from strangers: guarded first (guard.ts), then parsed by JSON.parse, which is faster than anything written here.
 *
 * Never throws. The texts say the place twice: as a JSON pointer for those who think in documents, as line and column for
 * those who look at a file.
 */
import { isUtf8 } from 'node:buffer'
import { limits } from '../limits.ts'
import { accept, type Refused, refuse, type Validated } from '../result.ts'
import { findHazard, type Hazard } from './guard.ts'
import { showPointer, showText } from './pointer.ts'
import { backslash, codeUnitAt } from './tokens.ts'
import { findInvalidUtf8, findLoneSurrogate } from './utf8.ts'

export type ParseLimits = {
  /** Bytes as UTF-8; one more is refused. */
  readonly maxBytes: number
  /** `[]` has depth 1. */
  readonly maxDepth: number
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** `byte 12 (line 2, column 5)` */
const showOffset = (bytes: Buffer, offset: number): string => {
  const before = bytes.subarray(0, offset)
  let line = 1
  for (let i = before.indexOf(0x0a); i !== -1; i = before.indexOf(0x0a, i + 1)) line++
  const column = before.toString('utf8', before.lastIndexOf(0x0a) + 1).length + 1
  return `byte ${offset} (line ${line}, column ${column})`
}

const stringWords = (bytes: Buffer, offset: number): string => {
  const byte = bytes[offset]
  if (byte === undefined) return 'a string is not closed: add the missing "'
  if (byte !== backslash) {
    const code = byte.toString(16).padStart(4, '0')
    return `a control character in a string: write it as \\u${code}${byte === 0x0a ? ' or \\n' : ''}`
  }
  const unit = codeUnitAt(bytes, offset)
  if (unit === 0) return '\\u0000 is not allowed: no command line, environment or database text can hold it'
  if (unit > 0)
    return `half of a surrogate pair (\\u${unit.toString(16)}): write both halves, or the character itself`
  return 'an unknown escape: allowed are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits'
}

const expected: Readonly<Record<string, string>> = {
  'expected-value': 'expected a value',
  'expected-value-or-end': "expected a value or ']'",
  'expected-name': 'expected a name in double quotes',
  'expected-name-or-end': "expected a name in double quotes or '}'",
  'expected-colon': "expected ':'",
  'expected-comma-or-end': 'expected a comma or the end of this array or object',
  'expected-nothing': 'expected nothing more: one document only',
  number: 'this is no JSON number: expected a digit, and no zeros in front',
}

const isEnd = (byte: number): boolean => byte === 0x7d || byte === 0x5d

const syntaxWords = (bytes: Buffer, { kind, offset }: Hazard): string => {
  const words = expected[kind] ?? kind
  const byte = bytes[offset]
  if (byte === undefined) return `it ends too early, ${words}`
  if (byte === 0x27) return `${words}: use double quotes, not '`
  if (byte === 0x2f) return `${words}: JSON has no comments`
  if (offset === 0 && byte === 0xef) return `${words}: remove the byte order mark at the start`
  if (isEnd(byte) && (kind === 'expected-value' || kind === 'expected-name'))
    return `${words}, got ${String.fromCharCode(byte)}: is there a comma too many?`
  return `${words}, got ${showText(String.fromCodePoint(bytes.toString('utf8', offset, offset + 4).codePointAt(0) ?? 0))}`
}

const hazardText = (bytes: Buffer, hazard: Hazard, bounds: ParseLimits): string => {
  const place = `at ${showPointer(hazard.pointer)}, ${showOffset(bytes, hazard.offset)}`
  switch (hazard.kind) {
    case 'depth':
      return `Too deep: more than ${bounds.maxDepth} levels of arrays and objects ${place}: flatten it`
    case 'duplicate':
      return `Duplicate name ${place}: keep one of them`
    case 'proto':
      return `The name __proto__ is not allowed ${place}: rename it`
    case 'too-many-names':
      return `Too many names: more than ${limits.objectNames} in the object ${place}: split it`
    case 'name-too-long':
      return `Name too long: more than ${limits.nameBytes} bytes, in the object ${place}: shorten it`
    case 'unsafe-integer':
      return `Number out of range ${place}: whole numbers go to ±${Number.MAX_SAFE_INTEGER}; send it as a string`
    case 'infinite':
      return `Number out of range ${place}: no double can hold it; send it as a string`
    case 'string':
      return `Invalid JSON ${place}: ${stringWords(bytes, hazard.offset)}`
    default:
      return `Invalid JSON ${place}: ${syntaxWords(bytes, hazard)}`
  }
}

const refuseSize = (bytes: number, maximum: number): Refused =>
  refuse(
    '',
    `Too big: ${bytes} bytes of JSON (maximum ${maximum}): send less, or send large content as a blob`,
  )

const refuseText = (place: string, fault: string): Refused =>
  refuse('', `Invalid JSON at ${place}: ${fault}: send UTF-8`)

/** Why these bytes are refused, or undefined. Looks at size first, then encoding, then content. */
const guard = (bytes: Buffer, bounds: ParseLimits): Refused | undefined => {
  if (bytes.length > bounds.maxBytes) return refuseSize(bytes.length, bounds.maxBytes)
  if (!isUtf8(bytes)) return refuseText(`byte ${findInvalidUtf8(bytes)}`, 'this byte is not UTF-8')
  const hazard = findHazard(bytes, bounds.maxDepth)
  return hazard === undefined ? undefined : refuse(hazard.pointer, hazardText(bytes, hazard, bounds))
}

const guardString = (text: string, bounds: ParseLimits): Refused | undefined => {
  // UTF-8 has at least as many bytes as UTF-16 has units: a giant is refused before it is copied.
  if (text.length > bounds.maxBytes) return refuseSize(text.length, bounds.maxBytes)
  if (!text.isWellFormed())
    return refuseText(`character ${findLoneSurrogate(text)}`, 'this is half of a surrogate pair')
  return guard(Buffer.from(text), bounds)
}

/**
 * Parses JSON, or says why not: too big, not UTF-8, not JSON, or JSON that is dangerous or ambiguous (see guard.ts).
 * What it accepts, JSON.parse accepts with the same value.
 */
export const parseJson = (source: Uint8Array | string, bounds: ParseLimits): Validated<unknown> => {
  const isText = typeof source === 'string'
  const bytes = isText ? source : asBuffer(source)
  const refused = isText ? guardString(source, bounds) : guard(bytes as Buffer, bounds)
  if (refused !== undefined) return refused
  return accept(JSON.parse(isText ? source : (bytes as Buffer).toString()))
}
