/**
 * Concurrency keys. At most `concurrency_limit` Jobs with the same key are held by workers at a time. A Job that comes
 * to the head of its line while its key is used up is gated: it leaves the line, so that nobody stumbles over it again.
 * When a place of the key is free, the first gated Jobs of each lane come back; who leases first takes the place, the
 * others are gated again. In each lane, because nobody knows which lane a worker will ask for.
 *
 * The invariant: while places of a key are free, every lane with waiting Jobs of it has as many of them in its line as
 * there are places, or all of them.
 */
import type { JobRow } from './model.ts'
import { NO_NEEDS } from './needs.ts'
import type { Transaction } from './port.ts'
import type { Workspace } from './workspace.ts'

/** No more Jobs of one lane are brought back at once: each costs an update, and a key has seldom so many places. */
const BACK_AT_ONCE = 1_000

/** Brings Jobs back for the keys that were freed. What was changed before must be saved: the store is asked. */
export async function openGates(tx: Transaction, rows: Workspace): Promise<void> {
  for (const key of rows.takeFreedKeys()) {
    const gated = await tx.gated(key, BACK_AT_ONCE)
    if (gated.length === 0) continue
    // Who waits for a Job is found by what its lane requires.
    rows.addLanes((await tx.load({ ...NO_NEEDS, lanes: new Set(gated.map((job) => job.laneId)) })).lanes)
    const held = (await tx.heldByKeys([key])).get(key) ?? 0
    const back = new Map<number, number>()
    for (const job of gated) {
      const before = back.get(job.laneId) ?? 0
      if (before >= placesOf(job, held)) continue
      back.set(job.laneId, before + 1)
      setGate(rows, job, 0)
    }
  }
}

/** Counts the places while Jobs are chosen: those held, and those chosen in this batch. */
export class Places {
  readonly #rows: Workspace
  readonly #chosen = new Map<string, number>()
  readonly #closed: JobRow[] = []

  constructor(rows: Workspace) {
    this.#rows = rows
  }

  /** Asks for the keys of these Jobs that are not known yet. */
  async learn(tx: Transaction, jobs: readonly JobRow[]): Promise<void> {
    const keys = new Set(jobs.flatMap((job) => (job.concurrencyKey === null ? [] : [job.concurrencyKey])))
    const unknown = [...keys].filter((key) => this.#rows.heldOf(key) === undefined)
    if (unknown.length === 0) return
    const held = await tx.heldByKeys(unknown)
    this.#rows.knowHeld(new Map(unknown.map((key) => [key, held.get(key) ?? 0])))
  }

  isFree(job: JobRow): boolean {
    if (job.concurrencyKey === null) return true
    const held = this.#rows.heldOf(job.concurrencyKey) ?? 0
    return placesOf(job, held + (this.#chosen.get(job.concurrencyKey) ?? 0)) > 0
  }

  choose(job: JobRow): void {
    if (job.concurrencyKey === null) return
    this.#chosen.set(job.concurrencyKey, (this.#chosen.get(job.concurrencyKey) ?? 0) + 1)
  }

  /** Out of the line until a place is free. */
  close(job: JobRow): void {
    this.#closed.push(job)
    setGate(this.#rows, job, 1)
  }

  /** As if nobody had been chosen yet. */
  reopen(): void {
    for (const job of this.#closed) setGate(this.#rows, job, 0)
  }

  get closed(): readonly JobRow[] {
    return this.#closed
  }
}

function placesOf(job: JobRow, held: number): number {
  return (job.concurrencyLimit ?? 1) - held
}

function setGate(rows: Workspace, job: JobRow, gated: 0 | 1): void {
  rows.addJobs([job])
  rows.apply([{ table: 'job', row: { ...job, gated } }])
}
