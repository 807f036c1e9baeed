/**
 * The one timer of the server. After every batch the engine says when something is due next; then a `tick` goes in.
 * Wall-clock hours are looked at at least every ten seconds, for the clock may be set while we wait.
 */
import type { BatchResult } from '../engine/commands.ts'
import type { Clock, Due } from './clock.ts'
import type { Loop } from './loop.ts'

const LONGEST_SLEEP_MS = 10_000

export class Alarm {
  readonly #loop: Loop
  readonly #clock: Clock
  #timer: Due | null = null
  #dueMono = Number.POSITIVE_INFINITY
  #stopped = false

  constructor(loop: Loop, clock: Clock) {
    this.#loop = loop
    this.#clock = clock
  }

  set(due: BatchResult['nextDue']): void {
    if (this.#stopped) return
    const { wallMs, monoMs } = this.#clock.now()
    const untilWall = due.wallMs === null ? Number.POSITIVE_INFINITY : due.wallMs - wallMs
    const untilMono = due.monoMs === null ? Number.POSITIVE_INFINITY : due.monoMs - monoMs
    const sleepMs = Math.max(1, Math.min(untilWall, untilMono, LONGEST_SLEEP_MS))
    const dueMono = monoMs + sleepMs
    // Re-arming at every batch would cost more than waking a little early now and then.
    if (this.#timer !== null && dueMono >= this.#dueMono) return
    this.#timer?.cancel()
    this.#dueMono = dueMono
    this.#timer = this.#clock.after(sleepMs, () => this.#ring())
  }

  stop(): void {
    this.#stopped = true
    this.#timer?.cancel()
  }

  #ring(): void {
    this.#timer = null
    this.#dueMono = Number.POSITIVE_INFINITY
    void this.#loop.submit(0, { kind: 'tick', at: this.#clock.now() })
  }
}
