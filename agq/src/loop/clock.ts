/**
 * Time as the server sees it, in one place: what o'clock it is, and what is to happen later. Whoever wires a server
 * hands it the machine's clock; whoever wants to see ten years of a server in a second hands it another one.
 */
import type { Instant } from '../engine/commands.ts'

export interface Due {
  cancel(): void
}

export interface Clock {
  now(): Instant
  /** Once everything that has arrived in this turn has been looked at. */
  soon(work: () => void): void
  /** In `ms` milliseconds, by the monotonic clock. */
  after(ms: number, work: () => void): Due
}

export const systemClock: Clock = {
  now: () => ({ wallMs: Date.now(), monoMs: Math.floor(performance.now()) }),
  soon: (work) => void setImmediate(work),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}
