/** The word somebody probably meant: smallest edit distance (with swapped neighbours as one edit), and near enough. */

/** The nearest of the candidates, or `undefined` when none is near: at most two edits, and less than half the letters. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const allowed = Math.min(2, Math.ceil(word.length / 2) - 1)
  if (allowed < 1) return undefined
  let best: string | undefined
  let bestDistance = allowed + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > allowed) continue
    const distance = editDistance(word, candidate)
    const better =
      distance < bestDistance || (distance === bestDistance && best !== undefined && candidate < best)
    if (!better) continue
    best = candidate
    bestDistance = distance
  }
  return best
}

/** Optimal string alignment distance. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(value)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
