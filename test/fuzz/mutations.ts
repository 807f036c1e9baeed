/** How the fuzzer breaks what was right: single bytes, pieces, and numbers that lie. */
import type { Random } from '../harness/index.ts'

/** One to four changes somewhere in the bytes. */
export function mutate(random: Random, bytes: Buffer): Buffer {
  let mutated = bytes
  for (let left = random.integer(1, 4); left > 0; left -= 1) mutated = change(random, mutated)
  return mutated
}

/** Bytes that mean something to a decoder are likelier to break it. */
const telling = Buffer.from('*$-+0189\r\n"\'\\ \0\x16')

function change(random: Random, bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes
  const at = random.integer(0, bytes.length - 1)
  const to = Math.min(bytes.length, at + random.integer(1, 12))
  switch (random.integer(0, 6)) {
    case 0:
      return replaced(bytes, at, (bytes[at] ?? 0) ^ (1 << random.integer(0, 7)))
    case 1:
      return replaced(bytes, at, telling[random.integer(0, telling.length - 1)] ?? 0)
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)])
    case 3:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)])
    case 4:
      return bytes.subarray(0, at)
    case 5: {
      const one = telling[random.integer(0, telling.length - 1)] ?? 0
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(one), bytes.subarray(at)])
    }
    default: {
      // A piece of the stream stands where another stood.
      const from = random.integer(0, bytes.length - 1)
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + to - at), bytes.subarray(to)])
    }
  }
}

function replaced(bytes: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = byte
  return copy
}

const lies = [
  ...['-1', '-0', '0', '00', '01', '+1', '1 ', ' 1', '1.0', '1e3', '0x10', '', '-', '--1', '1\0', '١'],
  ...['1024', '1025', '4294967295', '4294967296', '2147483648', '9999999999', '99999999999', '-9999999999'],
  ...['16777216', '16777217', '33554433', '999999999', '18446744073709551616', '-99999999999999999999'],
]

/** A frame of which one number, and perhaps an end of line, is not what it should be. */
export function withLie(random: Random, args: readonly Buffer[]): Buffer {
  const wrong = random.integer(0, args.length)
  const lie = (right: number): string =>
    random.next() < 0.4 ? String(right + random.integer(-2, 2)) : random.pick(lies)
  const end = (here: boolean): string =>
    here && random.next() < 0.2 ? random.pick(['\n', '\r', '\r\r\n', '\n\r', ' \r\n', '']) : '\r\n'
  const parts: Buffer[] = [Buffer.from(`*${wrong === 0 ? lie(args.length) : args.length}${end(wrong === 0)}`)]
  for (const [index, arg] of args.entries()) {
    const here = wrong === index + 1
    parts.push(
      Buffer.from(`$${here ? lie(arg.length) : arg.length}${end(here)}`),
      arg,
      Buffer.from(end(here)),
    )
  }
  return Buffer.concat(parts)
}
