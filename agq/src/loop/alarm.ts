/**
 * The one timer of the server. After every batch the engine says when something is due next; then a `tick` goes in,
 * and retention's next step, if it is due. Wall-clock hours are looked at at least every ten seconds, for the clock may
 * be set while we wait.
 */
import type { BatchResult } from '../engine/commands.ts'
import type { Clock, Due } from './clock.ts'
import type { Loop } from './loop.ts'

const LONGEST_SLEEP_MS = 10_000

/** Who else has something to do at its time. */
export interface Ringer {
  readonly dueMono: number
  ring(): void
}

const NOBODY: Ringer = { dueMono: Number.POSITIVE_INFINITY, ring: () => undefined }

export class Alarm {
  readonly #loop: Loop
  readonly #clock: Clock
  #ringer = NOBODY
  #timer: Due | null = null
  #dueMono = Number.POSITIVE_INFINITY
  #stopped = false

  constructor(loop: Loop, clock: Clock) {
    this.#loop = loop
    this.#clock = clock
  }

  /** Rings this one too, from now on. */
  alsoRing(ringer: Ringer): void {
    this.#ringer = ringer
    this.wakeAt(ringer.dueMono)
  }

  set(due: BatchResult['nextDue']): void {
    const { wallMs, monoMs } = this.#clock.now()
    const untilWall = due.wallMs === null ? Number.POSITIVE_INFINITY : due.wallMs - wallMs
    const untilMono = due.monoMs === null ? Number.POSITIVE_INFINITY : due.monoMs - monoMs
    this.#sleep(monoMs, Math.min(untilWall, untilMono, this.#ringer.dueMono - monoMs))
  }

  /** Rings at this time of the monotonic clock at the latest. */
  wakeAt(dueMono: number): void {
    const { monoMs } = this.#clock.now()
    this.#sleep(monoMs, dueMono - monoMs)
  }

  #sleep(monoMs: number, untilMs: number): void {
    if (this.#stopped) return
    const sleepMs = Math.max(1, Math.min(untilMs, LONGEST_SLEEP_MS))
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
    this.#ringer.ring()
  }
}
