/**
 * One life of a process: what it waits for happens only while it lives, and is late when it was stopped (SIGSTOP, a
 * long garbage collection, a machine that slept). A promise of a dead process is never settled.
 */
import type { Timer, World } from './world.ts'

export class Life {
  readonly world: World
  readonly name: string
  readonly bornMs: number
  #alive = true
  #resumesMs = 0

  constructor(world: World, name: string) {
    this.world = world
    this.name = name
    this.bornMs = world.nowMs
  }

  get alive(): boolean {
    return this.#alive
  }

  get paused(): boolean {
    return this.world.nowMs < this.#resumesMs
  }

  /** So long it has been running without a stop. */
  get steadyMs(): number {
    return this.world.nowMs - Math.max(this.bornMs, this.#resumesMs)
  }

  /** The monotonic clock of this life. */
  get monoMs(): number {
    return this.world.nowMs - this.bornMs
  }

  kill(): void {
    this.#alive = false
  }

  pause(ms: number): void {
    this.#resumesMs = Math.max(this.#resumesMs, this.world.nowMs + ms)
  }

  after(ms: number, work: () => void): Timer {
    return this.world.after(ms, () => this.happen(work))
  }

  /** Now, or when the process goes on; in the order in which it came. */
  happen(work: () => void): void {
    if (!this.#alive) return
    if (!this.paused) work()
    else this.world.after(this.#resumesMs - this.world.nowMs, () => this.happen(work))
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve)
    })
  }

  /** A course of actions of this process; what it throws is a fault of the simulation itself. */
  begin(course: () => Promise<void>): void {
    this.happen(() => {
      course().catch((error: unknown) => this.world.fail(error))
    })
  }
}
