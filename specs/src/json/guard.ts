/**
 * One pass over the bytes of a stranger's JSON, before JSON.parse sees them: is this JSON (RFC 8259) that means one
 * thing, and that every part of the system can hold?
 *
 * Refused beyond the grammar: nesting over the bound · a name twice in one object (which one counts is anybody's guess)
 * · the name `__proto__` (an assignment `copy[name] = value` would change the prototype; `constructor` and `prototype`
 * are harmless as own properties, and honest names of labels and inputs, so they stay) · whole numbers that a double
 * cannot tell from their neighbours, and numbers that become Infinity · halves of surrogate pairs · `\u0000` (no command
 * line, environment or PostgreSQL text can hold it) · names over their bounds, in
 * length and in number (hash tables suffer from both).
 *
 * Guarantees: linear time, no recursion, no allocation for ordinary documents; what it lets through JSON.parse accepts.
 */
import { Frames, type NameFault } from './frames.ts'
import { plain, quote, scanNumber, scanString, scanWord } from './tokens.ts'

export type Hazard = {
  readonly kind:
    | NameFault
    | 'depth'
    | 'string'
    | 'number'
    | 'unsafe-integer'
    | 'infinite'
    | 'expected-value'
    | 'expected-value-or-end'
    | 'expected-name'
    | 'expected-name-or-end'
    | 'expected-colon'
    | 'expected-comma-or-end'
    | 'expected-nothing'
  readonly offset: number
  readonly pointer: string
}

// What may come next. The first two take a value.
const aValue = 0
const aValueOrEnd = 1
const aNameOrEnd = 2
const aName = 3
const aColon = 4
const aCommaOrEnd = 5

const expectations = [
  'expected-value',
  'expected-value-or-end',
  'expected-name-or-end',
  'expected-name',
  'expected-colon',
  'expected-comma-or-end',
] as const

/** Whole numbers of up to so many digits need no closer look. */
const safeDigits = 15

const numberHazard = (
  bytes: Uint8Array,
  start: number,
  end: number,
): 'unsafe-integer' | 'infinite' | undefined => {
  const text = Buffer.from(bytes.subarray(start, end)).toString('latin1')
  const value = Number(text)
  if (!Number.isFinite(value)) return 'infinite'
  // With a fraction or an exponent the author speaks of a measured value: the nearest double is what was meant.
  return /[.eE]/.test(text) || Number.isSafeInteger(value) ? undefined : 'unsafe-integer'
}

let spare: { readonly maxDepth: number; readonly frames: Frames } | undefined

// Scanning is synchronous, so one Frames serves all documents.
const framesFor = (maxDepth: number): Frames => {
  if (spare?.maxDepth !== maxDepth) spare = { maxDepth, frames: new Frames(maxDepth) }
  spare.frames.clear()
  return spare.frames
}

/** The first thing wrong with these bytes (which must be UTF-8), or undefined. */
export const findHazard = (bytes: Uint8Array, maxDepth: number): Hazard | undefined => {
  const frames = framesFor(maxDepth)
  const end = bytes.length
  let next = aValue
  let i = 0
  const hazard = (kind: Hazard['kind'], offset: number): Hazard => ({
    kind,
    offset,
    pointer: frames.pointer(bytes, next === aName || next === aNameOrEnd),
  })
  const unexpected = (): Hazard =>
    hazard(
      frames.depth === 0 && next === aCommaOrEnd
        ? 'expected-nothing'
        : (expectations[next] ?? 'expected-value'),
      i,
    )

  while (i < end) {
    const byte = bytes[i] as number
    switch (byte) {
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        i++
        break
      case quote: {
        const isName = next === aName || next === aNameOrEnd
        if (!isName && next > aValueOrEnd) return unexpected()
        const start = i + 1
        let close = start
        while (plain[bytes[close] as number] === 1) close++
        const escaped = bytes[close] !== quote
        if (escaped) close = scanString(bytes, close)
        if (close < 0) return hazard('string', -1 - close)
        if (isName) {
          const fault = frames.addName(bytes, start, close, escaped)
          // Too long a name, or one too many, is not repeated in the pointer: that one leads to the object.
          if (fault !== 'name-too-long' && fault !== 'too-many-names') next = aColon
          if (fault !== undefined) return hazard(fault, i)
        } else next = aCommaOrEnd
        i = close + 1
        break
      }
      case 0x7b: // {
      case 0x5b: // [
        if (next > aValueOrEnd) return unexpected()
        if (frames.depth === maxDepth) return hazard('depth', i)
        frames.open(byte === 0x7b)
        next = byte === 0x7b ? aNameOrEnd : aValueOrEnd
        i++
        break
      case 0x7d: // }
      case 0x5d: {
        const isObject = byte === 0x7d
        const mayEnd = next === aCommaOrEnd || next === (isObject ? aNameOrEnd : aValueOrEnd)
        if (frames.depth === 0 || !mayEnd || frames.inObject() !== isObject) return unexpected()
        frames.close()
        next = aCommaOrEnd
        i++
        break
      }
      case 0x2c: // ,
        if (next !== aCommaOrEnd || frames.depth === 0) return unexpected()
        if (frames.inObject()) next = aName
        else {
          frames.nextMember()
          next = aValue
        }
        i++
        break
      case 0x3a: // :
        if (next !== aColon) return unexpected()
        next = aValue
        i++
        break
      default: {
        if (next > aValueOrEnd) return unexpected()
        const isNumber = byte === 0x2d || (byte >= 0x30 && byte <= 0x39)
        const stop = isNumber ? scanNumber(bytes, i) : scanWord(bytes, i)
        if (stop < 0) return isNumber ? hazard('number', -1 - stop) : unexpected()
        if (isNumber && stop - i > 1) {
          const fault =
            stop - i > safeDigits || hasExponent(bytes, i, stop) ? numberHazard(bytes, i, stop) : undefined
          if (fault !== undefined) return hazard(fault, i)
        }
        next = aCommaOrEnd
        i = stop
      }
    }
  }
  return frames.depth > 0 || next !== aCommaOrEnd ? unexpected() : undefined
}

const hasExponent = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) if (bytes[i] === 0x65 || bytes[i] === 0x45) return true
  return false
}
