/**
 * Accepting a Job. The same id with the same content is the same Job, whenever it comes again; with other content it
 * is a DUPLICATE. A Job of a stored Plan must have that Plan's tasks.
 */
import type { Instant, NewJob, WriteCommand } from '../commands.ts'
import type { JobRow } from '../model.ts'
import { accept, type Change, jobEvent, type Outcome, type Rows, refuse } from '../rule.ts'
import { iso } from '../views.ts'

type Submit = Extract<WriteCommand, { kind: 'job.submit' }>

export function submitJob(rows: Rows, command: Submit): Outcome {
  const { job, at } = command
  const known = rows.job(job.jobId)
  if (known !== undefined) {
    if (known.contentHash === job.contentHash) return accept(`job_id=${job.jobId}`)
    return refuse(
      'DUPLICATE',
      `Job ${job.jobId} exists with other content (it is ${known.status}): give the new Job another job_id`,
    )
  }
  const plan = rows.plan(job.planId)
  if (plan !== undefined && plan.shape !== job.shape) {
    return refuse('ERR', otherTasks(job.planId, plan.shape, job.shape))
  }
  if (job.inputRef !== null && rows.blob(job.inputRef) === undefined) {
    return refuse(
      'ERR',
      `INPUTREF ${job.inputRef} is not stored: upload it first with BLOB.PUT or BLOB.APPEND`,
    )
  }
  const expired = refuseExpired(job, at)
  if (expired !== null) return expired
  const row = newJobRow(rows.tenant, job, null, command.origin, at.wallMs)
  return accept(`job_id=${job.jobId}`, storeNewJob(rows, job, row), [jobEvent(row, 'submitted', at.wallMs)])
}

export function refuseExpired(job: NewJob, at: Instant): Outcome | null {
  if (job.expiresAt === null || job.expiresAt > at.wallMs) return null
  return refuse('ERR', `/expires_at ${iso(job.expiresAt)} is in the past: ${job.jobId} would never start`)
}

export function newJobRow(
  tenant: string,
  job: NewJob,
  actionId: string | null,
  origin: string,
  nowMs: number,
): JobRow {
  const waits = job.notBefore !== null && job.notBefore > nowMs
  return {
    tenant,
    jobId: job.jobId,
    seq: 0,
    planId: job.planId,
    actionId,
    origin,
    contentHash: job.contentHash,
    queue: job.queue,
    priority: job.priority,
    laneId: job.laneId,
    status: waits ? 'scheduled' : 'pending',
    attempt: 0,
    maxAttempts: job.maxAttempts,
    deaths: 0,
    token: 0,
    endedToken: 0,
    workerId: null,
    heldBy: null,
    createdAt: nowMs,
    dueAt: waits ? job.notBefore : null,
    expiresAt: job.expiresAt,
    startedAt: null,
    completedAt: null,
    error: null,
    runningTask: null,
    retryPolicy: job.retryPolicy,
    inputRef: job.inputRef,
    inputBytes: job.inputBytes,
  }
}

export function storeNewJob(rows: Rows, job: NewJob, row: JobRow): Change[] {
  const changes: Change[] = []
  if (rows.lane(job.laneId) === undefined) {
    changes.push({
      table: 'lane',
      row: { laneId: job.laneId, tenant: rows.tenant, queue: job.queue, tools: job.tools, tags: job.tags },
    })
  }
  changes.push({
    table: 'new-job',
    row,
    body: { envelope: job.envelope, input: job.input, labels: job.labels },
  })
  return changes
}

/** A Plan's shape is JSON: [command, input_from_task or null] for each task. */
function otherTasks(planId: string, stored: string, given: string): string {
  const says = (shape: string): string =>
    (JSON.parse(shape) as readonly (readonly [string, number | null])[])
      .map(([command, from]) => (from === null ? command : `${command}<${from}`))
      .join(', ')
  return `Plan ${planId} is stored with other tasks: ${says(stored)}; this Job has ${says(given)}. Use another plan_id, or the stored tasks (arguments may differ)`
}
