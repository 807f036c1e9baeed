/**
 * Whether a failed Job is tried again, and when. A policy forbids nothing but what it names: without
 * `retry_exit_codes` any failure is worth another attempt, as long as `max_attempts` leaves one.
 */
import type { FinishReport } from '../commands.ts'
import type { JobRow } from '../model.ts'

export interface RetryPolicy {
  readonly base_secs: number
  readonly factor: number
  readonly max_secs: number
  readonly exit_codes: readonly number[] | null
}

export function mayRetry(job: JobRow, report: FinishReport): 'yes' | 'no attempts left' | 'not this failure' {
  if (!report.retryable || report.reason === 'policy') return 'not this failure'
  const { exit_codes: codes } = policyOf(job)
  if (codes !== null && report.reason === 'task') {
    const last = report.tasks.at(-1)?.exitCode ?? null
    if (last === null || !codes.includes(last)) return 'not this failure'
  }
  return job.attempt < job.maxAttempts ? 'yes' : 'no attempts left'
}

/**
 * Exponential backoff with full jitter: anything from 0 to base · factor^(attempt − 1), capped.
 * Source of the formula: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function backoffMs(job: JobRow, chance: number): number {
  const { base_secs, factor, max_secs } = policyOf(job)
  const ceiling = Math.min(max_secs, base_secs * factor ** (job.attempt - 1))
  return Math.floor(chance * ceiling * 1000)
}

function policyOf(job: JobRow): RetryPolicy {
  if (job.retryPolicy === null) return { base_secs: 1, factor: 2, max_secs: 3600, exit_codes: null }
  return JSON.parse(job.retryPolicy) as RetryPolicy
}
