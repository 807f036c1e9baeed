/**
 * Ends this worker's tasks before AGQ may give their Jobs to another. All its leases live and end with its
 * heartbeats, so there is one deadline: `lease_ms` after the last successful heartbeat was *sent*, by this process's
 * monotonic clock. AGQ counts from when it arrived, so this side is always first.
 */
import type { Alarm, Due } from '../run/alarm.ts'

// Killing takes a few ms; the rest of the margin is for a machine that is busy.
const marginShare = 0.05
const marginMostMs = 500
const marginLeastMs = 20
const graceShare = 0.25

export class LeaseGuard {
  readonly #alarm: Alarm
  readonly #killGraceMs: number
  readonly #onEnding: (graceMs: number) => void
  #due: Due | null = null
  #leaseMs = 0
  #isOver = false

  /** `onEnding` must stop every Job with SIGTERM now and SIGKILL after the given grace. */
  constructor(alarm: Alarm, killGraceMs: number, onEnding: (graceMs: number) => void) {
    this.#alarm = alarm
    this.#killGraceMs = killGraceMs
    this.#onEnding = onEnding
  }

  /** A heartbeat sent at `sentAt` (monotonic) succeeded. */
  renewed(sentAt: number, leaseMs: number): void {
    const { cutAfterMs, graceMs } = cutOf(leaseMs, this.#killGraceMs)
    this.#due?.cancel()
    this.#leaseMs = leaseMs
    this.#isOver = false
    this.#due = this.#alarm.after(sentAt + cutAfterMs - performance.now(), () => {
      this.#isOver = true
      // A process that was stopped or starved wakes up late: then there is less grace left, or none.
      const lateMs = performance.now() - sentAt - cutAfterMs
      this.#onEnding(Math.max(0, graceMs - lateMs))
    })
  }

  /** The time of the leases is over, and nothing has renewed them since. */
  get isOver(): boolean {
    return this.#isOver
  }

  /**
   * May what was granted to a call sent at `askedAt` be begun? Not when the leases are over; and not when the call took
   * so long that a heartbeat, which did not name the Job yet, may have given it back: AGQ takes it for lost on its way
   * once it is a lease old.
   */
  covers(askedAt: number): boolean {
    return !this.#isOver && performance.now() - askedAt < this.#leaseMs * (1 - marginShare)
  }

  stop(): void {
    this.#due?.cancel()
  }
}

/** When to send SIGTERM after the renewal, and the grace that then remains before SIGKILL. */
export function cutOf(
  leaseMs: number,
  killGraceMs: number,
): { readonly cutAfterMs: number; readonly graceMs: number } {
  const marginMs = Math.max(marginLeastMs, Math.min(marginMostMs, leaseMs * marginShare))
  const graceMs = Math.min(killGraceMs, leaseMs * graceShare)
  return { cutAfterMs: leaseMs - graceMs - marginMs, graceMs }
}
