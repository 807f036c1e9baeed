/**
 * The leases of one batch: which lanes each worker can run, the heads of all those lanes in one question, and then
 * one worker after the other takes the best that is left.
 */
import type { Answer, Arrival, LeaseCommand } from './commands.ts'
import { Turns } from './fairness.ts'
import { Places } from './gates.ts'
import type { BusyLane, JobRow, LaneRow, WorkerRow } from './model.ts'
import { NO_NEEDS } from './needs.ts'
import type { HeadsAsk, Transaction } from './port.ts'
import type { Outcome } from './rule.ts'
import { type Choosing, grantJobs, lanesOf, refuseLease, type Stock, takeBest } from './rules/lease.ts'
import { resumePoint } from './rules/resume.ts'
import type { Workspace } from './workspace.ts'

export interface Lease {
  readonly index: number
  readonly command: LeaseCommand
  /** It follows a report that was accepted: whatever becomes of the lease, it must not look refused. */
  readonly afterReport: boolean
}

interface Choice extends Lease {
  readonly worker: WorkerRow
  readonly lanes: readonly number[]
}

export const NO_GRANTS: Answer = { kind: 'grants', grants: [], can: null, draining: false }

export interface Granted {
  readonly outcomes: readonly { readonly index: number; readonly outcome: Outcome }[]
  /**
   * Jobs that still wait in lanes which these workers can run. Each of them may have been woken for one of those and
   * taken another, or none, being lost or draining: somebody else who waits gets his chance.
   */
  readonly left: readonly Arrival[]
}

export async function grantLeases(
  tx: Transaction,
  rows: Workspace,
  leases: readonly Lease[],
): Promise<Granted> {
  if (leases.length === 0) return { outcomes: [], left: [] }
  await loadWorkers(tx, rows, leases)
  const busy = (await tx.busyLanes()).filter((lane) => !rows.isPaused(lane.queue))
  rows.addLanes(busy)

  const outcomes: { index: number; outcome: Outcome }[] = []
  const choices: Choice[] = []
  const able = new Set<number>()
  for (const lease of leases) {
    const worker = rows.worker(lease.command.workerId)
    const runs = worker === undefined ? busy.map((lane) => lane.laneId) : lanesFor(worker, busy)
    for (const laneId of runs) able.add(laneId)
    const refused = refuseLease(worker, lease.command.workerId)
    if (refused !== null) {
      const outcome = lease.afterReport ? { ...refused, answer: NO_GRANTS } : refused
      outcomes.push({ index: lease.index, outcome })
    } else if (worker !== undefined) {
      choices.push({ ...lease, worker, lanes: worker.status === 'draining' ? [] : runs })
    }
  }
  const places = new Places(rows)
  const turns = new Turns(rows, new Set(busy.map((lane) => lane.queue)))
  const chosen = await choose(tx, choices, { turns, places })
  const taken = chosen.flat()
  rows.addJobs(taken)
  rows.apply(turns.changed().map((row) => ({ table: 'queue', row })))
  const stock = await loadStock(tx, taken)
  for (const [position, choice] of choices.entries()) {
    const outcome = grantJobs(rows, choice.command, choice.worker, chosen[position] ?? [], stock)
    rows.apply(outcome.changes)
    outcomes.push({ index: choice.index, outcome })
  }
  return { outcomes, left: whatIsLeft(busy, able, [...taken, ...places.closed]) }
}

async function loadStock(tx: Transaction, taken: readonly JobRow[]): Promise<Stock> {
  const resumes = new Map<number, string>()
  if (taken.length === 0) return { bodies: new Map(), resumes }
  const bodies = await tx.bodies(taken.map((head) => head.seq))
  const resumed = taken.flatMap(({ seq, resumeFrom: from, resumeToken: token }) =>
    from === null || token === null ? [] : [{ seq, from, token }],
  )
  if (resumed.length === 0) return { bodies, resumes }
  const results = await tx.resultsOf(resumed)
  for (const { seq, from } of resumed) {
    const kept = results.filter((row) => row.seq === seq)
    resumes.set(seq, resumePoint(bodies.get(seq)?.envelope ?? '', from, kept))
  }
  return { bodies, resumes }
}

function whatIsLeft(
  busy: readonly BusyLane[],
  able: ReadonlySet<number>,
  gone: readonly JobRow[],
): Arrival[] {
  const left = new Map<number, number>()
  for (const { laneId } of gone) left.set(laneId, (left.get(laneId) ?? 0) + 1)
  return busy
    .map(({ laneId, tools, tags, pending }) => ({
      laneId,
      tools,
      tags,
      jobs: pending - (left.get(laneId) ?? 0),
    }))
    .filter(({ laneId, jobs }) => jobs > 0 && able.has(laneId))
}

/** So many Jobs are gated in one batch at most; the next batch goes on. */
const GATED_AT_ONCE = 2_000
/** Where gated Jobs stood at the head more of them are likely: so many are looked at in one question. */
const BEHIND_GATED = 100

/**
 * One worker after the other takes the best that is left. Who is chosen may use up the key of others at the heads: they
 * are gated, and where that leaves a line empty for somebody who still wants a Job, those behind them are asked for.
 */
async function choose(tx: Transaction, choices: readonly Choice[], choosing: Choosing): Promise<JobRow[][]> {
  const { places } = choosing
  const lines = new Lines(tx, choices, places)
  const chosen: JobRow[][] = choices.map(() => [])
  do {
    await lines.refill()
    for (const [index, { lanes, command }] of choices.entries()) {
      const taken = chosen[index] ?? []
      taken.push(...takeBest(lines.heads, lanes, command.count - taken.length, choosing))
    }
    if (choices.every(({ command }, index) => chosen[index]?.length === command.count)) break
  } while (lines.mayHoldMore && places.closed.length < GATED_AT_ONCE)
  return chosen
}

/** The heads of the lanes, as far as they were asked for. */
class Lines {
  /** Each lane's ready Jobs in order; whoever takes one takes it from here. */
  readonly heads = new Map<number, JobRow[]>()
  readonly #tx: Transaction
  readonly #places: Places
  /** Each lane is asked for as many as all the workers that run it want together. */
  readonly #wanted = new Map<number, number>()
  /** Up to which Job a lane was asked for; a lane that has no more is not among them. */
  readonly #open = new Map<number, HeadsAsk['after']>()

  constructor(tx: Transaction, choices: readonly Choice[], places: Places) {
    this.#tx = tx
    this.#places = places
    for (const { lanes, command } of choices) {
      for (const laneId of lanes) {
        this.#wanted.set(laneId, (this.#wanted.get(laneId) ?? 0) + command.count)
        this.#open.set(laneId, null)
      }
    }
  }

  /** Asks for more where a line is empty. Heads whose concurrency key is used up are gated, and those behind them asked for. */
  async refill(): Promise<void> {
    for (let asks = this.#asks(); asks.length > 0; asks = this.#asks()) {
      if (this.#places.closed.length >= GATED_AT_ONCE) return
      const heads = await this.#tx.heads(asks)
      await this.#places.learn(this.#tx, heads)
      const found = Map.groupBy(heads, (head) => head.laneId)
      for (const { laneId, limit } of asks) this.#take(laneId, found.get(laneId) ?? [], limit)
    }
  }

  /** A line is empty though its lane is not: gated Jobs stood in it. */
  get mayHoldMore(): boolean {
    return this.#asks().length > 0
  }

  #asks(): HeadsAsk[] {
    return [...this.#open]
      .filter(([laneId]) => (this.heads.get(laneId)?.length ?? 0) === 0)
      .map(([laneId, after]) => {
        const wanted = this.#wanted.get(laneId) ?? 1
        return { laneId, limit: after === null ? wanted : Math.max(wanted, BEHIND_GATED), after }
      })
  }

  #take(laneId: number, found: readonly JobRow[], limit: number): void {
    const last = found.at(-1)
    if (found.length < limit || last === undefined) this.#open.delete(laneId)
    else this.#open.set(laneId, last)
    const free: JobRow[] = []
    for (const head of found) {
      if (this.#places.isFree(head)) free.push(head)
      else this.#places.close(head)
    }
    this.heads.set(laneId, free)
  }
}

/** A report with NEXT does not name its worker: those workers are loaded here. */
async function loadWorkers(tx: Transaction, rows: Workspace, leases: readonly Lease[]): Promise<void> {
  const missing = leases.map(({ command }) => command.workerId).filter((id) => rows.worker(id) === undefined)
  if (missing.length === 0) return
  rows.addWorkers((await tx.load({ ...NO_NEEDS, workers: new Set(missing) })).workers)
}

/**
 * Which lanes a worker can run changes only when it registers or a lane is made; sets of thousands of tools are built
 * once for each registration. A cache of derived facts, no state: forgetting it costs time only.
 */
const capabilities = new WeakMap<
  WorkerRow['registration'],
  { readonly tools: ReadonlySet<string>; readonly tags: ReadonlySet<string> }
>()

function lanesFor(worker: WorkerRow, lanes: readonly LaneRow[]): number[] {
  let has = capabilities.get(worker.registration)
  if (has === undefined) {
    const { registration } = worker
    has = { tools: new Set(registration.capabilities.tools), tags: new Set(registration.tags) }
    capabilities.set(registration, has)
  }
  return lanesOf(has, lanes)
}
