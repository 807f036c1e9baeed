/**
 * One timer for everything that is due in this process: time-outs, graces, heartbeats, the end of leases.
 * Counts monotonic milliseconds (`performance.now`), so the wall clock may jump. A callback runs once, never before
 * its time, never after its cancel, and those due together in the order of their time.
 */

/** Something due. */
export interface Due {
  cancel(): void
}

// Longer waits are taken in pieces: setTimeout fires at once from 2^31 ms on.
const longestWaitMs = 60 * 60 * 1000

interface Entry extends Due {
  readonly at: number
  readonly callback: () => void
}

export class Alarm {
  readonly #entries = new Set<Entry>()
  #timer: NodeJS.Timeout | null = null
  #timerAt = Number.POSITIVE_INFINITY

  /** Runs the callback `afterMs` from now. */
  after(afterMs: number, callback: () => void): Due {
    const entry: Entry = {
      at: performance.now() + Math.max(0, afterMs),
      callback,
      cancel: () => void this.#entries.delete(entry),
    }
    this.#entries.add(entry)
    if (entry.at < this.#timerAt) this.#set(entry.at)
    return entry
  }

  /** Forgets everything, so that the process may end. */
  clear(): void {
    this.#entries.clear()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timerAt = Number.POSITIVE_INFINITY
  }

  #set(at: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timerAt = at
    const wait = Math.min(longestWaitMs, Math.max(1, Math.ceil(at - performance.now())))
    this.#timer = setTimeout(() => this.#ring(), wait)
  }

  #ring(): void {
    this.#timerAt = Number.POSITIVE_INFINITY
    const now = performance.now()
    const due = [...this.#entries].filter((entry) => entry.at <= now).sort((a, b) => a.at - b.at)
    // One that rings may cancel another that is due with it.
    for (const entry of due) if (this.#entries.delete(entry)) entry.callback()
    let next = Number.POSITIVE_INFINITY
    for (const entry of this.#entries) next = Math.min(next, entry.at)
    if (next < this.#timerAt) this.#set(next)
  }
}
