/** Finds what JOB.WHY rests on. Everything that could be many is asked for within a bound. */
import { allowanceOf, forbiddenOf, type JobEnvelope, type TaskReport } from '@agenix/specs'
import type { Answer, OutputPlace } from './commands.ts'
import type { JobRow, TaskResultRow, WorkerRow } from './model.ts'
import type { Transaction } from './port.ts'
import { abilityOf, canRun, capabilitiesOf } from './rules/lease.ts'
import { endingTask } from './why/ended.ts'
import { AHEAD_MAX, type LineFacts, NAMED_MAX, QUEUES_NAMED_MAX } from './why/facts.ts'
import { ableWorkers, liveWorkers } from './why/waiting.ts'
import { type DiskFacts, type Found, whyJob } from './why.ts'
import type { Workspace } from './workspace.ts'

export async function explainJob(
  tx: Transaction,
  rows: Workspace,
  job: JobRow,
  disk: DiskFacts,
): Promise<Answer> {
  const results = await tx.taskResults(job.seq, null)
  // What an earlier attempt left has not ended this one.
  const ofLast = results.filter((row) => row.token === job.token)
  const ending = job.status === 'pending' || job.status === 'running' ? undefined : endingRow(ofLast)
  const found: Found = {
    line: job.status === 'pending' ? await lineOf(tx, rows, job) : null,
    ending: ending?.report,
    attempts: await tx.attempts(job.seq),
  }
  const why = whyJob(job, found, disk)
  const told = why.evidence.task !== undefined && ending !== undefined
  const view = { job_id: job.jobId, status: job.status, ...why }
  return { kind: 'why', view, stderr: told ? stderrOf(ending) : null }
}

interface EndingRow {
  readonly row: TaskResultRow
  readonly report: TaskReport
}

function endingRow(results: readonly TaskResultRow[]): EndingRow | undefined {
  const parsed = results.map((row) => ({ row, report: JSON.parse(row.report) as TaskReport }))
  const ending = endingTask(parsed.map(({ report }) => report))
  return parsed.find(({ report }) => report === ending)
}

function stderrOf({ row, report: { stderr } }: EndingRow): OutputPlace {
  if (stderr.blob === true) return { in: 'blob', sha256: stderr.sha256, bytes: stderr.kept_bytes }
  return { in: 'row', bytes: row.stderr ?? new Uint8Array() }
}

async function lineOf(tx: Transaction, rows: Workspace, job: JobRow): Promise<LineFacts> {
  const lane = rows.lane(job.laneId)
  const workers = await tx.listWorkers()
  const forbidden = await forbiddenBy(tx, job, workers)
  const able = ableWorkers(liveWorkers(workers), lane).filter(({ workerId }) => !forbidden.has(workerId))
  const key = job.concurrencyKey
  return {
    lane,
    queue: rows.queue(job.queue),
    workers,
    forbidden,
    held: await tx.heldCounts(),
    busyWith: await tx.heldByWorkers(
      able.slice(0, NAMED_MAX).map(({ workerId }) => workerId),
      NAMED_MAX,
    ),
    keyHeld: key === null ? 0 : ((await tx.heldByKeys([key])).get(key) ?? 0),
    keyHolders: key === null ? [] : await tx.heldByKey(key, NAMED_MAX),
    ahead: await tx.countAhead(job, AHEAD_MAX),
    otherQueues: await otherQueues(tx, rows, job, able),
  }
}

/** What each worker with rules says of the Job, by words. Its envelope is asked for only where there are such workers. */
async function forbiddenBy(
  tx: Transaction,
  job: JobRow,
  workers: readonly WorkerRow[],
): Promise<ReadonlyMap<string, string>> {
  const ruled = workers.filter(
    ({ status, registration }) =>
      (status === 'live' || status === 'draining') && registration.policy !== undefined,
  )
  const body = ruled.length === 0 ? undefined : (await tx.bodies([job.seq])).get(job.seq)
  if (body === undefined) return new Map()
  const envelope = JSON.parse(body.envelope) as JobEnvelope
  return new Map(
    ruled.flatMap(({ workerId, registration: { policy } }) => {
      const forbidden = policy && forbiddenOf(allowanceOf(policy), envelope)
      return forbidden === undefined ? [] : [[workerId, forbidden.text] as const]
    }),
  )
}

async function otherQueues(
  tx: Transaction,
  rows: Workspace,
  job: JobRow,
  able: ReturnType<typeof ableWorkers>,
): Promise<readonly string[]> {
  const has = able.slice(0, NAMED_MAX).map(({ registration }) => abilityOf(capabilitiesOf(registration)))
  const found = new Set<string>()
  for (const lane of await tx.busyLanes()) {
    if (lane.queue === job.queue || found.has(lane.queue) || rows.isPaused(lane.queue)) continue
    if (has.some((each) => canRun(each, lane))) found.add(lane.queue)
    if (found.size === QUEUES_NAMED_MAX) break
  }
  return [...found].sort()
}
