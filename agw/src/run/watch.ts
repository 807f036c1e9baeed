/**
 * Looks at every task that runs longer than a moment, twenty times a second, with one timer for all of them and none
 * while nothing runs. What there is to see (live output, output without end) the watched task decides itself.
 */
import type { Alarm } from './alarm.ts'

export interface Watched {
  /** Called at every look, once it is of age. */
  look(): void
}

/** The pace of looking: what a task writes is on its way to whoever watches within this time. */
const lookEveryMs = 50
/** From this age on a task is worth it. */
const momentMs = 100

export class Watch {
  readonly #alarm: Alarm
  readonly #watched = new Map<Watched, number>()
  #armed = false

  constructor(alarm: Alarm) {
    this.#alarm = alarm
  }

  add(watched: Watched): void {
    this.#watched.set(watched, performance.now())
    this.#arm()
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched)
  }

  #arm(): void {
    if (this.#armed || this.#watched.size === 0) return
    this.#armed = true
    this.#alarm.after(lookEveryMs, () => {
      this.#armed = false
      const now = performance.now()
      for (const [watched, since] of [...this.#watched]) {
        if (now - since >= momentMs) watched.look()
      }
      this.#arm()
    })
  }
}
