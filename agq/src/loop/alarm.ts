/**
 * The one timer of the server. After every batch the engine says when something is due next; then a `tick` goes in.
 * Wall-clock hours are looked at at least every ten seconds, for the clock may be set while we wait.
 */
import type { BatchResult } from '../engine/commands.ts'
import type { Loop } from './loop.ts'
import { now } from './loop.ts'

const LONGEST_SLEEP_MS = 10_000

export class Alarm {
  readonly #loop: Loop
  #timer: NodeJS.Timeout | null = null
  #dueMono = Number.POSITIVE_INFINITY
  #stopped = false

  constructor(loop: Loop) {
    this.#loop = loop
  }

  set(due: BatchResult['nextDue']): void {
    if (this.#stopped) return
    const { wallMs, monoMs } = now()
    const untilWall = due.wallMs === null ? Number.POSITIVE_INFINITY : due.wallMs - wallMs
    const untilMono = due.monoMs === null ? Number.POSITIVE_INFINITY : due.monoMs - monoMs
    const sleepMs = Math.max(1, Math.min(untilWall, untilMono, LONGEST_SLEEP_MS))
    const dueMono = monoMs + sleepMs
    // Re-arming at every batch would cost more than waking a little early now and then.
    if (this.#timer !== null && dueMono >= this.#dueMono) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#dueMono = dueMono
    this.#timer = setTimeout(() => this.#ring(), sleepMs)
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #ring(): void {
    this.#timer = null
    this.#dueMono = Number.POSITIVE_INFINITY
    void this.#loop.submit(0, { kind: 'tick', at: now() })
  }
}
