/**
 * Accepting a Job. The same id with the same content is the same Job, whenever it comes again; with other content it
 * is a DUPLICATE. A Job of a stored Plan must have that Plan's tasks.
 */
import type { Instant, NewJob, WriteCommand } from '../commands.ts'
import type { JobRow, QueueRow } from '../model.ts'
import { accept, type Change, jobEvent, type Outcome, type Rows, refuse } from '../rule.ts'
import { iso } from '../views.ts'

type Submit = Extract<WriteCommand, { kind: 'job.submit' }>

export function submitJob(rows: Rows, command: Submit): Outcome {
  const { job, at } = command
  const known = rows.job(job.jobId)
  if (known !== undefined) {
    if (known.contentHash === job.contentHash)
      return accept(`job_id=${job.jobId}`, renewedSignature(job, known))
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
  const full = refuseFull(rows, job.queue, 1)
  if (full !== null) return full
  const row = newJobRow(rows, job, { actionId: null, origin: command.origin, at })
  return accept(`job_id=${job.jobId}`, storeNewJob(rows, job, row), [jobEvent(row, 'submitted', at.wallMs)])
}

/** The newest signature counts: one that has expired is renewed by submitting the Job again, and then a retry may run. */
function renewedSignature({ signature }: NewJob, { jobId, seq }: JobRow): Change[] {
  return signature === null ? [] : [{ table: 'signature', jobId, row: { seq, signature } }]
}

export function refuseExpired(job: NewJob, at: Instant): Outcome | null {
  if (job.expiresAt === null || job.expiresAt > at.wallMs) return null
  return refuse('ERR', `/expires_at ${iso(job.expiresAt)} is in the past: ${job.jobId} would never start`)
}

/** Backpressure: a queue that was given a bound takes so many waiting Jobs and no more. */
export function refuseFull(rows: Rows, queue: string, jobs: number): Outcome | null {
  const bound = rows.queue(queue)?.maxWaiting ?? null
  const waiting = rows.waitingIn(queue)
  if (bound === null || waiting + jobs <= bound) return null
  return refuse(
    'FULL',
    `queue ${queue} holds ${waiting} waiting Jobs of at most ${bound}: try again later, or raise its bound (QUEUE.SET ${queue} MAXWAITING n)`,
  )
}

export function newJobRow(
  rows: Rows,
  job: NewJob,
  {
    actionId,
    origin,
    at,
  }: { readonly actionId: string | null; readonly origin: string; readonly at: Instant },
): JobRow {
  const nowMs = at.wallMs
  const waits = job.notBefore !== null && job.notBefore > nowMs
  return {
    tenant: rows.tenant,
    jobId: job.jobId,
    seq: 0,
    planId: job.planId,
    actionId,
    origin,
    contentHash: job.contentHash,
    queue: job.queue,
    priority: job.priority,
    laneId: job.laneId,
    rank: rows.rankAt(job.priority, at),
    gated: 0,
    concurrencyKey: job.concurrencyKey,
    concurrencyLimit: job.concurrencyLimit,
    status: waits ? 'scheduled' : 'pending',
    attempt: 0,
    maxAttempts: job.maxAttempts,
    deaths: 0,
    token: rows.tokenFloor,
    endedToken: 0,
    workerId: null,
    heldBy: null,
    grantedMono: null,
    createdAt: nowMs,
    dueAt: waits ? job.notBefore : null,
    ...expiryOf(job, rows.queue(job.queue), nowMs),
    startedAt: null,
    completedAt: null,
    error: null,
    runningTask: null,
    retryPolicy: job.retryPolicy,
    inputRef: job.inputRef,
    inputBytes: job.inputBytes,
    resumeFrom: null,
    resumeToken: null,
    handRetries: 0,
    pinned: 0,
    outputBytes: 0,
    outputsExpired: null,
  }
}

/** The earlier of what the envelope says and what the queue's ttl says. */
function expiryOf(
  job: NewJob,
  queue: QueueRow | undefined,
  nowMs: number,
): Pick<JobRow, 'expiresAt' | 'expiresBy'> {
  const ttlSecs = queue?.ttlSecs ?? null
  const byTtl = ttlSecs === null ? Number.POSITIVE_INFINITY : nowMs + ttlSecs * 1000
  if (byTtl < (job.expiresAt ?? Number.POSITIVE_INFINITY)) return { expiresAt: byTtl, expiresBy: 'ttl' }
  return { expiresAt: job.expiresAt, expiresBy: job.expiresAt === null ? null : 'expires_at' }
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
    body: { envelope: job.envelope, input: job.input, signature: job.signature, labels: job.labels },
  })
  return changes
}

type Isolation = readonly [network: string, readPaths: readonly string[], writePaths: readonly string[]]

/** A Plan's shape is JSON: [command, input_from_task or null, what an isolated task is let see] for each task. */
function otherTasks(planId: string, stored: string, given: string): string {
  const says = (shape: string): string =>
    (JSON.parse(shape) as readonly (readonly [string, number | null, Isolation?])[])
      .map(([command, from, isolation]) => {
        const wired = from === null ? command : `${command}<${from}`
        return isolation === undefined ? wired : `${wired} ${saysIsolation(isolation)}`
      })
      .join(', ')
  return `Plan ${planId} is stored with other tasks: ${says(stored)}; this Job has ${says(given)}. Use another plan_id, or the stored tasks (arguments may differ)`
}

function saysIsolation([network, readPaths, writePaths]: Isolation): string {
  const paths = [...readPaths.map((path) => `r:${path}`), ...writePaths.map((path) => `w:${path}`)]
  return `(isolated, ${[`network ${network}`, ...paths].join(', ')})`
}
