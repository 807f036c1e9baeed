/**
 * Forgetting an ended Job wholly, and keeping one from being forgotten. After a deletion the id is free: a new Job of
 * that id begins with a higher token, so whoever still holds one of the old Job is fenced.
 */
import { isTerminal } from '@agenix/specs'
import type { WriteCommand } from '../commands.ts'
import { accept, jobEvent, type Outcome, type Rows, refuse } from '../rule.ts'
import { unknownJob } from './finish.ts'

type Command<Kind extends string> = Extract<WriteCommand, { kind: Kind }>

export function deleteJob(rows: Rows, { jobId, at }: Command<'job.delete'>): Outcome {
  const job = rows.job(jobId)
  if (job === undefined) return unknownJob(jobId)
  if (!isTerminal(job.status)) {
    return refuse('ERR', `Job ${jobId} is ${job.status}: cancel it first (JOB.CANCEL ${jobId})`)
  }
  if (job.heldBy !== null) {
    return refuse(
      'BUSY',
      `worker ${job.heldBy} is still stopping Job ${jobId}: delete it when it has stopped`,
    )
  }
  if (job.pinned === 1) return refuse('ERR', `Job ${jobId} is pinned: unpin it first (JOB.UNPIN ${jobId})`)
  return accept(
    `job_id=${jobId}`,
    [{ table: 'deleted-job', row: job }],
    [jobEvent(job, 'deleted', at.wallMs)],
  )
}

/** A pinned Job is left alone by retention, and cannot be deleted. Pinned twice it is pinned. */
export function pinJob(rows: Rows, { jobId, pinned, at }: Command<'job.pin'>): Outcome {
  const job = rows.job(jobId)
  if (job === undefined) return unknownJob(jobId)
  const text = `job_id=${jobId} pinned=${pinned}`
  if (job.pinned === pinned) return accept(text)
  const row = { ...job, pinned }
  return accept(
    text,
    [{ table: 'job', row }],
    [jobEvent(row, pinned === 1 ? 'pinned' : 'unpinned', at.wallMs)],
  )
}
