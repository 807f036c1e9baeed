/**
 * One pattern for one word: `*` stands for any run of characters, none included; everything else for itself.
 *
 * Guarantees: time linear in pattern and text, whatever they are (each literal piece is searched by Knuth, Morris and
 * Pratt's method, leftmost first, which is complete for patterns that know only `*`). A `*` at the very beginning never
 * matches a leading `-`: an option has to be written out, or a pattern for file names would let options in.
 */

export type Glob = {
  /** The literal pieces between the stars; one piece alone: no star. */
  readonly pieces: readonly Piece[]
}

type Piece = { readonly text: string; readonly fallback: readonly number[] }

/** Of literal pieces, as between stars: `['a', '']` is `a*`. */
export const globOf = (pieces: readonly string[]): Glob => ({
  pieces: pieces.map((text) => ({ text, fallback: fallbackOf(text) })),
})

export const matchesGlob = ({ pieces }: Glob, text: string): boolean => {
  const first = pieces[0]?.text ?? ''
  const last = pieces.at(-1)?.text ?? ''
  if (pieces.length === 1) return text === first
  if (first === '' && text.startsWith('-')) return false
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false
  const end = text.length - last.length
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    at = endOf(piece, text, at, end)
    if (at === -1) return false
  }
  return true
}

/** Where the first occurrence of the piece within [from, end) ends; -1: there is none. */
const endOf = ({ text: wanted, fallback }: Piece, text: string, from: number, end: number): number => {
  let matched = 0
  if (wanted === '') return from
  for (let at = from; at < end; at++) {
    while (matched > 0 && wanted[matched] !== text[at]) matched = fallback[matched - 1] ?? 0
    if (wanted[matched] === text[at]) matched++
    if (matched === wanted.length) return at + 1
  }
  return -1
}

/** For each prefix the length of its longest proper prefix that also ends it. */
const fallbackOf = (text: string): readonly number[] => {
  const fallback = [0]
  let matched = 0
  for (let at = 1; at < text.length; at++) {
    while (matched > 0 && text[matched] !== text[at]) matched = fallback[matched - 1] ?? 0
    if (text[matched] === text[at]) matched++
    fallback.push(matched)
  }
  return fallback
}
