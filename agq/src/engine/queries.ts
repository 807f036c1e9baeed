/** Questions: answered from what the batch has just saved, so a client always reads its own writes. */
import { isTerminal, type StreamReport, type TaskReport } from '@agenix/specs'
import { compileGlob } from '../glob.ts'
import type { Answer, Command, Gap, OutputPlace } from './commands.ts'
import { expiryOfOutputs } from './expired.ts'
import { explainJob } from './explain.ts'
import { lookInside } from './looks.ts'
import type { JobRow, Tally, TaskResultRow } from './model.ts'
import type { Changes, Transaction } from './port.ts'
import { accept, type Outcome, refuse } from './rule.ts'
import { unknownJob } from './rules/finish.ts'
import { actionStatus, iso, jobStatus, jobSummary, planSummary, queueStats, workerView } from './views.ts'
import type { DiskFacts } from './why.ts'
import type { Workspace } from './workspace.ts'

const NIL: Answer = { kind: 'nil' }
const NOT_YET: Answer = { kind: 'int', value: 0 }

export async function answerQuery(
  tx: Transaction,
  rows: Workspace,
  command: Command,
  facts: DiskFacts,
): Promise<Outcome> {
  if (command.kind === 'plan.delete') return deletePlan(tx, rows, command.planId)
  if (command.kind === 'job.output') return outputOf(tx, rows.job(command.jobId), command)
  if (command.kind === 'job.why') return explain(tx, rows, command.jobId, facts)
  return plain(await answer(tx, rows, command))
}

async function answer(tx: Transaction, rows: Workspace, command: Command): Promise<Answer> {
  switch (command.kind) {
    case 'job.status':
    case 'job.end': {
      const job = rows.job(command.jobId)
      if (job === undefined) return NIL
      if (command.kind === 'job.end' && !isTerminal(job.status)) return NOT_YET
      return json(jobStatus(job, await tx.taskResults(job.seq, null), await tx.attempts(job.seq)))
    }
    case 'job.get': {
      const job = rows.job(command.jobId)
      if (job === undefined) return NIL
      const body = (await tx.bodies([job.seq])).get(job.seq)
      return body === undefined ? NIL : { kind: 'json', text: body.envelope }
    }
    case 'job.list': {
      const found = await tx.listJobs(command.filter)
      return page(
        found.map(jobSummary),
        found.length === command.filter.limit ? found.at(-1)?.seq : undefined,
      )
    }
    case 'plan.get': {
      const plan = rows.plan(command.planId)
      return plan === undefined ? NIL : { kind: 'json', text: plan.document }
    }
    case 'plan.list': {
      const plans = await tx.listPlans(command.after, command.limit)
      const matches = compileGlob(command.pattern)
      const matching = plans.filter((plan) => matches(plan.planId))
      return page(
        matching.map(planSummary),
        plans.length === command.limit ? plans.at(-1)?.planId : undefined,
      )
    }
    case 'action.status': {
      const action = rows.action(command.actionId)
      if (action === undefined) return NIL
      return json(actionStatus(action, await tx.tallies('action', action.actionId)))
    }
    case 'action.list': {
      const found = await tx.listActions(command.before, command.limit)
      const list = []
      for (const { action } of found) {
        list.push(actionStatus(action, await tx.tallies('action', action.actionId)))
      }
      return page(list, found.length === command.limit ? found.at(-1)?.place : undefined)
    }
    case 'queue.stats':
      return json(
        queueReport(
          rows,
          await tx.tallies('queue', command.queue),
          command.queue,
          command.heads ? await waitingSince(tx, command.queue) : new Map(),
        ),
      )
    case 'worker.list': {
      const held = await tx.heldCounts()
      // Who said goodbye is no news; who was lost is.
      const workers = (await tx.listWorkers()).filter((worker) => worker.status !== 'gone')
      return json(workers.map((worker) => workerView(worker, held.get(worker.workerId) ?? 0, false)))
    }
    case 'worker.get': {
      const worker = rows.worker(command.workerId)
      if (worker === undefined) return NIL
      return json(workerView(worker, (await tx.heldCounts()).get(worker.workerId) ?? 0, true))
    }
    case 'blob.find': {
      const blob = rows.blob(command.sha256)
      return blob === undefined ? NIL : { kind: 'int', value: blob.bytes }
    }
    case 'blob.known':
      return { kind: 'names', names: command.names.filter((name) => rows.blob(name) !== undefined) }
    case 'look': {
      const seen = await lookInside(tx, rows, command.look)
      return seen === null ? NIL : json(seen)
    }
    default:
      throw new Error(`${command.kind} is not a question`)
  }
}

async function outputOf(
  tx: Transaction,
  job: JobRow | undefined,
  command: Extract<Command, { kind: 'job.output' }>,
): Promise<Outcome> {
  if (job === undefined) return plain(NIL)
  const live: OutputPlace = { in: 'live', token: job.token, status: job.status }
  const runsNow = job.heldBy !== null && (command.attempt === null || command.attempt === job.attempt)
  const results = runsNow
    ? await keptBefore(tx, job, command.taskNumber)
    : await tx.taskResults(job.seq, command.attempt)
  const result = results.find((row) => row.taskNumber === command.taskNumber)
  if (result === undefined) return plain(runsNow ? { kind: 'output', place: live, gap: null } : NIL)
  const expired = expiryOfOutputs(job, result.token)
  const { place, bytes, gap } = placeOf(result, command.stream)
  if (expired === null || bytes === 0) return plain({ kind: 'output', place, gap })
  return refuse(
    'NOTFOUND',
    `${command.stream} of task ${command.taskNumber} of Job ${job.jobId} expired by policy ${expired.policy} at ${iso(expired.at)}: its size and hash are in JOB.STATUS`,
  )
}

/** Of a task that the running attempt was resumed behind there is the output that it was resumed on. */
async function keptBefore(tx: Transaction, job: JobRow, task: number): Promise<readonly TaskResultRow[]> {
  if (job.resumeFrom === null || job.resumeToken === null || task >= job.resumeFrom) return []
  return tx.resultsOf([{ seq: job.seq, token: job.resumeToken }])
}

function plain(answer: Answer): Outcome {
  return { answer, changes: [], events: [] }
}

/** What was dropped between the head and the tail. A worker that kept a head only says nothing of it: that ends where it ends. */
function gapOf({ bytes, kept_bytes: kept, head_bytes: head }: StreamReport): Gap | null {
  return head === undefined || kept === bytes ? null : { from: head, to: bytes - (kept - head) }
}

function placeOf(
  row: TaskResultRow,
  stream: 'stdout' | 'stderr',
): { readonly place: OutputPlace; readonly bytes: number; readonly gap: Gap | null } {
  const report = (JSON.parse(row.report) as TaskReport)[stream]
  const { kept_bytes: bytes, sha256 } = report
  const gap = gapOf(report)
  if (report.blob === true) return { bytes, gap, place: { in: 'blob', sha256, bytes } }
  return { bytes, gap, place: { in: 'row', bytes: row[stream] ?? new Uint8Array() } }
}

async function deletePlan(tx: Transaction, rows: Workspace, planId: string): Promise<Outcome> {
  if (rows.plan(planId) === undefined) return { answer: { kind: 'int', value: 0 }, changes: [], events: [] }
  if (await tx.planIsActive(planId)) {
    return refuse(
      'ERR',
      `Plan ${planId} has active Jobs: wait for them or cancel them first (JOB.LIST PLAN ${planId})`,
    )
  }
  rows.forgetPlan(planId)
  await tx.save({ ...NO_CHANGES, deletedPlans: [planId] })
  return { answer: { kind: 'int', value: 1 }, changes: [], events: [] }
}

async function explain(tx: Transaction, rows: Workspace, jobId: string, facts: DiskFacts): Promise<Outcome> {
  const job = rows.job(jobId)
  if (job === undefined) return unknownJob(jobId)
  return { ...accept(''), answer: await explainJob(tx, rows, job, facts) }
}

/** When the oldest of the Jobs at the heads of a queue's lines was accepted. */
async function waitingSince(tx: Transaction, queue: string | null): Promise<ReadonlyMap<string, number>> {
  const lanes = (await tx.busyLanes()).filter((lane) => queue === null || lane.queue === queue)
  const since = new Map<string, number>()
  for (const job of await tx.heads(lanes.map(({ laneId }) => ({ laneId, limit: 1, after: null })))) {
    since.set(job.queue, Math.min(job.createdAt, since.get(job.queue) ?? job.createdAt))
  }
  return since
}

function queueReport(
  rows: Workspace,
  tallies: readonly Tally[],
  queue: string | null,
  since: ReadonlyMap<string, number>,
): unknown {
  if (queue !== null) return queueStats(queue, tallies, rows.queue(queue), since.get(queue))
  const byQueue = Map.groupBy(tallies, (tally) => tally.name)
  const names = [...new Set([...byQueue.keys(), ...rows.queueNames()])].sort()
  return names.map((name) => queueStats(name, byQueue.get(name) ?? [], rows.queue(name), since.get(name)))
}

function json(value: unknown): Answer {
  return { kind: 'json', text: JSON.stringify(value) }
}

function page(rows: readonly Record<string, unknown>[], cursor: number | string | undefined): Answer {
  return {
    kind: 'page',
    cursor: cursor === undefined ? null : String(cursor),
    rows: rows.map((row) => JSON.stringify(row)),
  }
}

const NO_CHANGES: Changes = {
  newJobs: [],
  signatures: [],
  jobs: [],
  lanes: [],
  queues: [],
  lanePending: new Map(),
  tallies: [],
  attempts: [],
  taskResults: [],
  carriedResults: [],
  deletedJobs: [],
  movedJobs: [],
  expiredOutputs: [],
  deletedBlobs: [],
  deletedWorkers: [],
  deletedActions: [],
  plans: [],
  deletedPlans: [],
  actions: [],
  workers: [],
  blobs: [],
  blobUses: [],
  ageMs: null,
}
