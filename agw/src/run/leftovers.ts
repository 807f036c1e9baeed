/**
 * Ends what Jobs that ended by themselves left running outside of their group (`setsid daemon &`): in the background,
 * after the report and off the slot. Reading every process's environment costs some 10 µs each, so one look serves all
 * Jobs that ended since the last, a few processes per turn of the loop, and never more than four times a second.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { signalQuietly } from '../exec/kill-tree.ts'
import { attemptOf, type Home } from '../exec/origin.ts'
import { listPids } from '../exec/processes.ts'
import type { Alarm } from './alarm.ts'

const lookEveryMs = 250
const pidsPerTurn = 16

export class Leftovers {
  readonly #home: Home
  readonly #alarm: Alarm
  readonly #killed: (processes: number, attempts: readonly string[]) => void
  #ended = new Set<string>()
  #armed = false

  /** `killed` is told once for every look that found something. */
  constructor(home: Home, alarm: Alarm, killed: (processes: number, attempts: readonly string[]) => void) {
    this.#home = home
    this.#alarm = alarm
    this.#killed = killed
  }

  /** The attempt has ended and is reported: nothing of it may run any more. */
  ended(attempt: string): void {
    this.#ended.add(attempt)
    this.#arm()
  }

  #arm(): void {
    if (this.#armed || this.#ended.size === 0) return
    this.#armed = true
    this.#alarm.after(lookEveryMs, () => {
      void this.#look().finally(() => {
        this.#armed = false
        this.#arm()
      })
    })
  }

  async #look(): Promise<void> {
    const ended = this.#ended
    this.#ended = new Set()
    const found = new Set<string>()
    let processes = 0
    const pids = listPids()
    for (let at = 0; at < pids.length; at += pidsPerTurn) {
      for (const pid of pids.slice(at, at + pidsPerTurn)) {
        const attempt = attemptOf(pid, this.#home)
        if (attempt === null || !ended.has(attempt)) continue
        if (!signalQuietly(pid, 'SIGKILL')) continue
        processes++
        found.add(attempt)
      }
      await nextTurn()
    }
    // It may have forked before it died: looked for again until a look finds nothing.
    for (const attempt of found) this.#ended.add(attempt)
    if (processes > 0) this.#killed(processes, [...found])
  }
}
