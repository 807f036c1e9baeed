/**
 * Seeded randomness (mulberry32), so that a failing run can be repeated from the seed it printed. Not for secrets.
 */
export interface Random {
  /** A float in [0, 1). */
  next(): number
  /** An integer in [low, high], both included. */
  integer(low: number, high: number): number
  pick<Item>(items: readonly Item[]): Item
  bytes(length: number): Buffer
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    integer,
    pick: (items) => {
      const item = items[integer(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    bytes: (length) => {
      const bytes = Buffer.allocUnsafe(length)
      for (let index = 0; index < length; index += 1) bytes[index] = integer(0, 255)
      return bytes
    },
  }
}
