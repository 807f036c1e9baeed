/**
 * How an attempt ends by its worker's own word: completed, failed (and tried again or not), given back, or, after a
 * cancel, the receipt of what was stopped. Only the holder of the newest token is heard; a report repeated because its
 * reply was lost is answered again, and changes nothing.
 */
import { isTerminal } from '@agenix/specs'
import type { ReportedTask, WriteCommand } from '../commands.ts'
import type { AttemptOutcome, AttemptRow, JobRow, LaneRow } from '../model.ts'
import { accept, type Change, jobEvent, move, type Outcome, type Rows, refuse } from '../rule.ts'
import { isNotMine, laneElsewhere } from './elsewhere.ts'
import { backoffMs, mayRetry } from './retry.ts'

type Finish = Extract<WriteCommand, { kind: 'job.finish' }>

export function finishJob(rows: Rows, command: Finish): Outcome {
  const { at, report, token } = command
  const job = rows.job(command.jobId)
  if (job === undefined) return unknownJob(command.jobId)
  if (repeats(job, command)) return accept(`status=${job.status}`)
  if (job.token !== token || job.heldBy === null) return fenced(job, token)

  for (const sha256 of report.tasks.flatMap((task) => task.blobs)) {
    if (rows.blob(sha256) === undefined) {
      return refuse(
        'ERR',
        `output ${sha256} is not stored: upload it with BLOB.APPEND and BLOB.COMMIT, then report again`,
      )
    }
  }
  const elsewhere = isTerminal(job.status) || !isNotMine(report) ? null : laneElsewhere(rows, job)
  if (elsewhere !== null) return goOn(rows, job, elsewhere, command)
  const results: Change[] = report.tasks.map((task) => ({
    table: 'task-result',
    row: resultRow(job, task),
  }))
  const ended = endAttempt(job, command)
  const outcome = accept(
    `status=${ended.status}`,
    [
      { table: 'job', row: ended },
      {
        table: 'attempt',
        row: {
          ...attemptRow(job, at.wallMs, outcomeOf(job, command), report.error),
          firstTask: firstTask(job, report.tasks),
        },
      },
      ...results,
      ...carried(job),
      ...usesOf(job, report.tasks),
    ],
    [jobEvent(ended, eventOf(job, ended), at.wallMs)],
  )
  return { ...outcome, freed: job.heldBy }
}

/** Refused where it was, and nothing of it ran: as if given back, in the lane of those that may allow it. */
function goOn(rows: Rows, job: JobRow, lane: LaneRow, { at, token, report }: Finish): Outcome {
  const row: JobRow = { ...release(job, at.wallMs).row, laneId: lane.laneId, endedToken: token }
  const changes: Change[] = [
    ...(rows.lane(lane.laneId) === undefined ? [{ table: 'lane', row: lane } as const] : []),
    { table: 'job', row },
    { table: 'attempt', row: attemptRow(job, at.wallMs, 'released', report.error) },
  ]
  const outcome = accept(`status=${row.status}`, changes, [jobEvent(row, 'released', at.wallMs)])
  return { ...outcome, ...(job.heldBy === null ? {} : { freed: job.heldBy }) }
}

/** The same verdict on the attempt that it ended: the worker did not hear the reply. */
function repeats(job: JobRow, command: Finish): boolean {
  if (command.token === 0 || job.endedToken !== command.token) return false
  return job.status === 'cancelled' || (job.status === 'completed') === (command.verdict === 'complete')
}

function endAttempt(job: JobRow, command: Finish): JobRow {
  const { at, report, token } = command
  const ended: Partial<JobRow> = {
    endedToken: token,
    heldBy: null,
    runningTask: null,
    error: report.error,
    outputBytes: job.outputBytes + report.tasks.reduce((sum, task) => sum + task.keptBytes, 0),
  }
  // The status was decided when it was cancelled: this is the receipt.
  if (isTerminal(job.status)) return { ...job, ...ended, error: job.error }
  if (command.verdict === 'complete') {
    return move(job, 'complete', { ...ended, error: null, completedAt: at.wallMs })
  }
  if (report.reason === 'cancelled') return move(job, 'cancel', { ...ended, completedAt: at.wallMs })
  const again = mayRetry(job, report)
  if (again === 'yes') {
    return move(job, 'retry', { ...ended, dueAt: at.wallMs + backoffMs(job, command.chance) })
  }
  const spent = again === 'no attempts left' && job.maxAttempts > 1
  return move(job, spent ? 'exhaust' : 'fail', { ...ended, completedAt: at.wallMs })
}

function outcomeOf(job: JobRow, command: Finish): AttemptOutcome {
  if (job.status === 'cancelled' || command.report.reason === 'cancelled') return 'cancelled'
  return command.verdict === 'complete' ? 'completed' : 'failed'
}

function eventOf(before: JobRow, after: JobRow): string {
  if (isTerminal(before.status)) return 'stopped'
  return after.status === 'scheduled' ? 'retrying' : after.status
}

/** Gives the Job back unharmed: the attempt does not count. */
export function releaseJob(rows: Rows, command: Extract<WriteCommand, { kind: 'job.release' }>): Outcome {
  const job = rows.job(command.jobId)
  if (job === undefined) return unknownJob(command.jobId)
  if (job.token !== command.token || job.heldBy === null) return fenced(job, command.token)
  const { changes, row } = release(job, command.at.wallMs)
  return accept(`status=${row.status}`, changes, [jobEvent(row, 'released', command.at.wallMs)])
}

export function release(job: JobRow, nowMs: number): { readonly changes: Change[]; readonly row: JobRow } {
  const fields: Partial<JobRow> = { heldBy: null, runningTask: null }
  const row = isTerminal(job.status)
    ? { ...job, ...fields }
    : move(job, 'release', { ...fields, attempt: job.attempt - 1, workerId: null })
  return {
    row,
    changes: [
      { table: 'job', row },
      { table: 'attempt', row: attemptRow(job, nowMs, 'released', null) },
    ],
  }
}

export function noteProgress(rows: Rows, command: Extract<WriteCommand, { kind: 'job.progress' }>): Outcome {
  const job = rows.job(command.jobId)
  if (job === undefined) return unknownJob(command.jobId)
  if (!holds(job, command.token)) return fenced(job, command.token)
  const row: JobRow = { ...job, runningTask: command.state === 'started' ? command.taskNumber : null }
  return accept(
    '',
    [{ table: 'job', row }],
    [jobEvent(row, command.state, command.at.wallMs, command.taskNumber)],
  )
}

/** May this caller add live output? The bytes themselves never enter the database. */
export function checkLog(rows: Rows, command: Extract<WriteCommand, { kind: 'job.log' }>): Outcome {
  const job = rows.job(command.jobId)
  if (job === undefined) return unknownJob(command.jobId)
  return holds(job, command.token) ? accept('') : fenced(job, command.token)
}

export function attemptRow(
  job: JobRow,
  nowMs: number,
  outcome: AttemptOutcome,
  error: string | null,
): AttemptRow {
  return {
    seq: job.seq,
    token: job.token,
    attempt: job.attempt,
    workerId: job.heldBy ?? job.workerId ?? '',
    startedAt: job.startedAt ?? nowMs,
    endedAt: nowMs,
    outcome,
    error,
    firstTask: job.resumeFrom ?? 1,
  }
}

/** A worker that knows nothing of resuming runs the whole Job. */
function firstTask(job: JobRow, tasks: readonly ReportedTask[]): number {
  return Math.min(job.resumeFrom ?? 1, tasks[0]?.taskNumber ?? Number.POSITIVE_INFINITY)
}

/** What a resumed attempt was given of the tasks before it stands with it too, so that its results are the whole Job's. */
function carried(job: JobRow): Change[] {
  if (job.resumeFrom === null || job.resumeToken === null) return []
  const row = { seq: job.seq, fromToken: job.resumeToken, toToken: job.token, below: job.resumeFrom }
  return [{ table: 'carried-results', row }]
}

function holds(job: JobRow, token: number): boolean {
  return job.token === token && job.heldBy !== null && job.status === 'running'
}

function usesOf(job: JobRow, tasks: readonly ReportedTask[]): Change[] {
  return tasks.flatMap((task) =>
    task.blobs.map(
      (sha256) => ({ table: 'blob-use', row: { sha256, seq: job.seq, use: 'output' } }) as const,
    ),
  )
}

function resultRow(job: JobRow, task: ReportedTask) {
  return {
    seq: job.seq,
    token: job.token,
    taskNumber: task.taskNumber,
    report: task.report,
    stdout: bytesOf(task.stdoutInline),
    stderr: bytesOf(task.stderrInline),
    carriedFrom: null,
  }
}

function bytesOf(base64: string | null): Uint8Array | null {
  return base64 === null ? null : Buffer.from(base64, 'base64')
}

export function unknownJob(jobId: string): Outcome {
  return refuse('NOTFOUND', `no Job ${jobId}`)
}

export function fenced(job: JobRow, token: number): Outcome {
  const now = job.heldBy === null ? `it is ${job.status}` : `worker ${job.heldBy} holds it`
  return refuse(
    'FENCED',
    `lease lost: Job ${job.jobId} is at token ${job.token} and ${now}; yours is ${token}`,
  )
}
