/**
 * The leases of one batch: which lanes each worker can run, the heads of all those lanes in one question, and then
 * one worker after the other takes the best that is left.
 */
import type { Answer, Arrival, EngineEvent, LeaseCommand } from './commands.ts'
import { Turns } from './fairness.ts'
import { openGates, Places } from './gates.ts'
import { Expiry, Lines } from './heads.ts'
import type { BusyLane, JobRow, LaneRow, WorkerRow } from './model.ts'
import { NO_NEEDS } from './needs.ts'
import type { Transaction } from './port.ts'
import type { Outcome } from './rule.ts'
import {
  type Ability,
  abilityOf,
  type Choosing,
  capabilitiesOf,
  grantJobs,
  lanesOf,
  refuseLease,
  type Stock,
  takeBest,
} from './rules/lease.ts'
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
  /** Jobs that came to the head of their line after their hour were given up here, as the timer would have done. */
  readonly expired: readonly EngineEvent[]
}

/** So often a choice is made anew in one batch. */
const ROUNDS = 32

/** `save` makes what was changed so far known to the store, before its lines are asked again. */
export async function grantLeases(
  tx: Transaction,
  rows: Workspace,
  leases: readonly Lease[],
  save: () => Promise<void>,
): Promise<Granted> {
  if (leases.length === 0) return { outcomes: [], left: [], expired: [] }
  await loadWorkers(tx, rows, leases)
  const expiry = new Expiry(rows, Math.max(...leases.map(({ command }) => command.at.wallMs)))
  let round = await chooseAll(tx, rows, leases, expiry)
  // Where an expired Job stood, a gated one of its key may stand now, in any lane: the best is to be found again.
  for (let n = 1; expiry.takeKeyed() && n < ROUNDS; n++) {
    round.choosing.places.reopen()
    await save()
    await openGates(tx, rows)
    await save()
    round = await chooseAll(tx, rows, leases, expiry)
  }
  const { busy, able, choices, chosen, choosing, outcomes, expired } = round
  const taken = chosen.flat()
  rows.addJobs(taken)
  rows.apply(choosing.turns.changed().map((row) => ({ table: 'queue', row })))
  const stock = await loadStock(tx, taken)
  for (const [position, choice] of choices.entries()) {
    const outcome = grantJobs(rows, choice.command, choice.worker, chosen[position] ?? [], stock)
    rows.apply(outcome.changes)
    outcomes.push({ index: choice.index, outcome })
  }
  if (rows.hasFreedKeys) {
    await save()
    await openGates(tx, rows)
  }
  const gone = [...taken, ...choosing.places.closed, ...expired]
  return { outcomes, left: whatIsLeft(busy, able, gone), expired: expiry.events }
}

interface Round {
  readonly busy: readonly BusyLane[]
  /** Lanes that one of the workers runs. */
  readonly able: ReadonlySet<number>
  /** Of the leases that are refused. */
  readonly outcomes: { readonly index: number; readonly outcome: Outcome }[]
  readonly choices: readonly Choice[]
  /** For each of the choices. */
  readonly chosen: readonly (readonly JobRow[])[]
  readonly choosing: Choosing
  readonly expired: readonly JobRow[]
}

async function chooseAll(
  tx: Transaction,
  rows: Workspace,
  leases: readonly Lease[],
  expiry: Expiry,
): Promise<Round> {
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
  const before = expiry.jobs.length
  const chosen = await choose(tx, choices, { turns, places }, expiry)
  return {
    busy,
    able,
    outcomes,
    choices,
    chosen,
    choosing: { turns, places },
    expired: expiry.jobs.slice(before),
  }
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

/**
 * One worker after the other takes the best that is left. Who is chosen may use up the key of others at the heads: they
 * are gated, and where that leaves a line empty for somebody who still wants a Job, those behind them are asked for
 * before anybody chooses on: the best may be among them.
 */
async function choose(
  tx: Transaction,
  choices: readonly Choice[],
  choosing: Choosing,
  expiry: Expiry,
): Promise<JobRow[][]> {
  const { places } = choosing
  const lines = new Lines(tx, choices, places, expiry)
  const chosen: JobRow[][] = choices.map(() => [])
  for (const [index, { lanes, command }] of choices.entries()) {
    const taken = chosen[index] ?? []
    do {
      await lines.refill(lanes)
      taken.push(...takeBest(lines, lanes, command.count - taken.length, choosing))
    } while (taken.length < command.count && lines.mayHoldMore(lanes))
  }
  return chosen
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
const abilities = new WeakMap<WorkerRow['registration'], Ability>()

function lanesFor(worker: WorkerRow, lanes: readonly LaneRow[]): number[] {
  let has = abilities.get(worker.registration)
  if (has === undefined) {
    has = abilityOf(capabilitiesOf(worker.registration))
    abilities.set(worker.registration, has)
  }
  return lanesOf(has, lanes)
}
