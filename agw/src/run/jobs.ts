/**
 * The Jobs this worker holds, and those of them that run. A lease is held from its grant until AGQ has accepted (or
 * fenced) the report, so a worker never runs far ahead of what it can deliver; leases that were asked for and not yet
 * answered are reserved. Never more run than there are slots. While Jobs are short, twice as many again are leased ahead, so
 * that no slot waits for a round trip and a sync, which several of them share; what then waits here for longer than a moment is given back.
 */
import type { Alarm } from './alarm.ts'
import type { Grant } from './grant.ts'
import type { JobRun } from './job-run.ts'
import type { Cause } from './machine.ts'

export interface Lease {
  readonly jobId: string
  readonly token: number
}

/** So many leases that were let go are remembered: their grants are at most a few calls behind. */
const letGoRemembered = 1_000

// A round trip and a sync are some milliseconds: only beside Jobs that are about as short they count.
const shortJobMs = 50
const waitsAtMostMs = 250
/** As many are ended and not yet accepted, while as many wait to start. */
const aheadPerSlot = 2
/** How much the newest Job counts in the mean. */
const newestShare = 0.2

export class Jobs {
  readonly total: number
  readonly #runs = new Map<string, JobRun>()
  readonly #waiters = new Set<() => void>()
  readonly #toStart: JobRun[] = []
  /** When each that runs began. */
  readonly #running = new Map<string, number>()
  readonly #alarm: Pick<Alarm, 'after'>
  #meanMs = Number.POSITIVE_INFINITY
  #starting = false
  readonly #letGo = new Set<string>()
  #reserved = 0

  constructor(total: number, alarm: Pick<Alarm, 'after'>) {
    this.total = total
    this.#alarm = alarm
  }

  /** Leases held. */
  get used(): number {
    return this.#runs.size
  }

  /** Slots in which a Job runs. */
  get running(): number {
    return this.#running.size
  }

  /**
   * How many outcomes may share a sync here and a transaction at AGQ. Where Jobs are short and more of them wait here,
   * ends come in crowds, and no slot waits for one.
   */
  get company(): number {
    return this.#isShort && this.#toStart.length > 0 ? this.total : 1
  }

  get #isShort(): boolean {
    return this.#meanMs < shortJobMs
  }

  /** How many more leases to ask for. */
  get free(): number {
    const ahead = this.#isShort ? aheadPerSlot * this.total : 0
    return Math.max(0, this.total + ahead - this.#runs.size - this.#reserved)
  }

  leases(): readonly Lease[] {
    return [...this.#runs.values()].map(({ grant }) => ({ jobId: grant.jobId, token: grant.token }))
  }

  has(lease: Lease): boolean {
    return this.#runs.has(keyOf(lease))
  }

  /**
   * Starts the Job when a slot is free, in a turn of the loop of its own: a start may block for a moment, and eight in
   * a row would keep the ends of the first ones waiting, and AGQ idle.
   */
  start(run: JobRun): void {
    this.#runs.set(keyOf(run.grant), run)
    this.#toStart.push(run)
    this.#startSoon()
    const findsNoSlot = this.#running.size + this.#toStart.length > this.total
    if (findsNoSlot) this.#alarm.after(waitsAtMostMs, () => this.#giveBack(run))
  }

  /** Nothing of it runs any more. */
  ended(lease: Lease): void {
    const begunAt = this.#running.get(keyOf(lease))
    if (begunAt === undefined) return
    this.#running.delete(keyOf(lease))
    const tookMs = performance.now() - begunAt
    this.#meanMs = Number.isFinite(this.#meanMs)
      ? this.#meanMs + newestShare * (tookMs - this.#meanMs)
      : tookMs
    this.#startSoon()
  }

  #startSoon(): void {
    if (this.#starting || this.#toStart.length === 0 || this.#running.size >= this.total) return
    this.#starting = true
    setImmediate(() => {
      this.#starting = false
      const run = this.#toStart.shift()
      // It may have been stopped while it waited.
      if (run?.phase === 'starting') {
        this.#running.set(keyOf(run.grant), performance.now())
        run.start()
      }
      this.#startSoon()
    })
  }

  /** What waits for a slot goes back: others may be idle. */
  giveBackWaiting(): void {
    for (const run of [...this.#toStart]) this.#giveBack(run)
  }

  #giveBack(run: JobRun): void {
    const at = this.#toStart.indexOf(run)
    if (at === -1) return
    this.#toStart.splice(at, 1)
    // What was short is short no longer.
    this.#meanMs = Number.POSITIVE_INFINITY
    run.stop('release')
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
