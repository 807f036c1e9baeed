/**
 * Cancelling, in any state. A waiting Job is over at once. A running one is over in the record at once too, and its
 * worker is told; until it has stopped everything and said so, or is lost, the record remembers that it holds it.
 */
import { isTerminal } from '@agenix/specs'
import type { EngineEvent, Instant, WriteCommand } from '../commands.ts'
import type { JobRow } from '../model.ts'
import { accept, type Change, jobEvent, move, type Outcome, type Rows, refuse } from '../rule.ts'
import { unknownJob } from './finish.ts'

export function cancelJob(rows: Rows, command: Extract<WriteCommand, { kind: 'job.cancel' }>): Outcome {
  const job = rows.job(command.jobId)
  if (job === undefined) return unknownJob(command.jobId)
  if (job.status === 'cancelled') return accept('status=cancelled')
  if (isTerminal(job.status))
    return refuse('ERR', `Job ${job.jobId} is already ${job.status}: nothing to cancel`)
  const error = job.status === 'running' ? 'cancelled while running' : 'cancelled before it started'
  const { changes, events } = cancel(job, error, command.at)
  return accept('status=cancelled', changes, events)
}

/** An active Job is over in the record from now on. */
export function cancel(
  job: JobRow,
  error: string,
  at: Instant,
): { readonly changes: readonly Change[]; readonly events: readonly EngineEvent[] } {
  const now = at.wallMs
  const row = move(job, 'cancel', { completedAt: now, dueAt: null, error })
  const events: EngineEvent[] = [jobEvent(row, 'cancelled', now)]
  if (job.heldBy !== null) {
    events.push({
      channel: 'worker',
      event: 'cancel',
      workerId: job.heldBy,
      at: now,
      jobId: job.jobId,
      token: job.token,
    })
  }
  return { changes: [{ table: 'job', row }], events }
}
