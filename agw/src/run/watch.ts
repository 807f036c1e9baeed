/**
 * Looks at every task that runs longer than a moment, ten times a second, with one timer for all of them and none
 * while nothing runs. What there is to see (live output, output without end) the watched task decides itself.
 */
import type { Alarm } from './alarm.ts'

export interface Watched {
  /** Called at every look from the second one on. */
  look(): void
}

/** The pace of looking, and the age from which a task is worth it. */
const lookEveryMs = 100

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
        if (now - since >= lookEveryMs) watched.look()
      }
      this.#arm()
    })
  }
}
