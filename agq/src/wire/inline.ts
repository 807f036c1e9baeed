/**
 * Inline commands: a line of words, so that a person with `nc` can talk to AGQ. Words are split and quoted exactly
 * as Redis does: "…" with \n \r \t \b \a \xHH escapes, '…' with \' alone, and a closing quote ends the word.
 * Linear in the length of the line; the words share one new buffer and hold nothing of the socket's chunk.
 */

const SPACE = 0x20
const DOUBLE = 0x22
const SINGLE = 0x27
const BACKSLASH = 0x5c

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, a: 7 }

const NOTHING = Buffer.alloc(0)

/**
 * The words of a line without its end, `undefined` where quotes do not close or something sticks to a closing quote.
 * Words beyond `most` are counted and not kept: a line of nothing but words has 32,000, each an object.
 */
export function splitInline(line: Buffer, most = Number.POSITIVE_INFINITY): Buffer[] | undefined {
  const out = Buffer.allocUnsafe(line.length)
  const words: Buffer[] = []
  let end = 0
  let at = 0
  for (;;) {
    while (at < line.length && isSpace(line[at])) at++
    if (at >= line.length) return words
    const start = end
    while (at < line.length && !isSpace(line[at])) {
      const byte = line[at++] ?? 0
      if (byte !== DOUBLE && byte !== SINGLE) {
        out[end++] = byte
        continue
      }
      for (;;) {
        if (at >= line.length) return undefined
        const inner = line[at++] ?? 0
        if (inner === byte) break
        if (inner === BACKSLASH && byte === SINGLE && line[at] === SINGLE) {
          out[end++] = SINGLE
          at++
        } else if (inner === BACKSLASH && byte === DOUBLE && at < line.length) {
          const hex = line[at] === 0x78 ? hexByte(line, at + 1) : undefined
          const letter = line[at] ?? 0
          out[end++] = hex ?? escapes[String.fromCharCode(letter)] ?? letter
          at += hex === undefined ? 1 : 3
        } else {
          out[end++] = inner
        }
      }
      if (at < line.length && !isSpace(line[at])) return undefined
    }
    words.push(words.length < most ? out.subarray(start, end) : NOTHING)
  }
}

/** As C's isspace(): blank, tab, newline, vertical tab, form feed, carriage return. */
function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || (byte !== undefined && byte >= 9 && byte <= 13)
}

function hexByte(line: Buffer, at: number): number | undefined {
  const text = line.toString('latin1', at, at + 2)
  return /^[0-9a-fA-F]{2}$/.test(text) ? Number.parseInt(text, 16) : undefined
}
