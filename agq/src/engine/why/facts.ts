/** What an explanation is made of, and what it rests on. */
import type { JobWhyEvidence, JobWhyHolder, JobWhyView } from '@agenix/specs'
import type { JobRow, LaneRow, QueueRow, WorkerRow } from '../model.ts'
import { iso } from '../views.ts'

export interface Why {
  readonly code: JobWhyView['code']
  readonly sentence: string
  readonly evidence: JobWhyEvidence
}

/** What the rows do not tell. */
export interface DiskFacts {
  /** The disk is full since then; null: there is room. */
  readonly readOnlySince: number | null
  /** False: so full that no Job is given out. */
  readonly leasing: boolean
}

/** What was found about the line in which a Job waits. */
export interface LineFacts {
  readonly lane: LaneRow | undefined
  readonly queue: QueueRow | undefined
  readonly workers: readonly WorkerRow[]
  /** Workers whose policy forbids the Job, and what each says of it. */
  readonly forbidden: ReadonlyMap<string, string>
  /** Jobs each worker holds. */
  readonly held: ReadonlyMap<string, number>
  /** Jobs that the workers hold which could run it, the longest first; some of them. */
  readonly busyWith: readonly JobRow[]
  /** How many Jobs of its concurrency key are held, and some of them. */
  readonly keyHeld: number
  readonly keyHolders: readonly JobRow[]
  /** Ready Jobs of its lane that go before it, counted up to AHEAD_MAX. */
  readonly ahead: number
  /** Other open queues with ready Jobs that one of the able workers could run. */
  readonly otherQueues: readonly string[]
}

export const AHEAD_MAX = 1_000
/** So many workers, and so many holders, are named. */
export const NAMED_MAX = 20
export const QUEUES_NAMED_MAX = 10

export function holders(jobs: readonly JobRow[]): readonly JobWhyHolder[] {
  return jobs.slice(0, NAMED_MAX).map((job) => ({
    job_id: job.jobId,
    worker_id: job.heldBy ?? '',
    ...(job.startedAt === null ? {} : { since: iso(job.startedAt) }),
    ...(job.runningTask === null ? {} : { running_task: job.runningTask }),
  }))
}
