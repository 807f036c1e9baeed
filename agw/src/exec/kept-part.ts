/** Which bytes of a stream are kept where it wrote more than its cap: the first half of them, and the last. Pure. */

/** Offsets in a stream: what lies between them is not kept. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/** Head and tail that a cap allows. */
export interface Halves {
  readonly head: number
  readonly tail: number
}

export function halvesOf(cap: number): Halves {
  const tail = Math.floor(cap / 2)
  return { head: cap - tail, tail }
}

/** What is dropped of a stream of so many bytes; null: nothing. */
export function gapOf(bytes: number, cap: number): Gap | null {
  if (bytes <= cap) return null
  const { head, tail } = halvesOf(cap)
  return { from: head, to: bytes - tail }
}

/** A piece of a file. */
export interface Piece {
  readonly at: number
  readonly length: number
}

/** The kept bytes of a file as pieces of at most `most` bytes, in their order. */
export function* piecesOf(keptBytes: number, gap: Gap | null, most: number): Generator<Piece> {
  const head = gap?.from ?? keptBytes
  const parts =
    gap === null
      ? [[0, head]]
      : [
          [0, head],
          [gap.to, gap.to + keptBytes - head],
        ]
  for (const [from = 0, to = 0] of parts) {
    for (let at = from; at < to; at += most) yield { at, length: Math.min(most, to - at) }
  }
}
