/**
 * Callers that wait: for a Job to lease, or for a Job to end. They live in memory alone; a caller that disconnects is
 * forgotten. One is woken for each Job that arrives, the longest waiting first; what it then finds is decided by the
 * engine, so a wake-up too many costs a question, never a double grant.
 */
import type { Arrival, Capabilities } from '../engine/commands.ts'
import { type Ability, abilityOf, canRun } from '../engine/rules/lease.ts'

interface ParkedLease {
  readonly workerId: string
  readonly wants: number
  readonly wake: (arrival: Arrival) => void
}

export class LeaseParking {
  readonly #parked = new Set<ParkedLease>()
  readonly #can = new Map<string, Ability>()

  knows(workerId: string): boolean {
    return this.#can.has(workerId)
  }

  learn(workerId: string, can: Capabilities): void {
    this.#can.set(workerId, abilityOf(can))
  }

  forget(workerId: string): void {
    this.#can.delete(workerId)
  }

  /**
   * Resolves with what arrived, or null when `signal` aborts. Who is woken and cannot take it (its worker is lost, its
   * connection gone) gives it back to `wake`, or it would wait beside others who could.
   */
  park(workerId: string, wants: number, signal: AbortSignal): Promise<Arrival | null> {
    return new Promise((resolve) => {
      const settle = (found: Arrival | null): void => {
        this.#parked.delete(entry)
        signal.removeEventListener('abort', giveUp)
        resolve(found)
      }
      const giveUp = (): void => settle(null)
      const entry: ParkedLease = { workerId, wants, wake: settle }
      if (signal.aborted) return settle(null)
      signal.addEventListener('abort', giveUp, { once: true })
      this.#parked.add(entry)
    })
  }

  wake(arrivals: readonly Arrival[]): void {
    for (const arrival of arrivals) {
      let jobs = arrival.jobs
      for (const entry of this.#parked) {
        if (jobs <= 0) break
        const can = this.#can.get(entry.workerId)
        if (can === undefined) {
          // Who registered meanwhile asks anew. It may be unable to take this Job, so it counts for none.
          entry.wake({ ...arrival, jobs: 0 })
          continue
        }
        if (!canRun(can, arrival)) continue
        const share = Math.min(jobs, entry.wants)
        jobs -= share
        entry.wake({ ...arrival, jobs: share })
      }
    }
  }

  get size(): number {
    return this.#parked.size
  }
}

export class JobParking {
  readonly #waiting = new Map<string, Set<() => void>>()

  /** Resolves true when the Job ended, false when `signal` aborts. */
  park(jobId: string, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (ended: boolean): void => {
        const all = this.#waiting.get(jobId)
        all?.delete(wake)
        if (all?.size === 0) this.#waiting.delete(jobId)
        signal.removeEventListener('abort', giveUp)
        resolve(ended)
      }
      const wake = (): void => settle(true)
      const giveUp = (): void => settle(false)
      if (signal.aborted) return settle(false)
      signal.addEventListener('abort', giveUp, { once: true })
      const all = this.#waiting.get(jobId) ?? new Set()
      all.add(wake)
      this.#waiting.set(jobId, all)
    })
  }

  wake(jobId: string): void {
    for (const wake of [...(this.#waiting.get(jobId) ?? [])]) wake()
  }

  get size(): number {
    return this.#waiting.size
  }
}
