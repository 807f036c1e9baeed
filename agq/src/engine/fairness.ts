/**
 * Whose turn it is where Jobs of several queues wait: the queue with the lowest pass. Each grant adds a step over the
 * queue's weight to its pass, so that over time queues are served in the proportion of their weights (stride
 * scheduling: Waldspurger and Weihl, 1995). Within a queue the rank decides.
 */
import type { QueueRow } from './model.ts'
import type { Rows } from './rule.ts'

const STEP = 10_000
/** A queue that was empty for long does not make up for all of it: at most so many grants' worth. */
const CATCH_UP = 64 * STEP

export class Turns {
  readonly #rows: Rows
  readonly #passes = new Map<string, number>()
  readonly #served = new Set<string>()

  /** `queues`: those in which Jobs stand ready. A queue alone needs no turns, and pays nothing. */
  constructor(rows: Rows, queues: ReadonlySet<string>) {
    this.#rows = rows
    if (queues.size < 2) return
    const stored = [...queues].map((queue) => [queue, rows.queue(queue)?.pass ?? 0] as const)
    const floor = Math.max(...stored.map(([, pass]) => pass)) - CATCH_UP
    for (const [queue, pass] of stored) this.#passes.set(queue, Math.max(pass, floor))
  }

  passOf(queue: string): number {
    return this.#passes.get(queue) ?? 0
  }

  served(queue: string): void {
    const pass = this.#passes.get(queue)
    if (pass === undefined) return
    this.#served.add(queue)
    this.#passes.set(queue, pass + Math.round(STEP / (this.#rows.queue(queue)?.weight ?? 1)))
  }

  /** Rows of the queues that were served, with their new pass. The others are brought forward when they are. */
  changed(): QueueRow[] {
    return [...this.#served].map((queue) => ({
      ...(this.#rows.queue(queue) ?? plainQueue(this.#rows.tenant, queue)),
      pass: this.passOf(queue),
    }))
  }
}

export function plainQueue(tenant: string, queue: string): QueueRow {
  return { tenant, queue, pausedAt: null, weight: 1, maxWaiting: null, ttlSecs: null, pass: 0 }
}
