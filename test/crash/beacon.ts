/**
 * Where AGQ is at this moment, for clients that outlive it: they wait for the next life instead of knocking at a dead
 * port. A server that was killed may be seen for a moment longer than it lives; the clients notice by themselves.
 */
import type { Address } from '../harness/index.ts'

export interface Life extends Address {
  /** Counts the lives that became ready. */
  readonly number: number
  /** Aborted when the line to it is cut: what arrives afterwards was never said. */
  readonly line: AbortSignal
}

export class Beacon {
  #life: Life | null = null
  #line = new AbortController()
  #number = 0
  #over = false
  readonly #waiting = new Set<(life: Life | null) => void>()

  get over(): boolean {
    return this.#over
  }

  /** Ready; everybody who waits hears of it. */
  rise(address: Address): void {
    this.#number += 1
    this.#line = new AbortController()
    this.#life = { ...address, number: this.#number, line: this.#line.signal }
    this.#tell(this.#life)
  }

  /** Cuts the lines of all clients to the present life. */
  sever(): void {
    this.#line.abort()
  }

  fall(): void {
    this.#life = null
  }

  /** No further life comes. */
  finish(): void {
    this.#over = true
    this.#life = null
    this.#tell(null)
  }

  /** A life later than number `after`; null when there will be none. */
  next(after: number): Promise<Life | null> {
    if (this.#over) return Promise.resolve(null)
    if (this.#life !== null && this.#life.number > after) return Promise.resolve(this.#life)
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  #tell(life: Life | null): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve(life)
  }
}
