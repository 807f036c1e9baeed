/** Giving up a Job that has not started by its hour, whoever meets it first: the timer, or a lease before it rang. */
import type { JobEvent } from '../commands.ts'
import type { JobRow } from '../model.ts'
import { jobEvent, move } from '../rule.ts'
import { iso } from '../views.ts'

export function hasExpired(job: JobRow, nowMs: number): boolean {
  return job.expiresAt !== null && job.expiresAt <= nowMs
}

export function expireJob(job: JobRow, nowMs: number): { readonly row: JobRow; readonly event: JobEvent } {
  const what = job.startedAt !== null ? 'its next attempt' : 'it'
  const by = job.expiresBy === 'ttl' ? ` (ttl of queue ${job.queue})` : ''
  const row = move(job, 'expire', {
    completedAt: nowMs,
    dueAt: null,
    error: `expired: ${what} had not started by ${iso(job.expiresAt ?? nowMs)}${by}`,
  })
  return { row, event: jobEvent(row, 'failed', nowMs) }
}
