/**
 * Sending an ended Job back: one new attempt of the same Job, because someone wants it. The counter of attempts goes on
 * and `max_attempts` stays, so that it ends again as it would have; the deaths are forgiven, for someone decided. It is
 * meant to run now: what `expires_at` or the queue's ttl said is over, and the queue's bound does not refuse it.
 */
import { isTerminal } from '@agenix/specs'
import type { Instant, WriteCommand } from '../commands.ts'
import type { JobRow } from '../model.ts'
import { accept, jobEvent, move, type Outcome, type Rows, refuse } from '../rule.ts'
import { unknownJob } from './finish.ts'
import { type ResumePlace, resumePlace, tasksOf } from './resume.ts'

export function retryJob(rows: Rows, command: Extract<WriteCommand, { kind: 'job.retry' }>): Outcome {
  const job = rows.job(command.jobId)
  if (job === undefined) return unknownJob(command.jobId)
  const refused = refuseRetry(job)
  if (refused !== null) return refused
  const { history } = rows.found
  if (history === null) throw new Error(`the history of ${job.jobId} was not looked up`)
  const from = command.from ?? 1
  const place = resumePlace(job, history, from, (sha256) => rows.blob(sha256) !== undefined)
  if ('refused' in place)
    return refuse('ERR', `cannot resume Job ${job.jobId} from task ${from}: ${place.refused}`)
  const row = sendBack(rows, job, place, command.at)
  const text = `job_id=${job.jobId} attempt=${row.attempt + 1} from_task=${from} tasks=${tasksOf(history.envelope).length}`
  return accept(text, [{ table: 'job', row }], [jobEvent(row, 'retried', command.at.wallMs)])
}

/** Why a Job cannot be sent back now, if so. Never two attempts at once: who still stops must have stopped. */
export function refuseRetry(job: JobRow): Outcome | null {
  if (job.status === 'completed') return refuse('ERR', `Job ${job.jobId} is completed: nothing to retry`)
  if (!isTerminal(job.status)) {
    const now = job.status === 'running' ? 'it has not failed yet' : 'it will run by itself'
    return refuse('ERR', `Job ${job.jobId} is ${job.status}: ${now}; cancel it first to begin anew`)
  }
  if (job.heldBy === null) return null
  return refuse(
    'BUSY',
    `worker ${job.heldBy} is still stopping it: try again when it has (JOB.STATUS ${job.jobId})`,
  )
}

/** The Job as it is after it was sent back. It must be one that `refuseRetry` lets pass. */
export function sendBack(rows: Rows, job: JobRow, place: ResumePlace, at: Instant): JobRow {
  return move(job, 'retry_by_hand', {
    rank: rows.rankAt(job.priority, at),
    deaths: 0,
    handRetries: job.handRetries + 1,
    dueAt: null,
    expiresAt: null,
    expiresBy: null,
    completedAt: null,
    error: null,
    resumeFrom: place.from,
    resumeToken: place.token,
  })
}
