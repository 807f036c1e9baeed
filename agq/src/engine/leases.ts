/**
 * The leases of one batch: which lanes each worker can run, the heads of all those lanes in one question, and then
 * one worker after the other takes the best that is left.
 */
import type { LeaseCommand } from './commands.ts'
import type { JobRow, LaneRow, WorkerRow } from './model.ts'
import type { Loaded, Needs, Transaction } from './port.ts'
import type { Outcome } from './rule.ts'
import { grantJobs, lanesOf, refuseLease, takeBest } from './rules/lease.ts'
import type { Workspace } from './workspace.ts'

interface Lease {
  readonly index: number
  readonly command: LeaseCommand
}

interface Choice extends Lease {
  readonly worker: WorkerRow
  readonly lanes: readonly number[]
}

export async function grantLeases(
  tx: Transaction,
  rows: Workspace,
  leases: readonly Lease[],
): Promise<{ readonly index: number; readonly outcome: Outcome }[]> {
  if (leases.length === 0) return []
  await loadWorkers(tx, rows, leases)
  const busy = await tx.busyLanes()
  rows.addLanes(busy)

  const answered: { index: number; outcome: Outcome }[] = []
  const choices: Choice[] = []
  for (const lease of leases) {
    const worker = rows.worker(lease.command.workerId)
    const refused = refuseLease(worker, lease.command.workerId)
    if (refused !== null) answered.push({ index: lease.index, outcome: refused })
    else if (worker !== undefined) {
      choices.push({ ...lease, worker, lanes: worker.status === 'draining' ? [] : lanesFor(worker, busy) })
    }
  }
  const heads = await loadHeads(tx, choices)
  const chosen = choices.map((choice) => takeBest(heads, choice.lanes, choice.command.count))
  const taken = chosen.flat()
  rows.addJobs(taken)
  const bodies = taken.length === 0 ? new Map() : await tx.bodies(taken.map((head) => head.seq))
  for (const [position, choice] of choices.entries()) {
    const outcome = grantJobs(rows, choice.command, choice.worker, chosen[position] ?? [], bodies)
    rows.apply(outcome.changes)
    answered.push({ index: choice.index, outcome })
  }
  return answered
}

/** Each lane is asked for as many heads as all the workers that run it want together. */
async function loadHeads(tx: Transaction, choices: readonly Choice[]): Promise<Map<number, JobRow[]>> {
  const wanted = new Map<number, number>()
  for (const { lanes, command } of choices) {
    for (const laneId of lanes) wanted.set(laneId, (wanted.get(laneId) ?? 0) + command.count)
  }
  const byLane = new Map<number, JobRow[]>()
  if (wanted.size === 0) return byLane
  for (const head of await tx.heads([...wanted].map(([laneId, limit]) => ({ laneId, limit })))) {
    const line = byLane.get(head.laneId)
    if (line === undefined) byLane.set(head.laneId, [head])
    else line.push(head)
  }
  return byLane
}

/** A report with NEXT does not name its worker: those workers are loaded here. */
async function loadWorkers(tx: Transaction, rows: Workspace, leases: readonly Lease[]): Promise<void> {
  const missing = leases.map(({ command }) => command.workerId).filter((id) => rows.worker(id) === undefined)
  if (missing.length === 0) return
  const loaded: Loaded = await tx.load({ ...NOTHING, workers: new Set(missing) })
  rows.addWorkers(loaded.workers)
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

const NONE: ReadonlySet<never> = new Set()

const NOTHING: Needs = {
  jobs: NONE,
  plans: NONE,
  actions: NONE,
  workers: NONE,
  blobs: NONE,
  lanes: NONE,
  holders: NONE,
  overdue: null,
}
