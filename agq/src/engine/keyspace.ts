/**
 * The keys of the read-only view, and the order in which SCAN walks them: space after space, in each of them by a
 * number that its key keeps as long as it is there. Jobs, Plans and Actions are numbered by the store; workers and
 * queues, which are few, by a hash of their name. So a cursor is one number, nothing is remembered between two calls,
 * and a key that is there all the time comes once, whatever else comes and goes.
 */
export type Space = 'worker' | 'queue' | 'action' | 'plan' | 'job'

/** The small ones first: what comes last is found last. */
export const SPACES: readonly Space[] = ['worker', 'queue', 'action', 'plan', 'job']

/** Beside a worker's own key: there while it lives. */
export const ALIVE = ':alive'

export interface Place {
  readonly space: Space
  /** Everything of the space up to here was seen. */
  readonly after: number
}

const BITS = 8

/** 0 begins a scan and ends it; else the space and the position in one number. Null: no such place. */
export function placeOf(cursor: number): Place | null {
  const space = SPACES[cursor === 0 ? 0 : (cursor % BITS) - 1]
  return space === undefined ? null : { space, after: Math.floor(cursor / BITS) }
}

export function cursorOf({ space, after }: Place): number {
  return after * BITS + SPACES.indexOf(space) + 1
}

/** 47 bits of FNV-1a over the name, never 0: a position that fits a cursor. */
export function positionOf(name: string): number {
  let high = 0x811c9dc5
  let low = 0x01000193
  for (let i = 0; i < name.length; i++) {
    high = Math.imul(high ^ name.charCodeAt(i), 0x01000193)
    low = Math.imul(low ^ name.charCodeAt(i) ^ (high >>> 13), 0x85ebca6b)
  }
  return (high >>> 0) * 2 ** 15 + ((low >>> 0) % 2 ** 15) + 1
}

/** One page of names that have no numbers. Names of one position stay together: a cursor cannot part them. */
export function pageByHash(
  names: readonly string[],
  after: number,
  limit: number,
): { readonly names: readonly string[]; readonly last: number; readonly more: boolean } {
  const found = names
    .map((name) => ({ name, position: positionOf(name) }))
    .filter(({ position }) => position > after)
    .sort((a, b) => a.position - b.position)
  let end = Math.min(limit, found.length)
  while (end > 0 && found[end]?.position === found[end - 1]?.position && end < found.length) end += 1
  const page = found.slice(0, end)
  return {
    names: page.map(({ name }) => name),
    last: page.at(-1)?.position ?? after,
    more: end < found.length,
  }
}
