/**
 * What one worker holds: the Jobs it runs, the reports that wait to be accepted, and until when it may believe that
 * its lease lasts. It stops what runs before that. Reports survive the process, what ran does not.
 */
import type { Life } from './life.ts'
import type { Entry } from './report.ts'

export interface Lease {
  readonly jobId: string
  readonly token: number
}

export interface Run extends Lease {
  /** What it runs is still going on; afterwards only its report is on its way. */
  running: boolean
}

/** The part of a lease after which a worker that was not renewed stops its Jobs: it must be first. */
const GUARD_SHARE = 0.75

export class Holding {
  readonly outbox: Entry[] = []
  /** Leases given up before their grant came. */
  readonly letGo = new Set<string>()
  /** Leases of the past, for stale writes: any, and those that were lost. */
  memory: readonly Lease[] = []
  lost: readonly Lease[] = []
  readonly #onChange: () => void
  #runs = new Map<string, Run>()
  #untilMs = 0
  #guard: { cancel(): void } | null = null

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get size(): number {
    return this.#runs.size
  }

  get running(): readonly Run[] {
    return [...this.#runs.values()].filter((run) => run.running)
  }

  /** A new process: nothing of the last one runs. */
  begin(): void {
    for (const run of this.#runs.values()) this.lose(run)
    this.#runs = new Map()
    this.#untilMs = 0
    this.#guard = null
  }

  claims(jobId: string, nowMs: number): boolean {
    return nowMs < this.#untilMs && this.running.some((run) => run.jobId === jobId)
  }

  /** A renewal sent then was answered: so long this worker may run what it holds. */
  renewed(life: Life, sentMs: number, leaseMs: number, stopAll: () => void): void {
    this.#untilMs = sentMs + leaseMs
    this.#guard?.cancel()
    this.#guard = life.after(sentMs + leaseMs * GUARD_SHARE - life.world.nowMs, stopAll)
  }

  isOver(nowMs: number): boolean {
    return nowMs >= this.#untilMs
  }

  add(lease: Lease): Run {
    const run: Run = { jobId: lease.jobId, token: lease.token, running: true }
    this.#runs.set(keyOf(run), run)
    this.memory = [...this.memory.slice(-20), run]
    return run
  }

  find(lease: Lease): Run | undefined {
    return this.#runs.get(keyOf(lease))
  }

  isReported(lease: Lease): boolean {
    return this.outbox.some((entry) => keyOf(entry) === keyOf(lease))
  }

  lose({ jobId, token }: Lease): void {
    this.lost = [...this.lost.slice(-4), { jobId, token }]
  }

  settle(lease: Lease): void {
    const at = this.outbox.findIndex((entry) => keyOf(entry) === keyOf(lease))
    if (at >= 0) this.outbox.splice(at, 1)
    this.#runs.delete(keyOf(lease))
    this.#onChange()
  }

  /** What this worker says it holds. */
  leases(): readonly Lease[] {
    const held = new Map<string, Lease>()
    for (const { jobId, token } of [...this.#runs.values(), ...this.outbox]) {
      held.set(keyOf({ jobId, token }), { jobId, token })
    }
    return [...held.values()]
  }
}

export function keyOf(lease: Lease): string {
  return `${lease.jobId}@${lease.token}`
}
