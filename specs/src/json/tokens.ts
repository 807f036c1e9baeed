/**
 * Strings, numbers and words of JSON (RFC 8259), byte by byte. Each scan answers the offset behind the token, or
 * `-1 - offset` of the byte that is wrong; it never looks at a byte twice.
 */

export const quote = 0x22
export const backslash = 0x5c

/** 1 for every byte that stands for itself in a string: not a quote, a backslash or a control character. */
export const plain = new Uint8Array(256).fill(1, 0x20)
plain[quote] = 0
plain[backslash] = 0

const hexValue = new Int8Array(256).fill(-1)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hexValue[digit.charCodeAt(0)] = value
  hexValue[digit.toUpperCase().charCodeAt(0)] = value
}

const simpleEscapes = new Uint8Array(256)
for (const letter of '"\\/bfnrt') simpleEscapes[letter.charCodeAt(0)] = 1

/** The code unit of `\uXXXX` at this offset, or -1. */
export const codeUnitAt = (bytes: Uint8Array, offset: number): number => {
  if (bytes[offset] !== backslash || bytes[offset + 1] !== 0x75) return -1
  let unit = 0
  for (let i = offset + 2; i < offset + 6; i++) {
    const digit = hexValue[bytes[i] ?? 0] ?? -1
    if (digit < 0) return -1
    unit = unit * 16 + digit
  }
  return unit
}

/** Length of the escape at this offset, 0 where it is none that may stand: not JSON, NUL, or half of a character. */
const escapeLength = (bytes: Uint8Array, offset: number): number => {
  if (simpleEscapes[bytes[offset + 1] ?? 0] === 1) return 2
  const unit = codeUnitAt(bytes, offset)
  if (unit <= 0) return 0
  if (unit < 0xd800 || unit > 0xdfff) return 6
  if (unit > 0xdbff) return 0
  const low = codeUnitAt(bytes, offset + 6)
  return low >= 0xdc00 && low <= 0xdfff ? 12 : 0
}

/** From inside a string to its closing quote. */
export const scanString = (bytes: Uint8Array, from: number): number => {
  let i = from
  for (;;) {
    while (plain[bytes[i] as number] === 1) i++
    const byte = bytes[i]
    if (byte === quote) return i
    const length = byte === backslash ? escapeLength(bytes, i) : 0
    if (length === 0) return -1 - i
    i += length
  }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39

const skipDigits = (bytes: Uint8Array, from: number): number => {
  let i = from
  while (isDigit(bytes[i])) i++
  return i
}

/** Over a number: -1.5e10. Whether it can be held is another question. */
export const scanNumber = (bytes: Uint8Array, from: number): number => {
  let i = bytes[from] === 0x2d ? from + 1 : from
  const whole = i
  i = skipDigits(bytes, i)
  if (i === whole) return -1 - i
  if (bytes[whole] === 0x30 && i > whole + 1) return -1 - (whole + 1)
  if (bytes[i] === 0x2e) {
    const fraction = i + 1
    i = skipDigits(bytes, fraction)
    if (i === fraction) return -1 - i
  }
  if (bytes[i] === 0x65 || bytes[i] === 0x45) {
    i++
    if (bytes[i] === 0x2b || bytes[i] === 0x2d) i++
    const exponent = i
    i = skipDigits(bytes, exponent)
    if (i === exponent) return -1 - i
  }
  return i
}

const words = ['true', 'false', 'null'].map((word) => Buffer.from(word))

/** Over true, false or null. */
export const scanWord = (bytes: Uint8Array, from: number): number => {
  for (const word of words) {
    let i = 0
    while (i < word.length && bytes[from + i] === word[i]) i++
    if (i === word.length) return from + i
  }
  return -1 - from
}
