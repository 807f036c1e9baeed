/**
 * The Jobs this worker holds and the slots they take. A slot is taken by a grant and free again when AGQ has accepted
 * (or fenced) the report, so a worker never runs ahead of what it can deliver. Slots that were asked for and not yet
 * answered are reserved; so the sum never passes the total.
 */
import type { Grant } from './grant.ts'
import type { JobRun } from './job-run.ts'
import type { Cause } from './machine.ts'

export interface Lease {
  readonly jobId: string
  readonly token: number
}

/** So many leases that were let go are remembered: their grants are at most a few calls behind. */
const letGoRemembered = 1_000

export class Jobs {
  readonly total: number
  readonly #runs = new Map<string, JobRun>()
  readonly #waiters = new Set<() => void>()
  readonly #toStart: JobRun[] = []
  readonly #letGo = new Set<string>()
  #reserved = 0

  constructor(total: number) {
    this.total = total
  }

  get used(): number {
    return this.#runs.size
  }

  get free(): number {
    return Math.max(0, this.total - this.#runs.size - this.#reserved)
  }

  leases(): readonly Lease[] {
    return [...this.#runs.values()].map(({ grant }) => ({ jobId: grant.jobId, token: grant.token }))
  }

  has(lease: Lease): boolean {
    return this.#runs.has(keyOf(lease))
  }

  /**
   * Takes the slot now and starts the Job in a turn of the loop of its own: a spawn blocks for a millisecond, and eight
   * in a row would keep the ends of the first ones waiting, and AGQ idle.
   */
  start(run: JobRun): void {
    this.#runs.set(keyOf(run.grant), run)
    if (this.#toStart.push(run) === 1) setImmediate(() => this.#startNext())
  }

  #startNext(): void {
    this.#toStart[0]?.start()
    this.#toStart.shift()
    if (this.#toStart.length > 0) setImmediate(() => this.#startNext())
  }

  /** Its report was accepted, or nobody wants it: the slot is free. */
  settle(lease: Lease): void {
    if (this.#runs.delete(keyOf(lease))) this.changed()
  }

  /** AGQ is told that this lease is given up, though its grant may still be on its way: it must not be started then. */
  letGo(lease: Lease): void {
    this.#letGo.add(keyOf(lease))
    const [oldest] = this.#letGo
    if (this.#letGo.size > letGoRemembered && oldest !== undefined) this.#letGo.delete(oldest)
  }

  wasLetGo(lease: Lease): boolean {
    return this.#letGo.has(keyOf(lease))
  }

  stop(lease: Lease, cause: Cause): void {
    this.#runs.get(keyOf(lease))?.stop(cause)
  }

  stopAll(cause: Cause, leaseGraceMs?: number): void {
    for (const run of [...this.#runs.values()]) run.stop(cause, leaseGraceMs)
  }

  reserve(count: number): void {
    this.#reserved += count
  }

  unreserve(count: number): void {
    this.#reserved -= count
    this.changed()
  }

  /** No Job has a process any more, and every outcome is safe. */
  get allStored(): boolean {
    return [...this.#runs.values()].every((run) => run.phase === 'reported')
  }

  /** Resolves when the condition holds; it is asked again after every change, and whenever `changed` is called. */
  async until(condition: () => boolean, signal?: AbortSignal): Promise<void> {
    while (!condition() && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiters.delete(wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        this.#waiters.add(wake)
        signal?.addEventListener('abort', wake)
      })
    }
  }

  changed(): void {
    for (const wake of [...this.#waiters]) wake()
  }
}

function keyOf({ jobId, token }: Lease | Grant): string {
  return `${jobId}@${token}`
}
