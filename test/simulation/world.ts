/**
 * Virtual time. One line of events, ordered by their hour and then by when they were asked for; one source of chance;
 * one history. Everything that happens in a simulation happens here, so the same seed tells the same history.
 * Between two events all promises run dry, so that nothing is left to the real event loop.
 */
import { createHash } from 'node:crypto'
import { type Random, seededRandom } from '../harness/random.ts'

export interface Timer {
  cancel(): void
}

interface Event {
  readonly atMs: number
  readonly order: number
  work: (() => void) | null
}

/** A promise that does not hold: which one, and what shows it. */
export class Violation extends Error {
  readonly promise: string
  constructor(promise: string, evidence: string) {
    super(`${promise}: ${evidence}`)
    this.promise = promise
  }
}

export class World {
  readonly seed: number
  readonly random: Random
  /** How many faults of each kind were injected. */
  readonly faults = new Map<string, number>()
  violation: Violation | null = null
  steps = 0
  #nowMs = 0
  #order = 0
  readonly #heap: Event[] = []
  readonly #digest = createHash('sha256')
  readonly #trace: ((line: string) => void) | null
  readonly #afterEach: (() => void)[] = []

  constructor(seed: number, trace: ((line: string) => void) | null) {
    this.seed = seed
    // Neighbouring seeds must not tell related histories.
    this.random = seededRandom(Math.imul(seed + 1, 0x9e3779b1))
    this.#trace = trace
  }

  get nowMs(): number {
    return this.#nowMs
  }

  get digest(): string {
    return this.#digest.copy().digest('hex').slice(0, 16)
  }

  /** A line of the history: part of the digest, shown with --trace. */
  tell(line: string): void {
    this.#digest.update(`${this.#nowMs} ${line}\n`)
    this.#trace?.(`${(this.#nowMs / 1000).toFixed(3)} ${line}`)
  }

  fault(kind: string, about = ''): void {
    this.faults.set(kind, (this.faults.get(kind) ?? 0) + 1)
    this.tell(`! ${kind} ${about}`)
  }

  /** The first violation ends the simulation. */
  violate(promise: string, evidence: string): void {
    this.fail(new Violation(promise, evidence))
  }

  fail(error: unknown): void {
    if (this.violation !== null) return
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.violation = error instanceof Violation ? error : new Violation('nothing throws', text)
    this.tell(`VIOLATION ${this.violation.message}`)
  }

  /** Called between events, when every promise has run dry. */
  afterEach(check: () => void): void {
    this.#afterEach.push(check)
  }

  after(delayMs: number, work: () => void): Timer {
    const event: Event = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, work }
    push(this.#heap, event)
    return {
      cancel: () => {
        event.work = null
      },
    }
  }

  /** Runs until `done`, or the hour, or nothing is left to happen, or a violation. */
  async run(untilMs: number, done: () => boolean = () => false): Promise<void> {
    while (this.violation === null && !done()) {
      const next = this.#heap[0]
      if (next === undefined || next.atMs > untilMs) {
        this.#nowMs = untilMs
        return
      }
      pop(this.#heap)
      const { work } = next
      if (work === null) continue
      this.#nowMs = next.atMs
      this.steps += 1
      try {
        work()
        await promisesRunDry()
        for (const check of this.#afterEach) check()
      } catch (error) {
        this.fail(error)
      }
    }
  }

  /** True once in `1 / probability` times. Draws nothing where it is 0, so that an option that is off costs no chance. */
  happens(probability: number): boolean {
    return probability > 0 && this.random.next() < probability
  }

  /** Milliseconds until the next of events that come `meanMs` apart by chance. */
  interval(meanMs: number): number {
    return Math.ceil(-Math.log(1 - this.random.next()) * meanMs)
  }
}

/** What is asked for next tick from a microtask comes only after the last microtask; far cheaper than a turn of the loop. */
function promisesRunDry(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve)
  })
}

function before(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
}

function push(heap: Event[], event: Event): void {
  let at = heap.length
  while (at > 0) {
    const parentAt = (at - 1) >> 1
    const parent = heap[parentAt]
    if (parent === undefined || before(parent, event)) break
    heap[at] = parent
    at = parentAt
  }
  heap[at] = event
}

function pop(heap: Event[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let at = 0
  for (;;) {
    const left = 2 * at + 1
    let least = last
    let leastAt = at
    for (const childAt of [left, left + 1]) {
      const child = heap[childAt]
      if (child !== undefined && before(child, least)) {
        least = child
        leastAt = childAt
      }
    }
    heap[at] = least
    if (leastAt === at) return
    at = leastAt
  }
}
