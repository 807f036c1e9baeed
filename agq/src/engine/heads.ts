/**
 * The heads of the lines while leases are chosen, as far as they were asked for. What may not be granted leaves its line
 * here: Jobs whose hour has passed are given up, those whose concurrency key is used up are gated.
 */
import type { EngineEvent } from './commands.ts'
import type { Places } from './gates.ts'
import type { JobRow } from './model.ts'
import type { HeadsAsk, Transaction } from './port.ts'
import { expireJob, hasExpired } from './rules/expire.ts'
import type { Workspace } from './workspace.ts'

/** So many Jobs are gated or given up at once at most; the next batch goes on. */
const GONE_AT_ONCE = 2_000
/** Where such Jobs stood at the head more of them are likely: so many are looked at in one question. */
const BEHIND_GONE = 100

interface Wants {
  readonly lanes: readonly number[]
  readonly command: { readonly count: number }
}

/** Gives up heads whose hour has passed before any tick did. */
export class Expiry {
  readonly jobs: JobRow[] = []
  readonly events: EngineEvent[] = []
  readonly #rows: Workspace
  readonly #nowMs: number
  #keyed = false

  constructor(rows: Workspace, nowMs: number) {
    this.#rows = rows
    this.#nowMs = nowMs
  }

  /** False: its hour has not come. */
  giveUp(head: JobRow): boolean {
    if (!hasExpired(head, this.#nowMs)) return false
    const { row, event } = expireJob(head, this.#nowMs)
    this.#rows.addJobs([head])
    this.#rows.apply([{ table: 'job', row }])
    this.jobs.push(head)
    this.events.push(event)
    this.#keyed ||= head.concurrencyKey !== null
    return true
  }

  /** Whether a Job with a concurrency key was given up since it was last asked. */
  takeKeyed(): boolean {
    const keyed = this.#keyed
    this.#keyed = false
    return keyed
  }
}

/** The heads of the lanes, as far as they were asked for. */
export class Lines {
  /** Each lane's ready Jobs in order; whoever takes one takes it from here. */
  readonly heads = new Map<number, JobRow[]>()
  readonly #tx: Transaction
  readonly #places: Places
  readonly #expiry: Expiry
  /** Each lane is asked for as many as all the workers that run it want together. */
  readonly #wanted = new Map<number, number>()
  /** Up to which Job a lane was asked for; a lane that has no more is not among them. */
  readonly #open = new Map<number, HeadsAsk['after']>()
  readonly #before: number

  constructor(tx: Transaction, choices: readonly Wants[], places: Places, expiry: Expiry) {
    this.#tx = tx
    this.#expiry = expiry
    this.#before = expiry.jobs.length
    this.#places = places
    for (const { lanes, command } of choices) {
      for (const laneId of lanes) {
        this.#wanted.set(laneId, (this.#wanted.get(laneId) ?? 0) + command.count)
        this.#open.set(laneId, null)
      }
    }
  }

  /**
   * Asks for more where a line is empty. Heads that have expired are given up, those whose key is used up
   * gated, and those behind them asked for.
   */
  async refill(lanes: readonly number[]): Promise<void> {
    for (let asks = this.#asks(lanes); asks.length > 0; asks = this.#asks(lanes)) {
      const heads = await this.#tx.heads(asks)
      await this.#places.learn(this.#tx, heads)
      const found = Map.groupBy(heads, (head) => head.laneId)
      for (const { laneId, limit } of asks) this.#take(laneId, found.get(laneId) ?? [], limit)
    }
  }

  /** So many left their lines and are not chosen. */
  get gone(): number {
    return this.#places.closed.length + this.#expiry.jobs.length - this.#before
  }

  /** One of these lines is empty though its lane may not be: who may come first is not known before a refill. */
  mayHoldMore(lanes: readonly number[]): boolean {
    return lanes.some((laneId) => this.#isOpenAndEmpty(laneId))
  }

  /** There may be more Jobs in the lane than were asked for, and they can be asked for in this batch. */
  isOpen(laneId: number): boolean {
    return this.#open.has(laneId) && this.gone < GONE_AT_ONCE
  }

  #isOpenAndEmpty(laneId: number): boolean {
    return this.isOpen(laneId) && (this.heads.get(laneId)?.length ?? 0) === 0
  }

  #asks(lanes: readonly number[]): HeadsAsk[] {
    return lanes
      .filter((laneId) => this.#isOpenAndEmpty(laneId))
      .map((laneId) => {
        const after = this.#open.get(laneId) ?? null
        const wanted = this.#wanted.get(laneId) ?? 1
        return { laneId, limit: after === null ? wanted : Math.max(wanted, BEHIND_GONE), after }
      })
  }

  #take(laneId: number, found: readonly JobRow[], limit: number): void {
    const last = found.at(-1)
    if (found.length < limit || last === undefined) this.#open.delete(laneId)
    else this.#open.set(laneId, last)
    const free: JobRow[] = []
    for (const head of found) {
      if (this.#expiry.giveUp(head)) continue
      if (this.#places.isFree(head)) free.push(head)
      else this.#places.close(head)
    }
    this.heads.set(laneId, free)
  }
}
