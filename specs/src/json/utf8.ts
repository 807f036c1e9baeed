/**
 * Where text stops being Unicode. Only called for text that is known to be wrong, to say where.
 */

const continues = (bytes: Uint8Array, from: number, count: number): boolean => {
  for (let i = from; i < from + count; i++) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return false
  return true
}

/** Length of the well-formed sequence that starts here (Unicode 16, table 3-7), 0 where there is none. */
const sequenceLength = (bytes: Uint8Array, i: number): number => {
  const lead = bytes[i] ?? 0
  const second = bytes[i + 1] ?? 0
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  if (lead < 0xe0) return continues(bytes, i + 1, 1) ? 2 : 0
  if (lead < 0xf0) {
    const overlong = lead === 0xe0 && second < 0xa0
    const surrogate = lead === 0xed && second > 0x9f
    return !overlong && !surrogate && continues(bytes, i + 1, 2) ? 3 : 0
  }
  const overlong = lead === 0xf0 && second < 0x90
  const tooHigh = lead === 0xf4 && second > 0x8f
  return !overlong && !tooHigh && continues(bytes, i + 1, 3) ? 4 : 0
}

/** Offset of the first byte that is not UTF-8, or the length. */
export const findInvalidUtf8 = (bytes: Uint8Array): number => {
  let i = 0
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i)
    if (length === 0) return i
    i += length
  }
  return bytes.length
}

/** Index of the first lone surrogate of a string, or its length. */
export const findLoneSurrogate = (text: string): number => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0xd800 || code > 0xdfff) continue
    const low = text.charCodeAt(i + 1)
    if (code > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return i
    i++
  }
  return text.length
}
