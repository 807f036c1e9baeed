/**
 * Why a Job is where it is: one sentence for people, a code and the evidence for programs. Pure: what it rests on was
 * found by explain.ts. The codes are those of specs/schemas/job-why.json.
 */
import { isTerminal, type TaskReport } from '@agenix/specs'
import type { AttemptRow, JobRow } from './model.ts'
import { iso } from './views.ts'
import { whyEnded } from './why/ended.ts'
import type { DiskFacts, LineFacts, Why } from './why/facts.ts'
import { whyWaiting } from './why/waiting.ts'

export type { DiskFacts, Why } from './why/facts.ts'

export interface Found {
  /** Known of a pending Job. */
  readonly line: LineFacts | null
  /** Known of a Job that has ended or was tried before. */
  readonly ending: TaskReport | undefined
  readonly attempts: readonly AttemptRow[]
}

export function whyJob(job: JobRow, found: Found, disk: DiskFacts): Why {
  const why = explain(job, found, disk)
  if (disk.readOnlySince === null || isTerminal(job.status)) return why
  return { ...why, evidence: { ...why.evidence, disk_full_since: iso(disk.readOnlySince) } }
}

function explain(job: JobRow, { line, ending, attempts }: Found, disk: DiskFacts): Why {
  if (isTerminal(job.status)) return whyEnded(job, ending, attempts)
  if (job.status === 'running') return running(job)
  if (job.status === 'scheduled') return scheduled(job)
  if (line === null) throw new Error(`the line of pending Job ${job.jobId} was not looked at`)
  return whyWaiting(job, line, disk)
}

function running(job: JobRow): Why {
  const worker = job.heldBy ?? ''
  const since = job.startedAt === null ? null : iso(job.startedAt)
  const task = job.runningTask === null ? '' : `, task ${job.runningTask}`
  return {
    code: 'running',
    sentence: `It runs on worker ${worker}${since === null ? '' : ` since ${since}`}${task}.`,
    evidence: { worker_id: worker, attempt: job.attempt, ...(since === null ? {} : { since }) },
  }
}

function scheduled(job: JobRow): Why {
  const due = job.dueAt === null ? null : iso(job.dueAt)
  const evidence = due === null ? {} : { due_at: due }
  if (job.attempt === 0) {
    return { code: 'not_before', sentence: `It must not start before ${due} (its not_before).`, evidence }
  }
  const because = job.error === null ? '' : ` (${job.error})`
  return {
    code: 'backoff',
    sentence: `Attempt ${job.attempt} of ${job.maxAttempts} failed${because}; the next one may start at ${due} (backoff).`,
    evidence: {
      ...evidence,
      attempt: job.attempt,
      max_attempts: job.maxAttempts,
      ...(job.error === null ? {} : { error: job.error }),
    },
  }
}
