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
import { grantJobs, lanesOf, refuseLease, takeBest } from './rules/lease.ts'
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
  const heads = await loadHeads(tx, choices, places)
  const turns = new Turns(rows, new Set(busy.map((lane) => lane.queue)))
  const chosen = choices.map(({ lanes, command }) => takeBest(heads, lanes, command.count, { turns, places }))
  const taken = chosen.flat()
  rows.addJobs(taken)
  rows.apply(turns.changed().map((row) => ({ table: 'queue', row })))
  const bodies = taken.length === 0 ? new Map() : await tx.bodies(taken.map((head) => head.seq))
  for (const [position, choice] of choices.entries()) {
    const outcome = grantJobs(rows, choice.command, choice.worker, chosen[position] ?? [], bodies)
    rows.apply(outcome.changes)
    outcomes.push({ index: choice.index, outcome })
  }
  return { outcomes, left: whatIsLeft(busy, able, [...taken, ...places.closed]) }
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

/**
 * Each lane is asked for as many heads as all the workers that run it want together. Heads whose concurrency key is
 * used up are gated, and the lane is asked for those behind them.
 */
async function loadHeads(
  tx: Transaction,
  choices: readonly Choice[],
  places: Places,
): Promise<Map<number, JobRow[]>> {
  const wanted = new Map<number, number>()
  for (const { lanes, command } of choices) {
    for (const laneId of lanes) wanted.set(laneId, (wanted.get(laneId) ?? 0) + command.count)
  }
  const byLane = new Map<number, JobRow[]>()
  let asks: HeadsAsk[] = [...wanted].map(([laneId, limit]) => ({ laneId, limit, after: null }))
  while (asks.length > 0 && places.closed.length < GATED_AT_ONCE) {
    const heads = await tx.heads(asks)
    await places.learn(tx, heads)
    const closed = new Map<number, JobRow>()
    for (const head of heads) {
      if (places.isFree(head)) {
        const line = byLane.get(head.laneId)
        if (line === undefined) byLane.set(head.laneId, [head])
        else line.push(head)
      } else {
        places.close(head)
        closed.set(head.laneId, head)
      }
    }
    asks = [...closed].map(([laneId]) => ({
      laneId,
      limit: wanted.get(laneId) ?? 1,
      after: lastOf(heads, laneId),
    }))
  }
  return byLane
}

function lastOf(heads: readonly JobRow[], laneId: number): JobRow | null {
  return heads.findLast((head) => head.laneId === laneId) ?? null
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
