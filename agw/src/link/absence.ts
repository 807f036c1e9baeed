/**
 * When AGQ is certainly not there, leases stand still. A connection that is refused means that nobody listens at AGQ's
 * address: then nobody gives Jobs to others, and an AGQ that starts later begins every lease anew, no sooner than it
 * listens. So a refusal is as good as a heartbeat sent at that moment. Silence proves nothing: AGQ may be there, cut off.
 *
 * It is believed only after AGQ's own side closed the lines of a session, as a process does that ends, and only for a
 * time: something between may refuse in AGQ's place, or AGQ may have been moved (ARCHITECTURE.md, "Away or cut off").
 */
import { AgqError, isUnreachable } from '@agenix/agx/client'

export class Absence {
  readonly #limitMs: number
  /** Since when, by the monotonic clock; null: AGQ did not close the lines of the last session. */
  #since: number | null = null
  #isSaid = false

  constructor(limitMs: number) {
    this.#limitMs = limitMs
  }

  /** A session stands. */
  stood(): void {
    this.#since = null
    this.#isSaid = false
  }

  /** A session that stood has ended with this error. A late answer, which is this side's judgement, proves nothing. */
  sessionEnded(error: unknown): void {
    const closed = isUnreachable(error) && error instanceof AgqError && error.code !== 'TIMEOUT'
    this.#since = closed ? performance.now() : null
  }

  /** A try to connect has failed: does it prove that nobody serves, and is that still to be relied on? */
  isProvenBy(error: unknown): boolean {
    if (this.#since === null || performance.now() - this.#since > this.#limitMs) return false
    return error instanceof AgqError && error.refused
  }

  /** True once in each absence: it is told once. */
  tellOnce(): boolean {
    const first = !this.#isSaid
    this.#isSaid = true
    return first
  }
}
