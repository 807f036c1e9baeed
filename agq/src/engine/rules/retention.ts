/**
 * What is beyond the bounds of a retention rule, and what becomes of it: whole Jobs go, or the bytes of their outputs,
 * or blobs that no Job names. Only ended Jobs come here that are neither pinned nor held. Oldest first.
 */
import type { JobStatus, RetentionRule } from '@agenix/specs'
import { compileGlob } from '../../glob.ts'
import type { EngineEvent } from '../commands.ts'
import type { BlobRow, JobRow, Tally } from '../model.ts'
import type { Scope } from '../port.ts'
import type { Change } from '../rule.ts'
import { jobEvent } from '../rule.ts'

const ENDED: readonly JobStatus[] = ['completed', 'failed', 'cancelled', 'dead']

/** How much a rule covers, or how much of it is too much. */
export interface Mass {
  readonly jobs: number
  readonly bytes: number
}

export interface Removed {
  readonly changes: readonly Change[]
  readonly events: readonly EngineEvent[]
  readonly removed: Mass
}

/** The lines of ended Jobs that the rule covers and in which there are any. */
export function scopesOf(rule: RetentionRule, tallies: readonly Tally[]): readonly Scope[] {
  const statuses: readonly string[] = rule.statuses ?? ENDED
  const queues = (rule.queues ?? ['*']).map(compileGlob)
  return tallies
    .filter((tally) => tally.jobs > 0 && statuses.includes(tally.status))
    .filter(({ name }) => queues.some((matches) => matches(name)))
    .map(({ name, status }) => ({ queue: name, status }))
}

/** What the rule covers, without what is pinned. For outputs only Jobs count that have some. */
export function massOf(
  rule: RetentionRule,
  scopes: readonly Scope[],
  tallies: readonly Tally[],
  pinned: readonly Tally[],
): Mass {
  const covered = new Set(scopes.map(keyOf))
  const sum = (rows: readonly Tally[]): Mass =>
    rows
      .filter((tally) => covered.has(keyOf({ queue: tally.name, status: tally.status })))
      .map(({ jobs, outputs, bytes }) => ({ jobs: rule.what === 'outputs' ? outputs : jobs, bytes }))
      .reduce(add, NOTHING)
  const all = sum(tallies)
  const kept = sum(pinned)
  return { jobs: all.jobs - kept.jobs, bytes: all.bytes - kept.bytes }
}

/** What lies beyond max_count and max_bytes. */
export function excessOf(rule: RetentionRule, mass: Mass): Mass {
  return {
    jobs: Math.max(0, mass.jobs - (rule.max_count ?? Number.POSITIVE_INFINITY)),
    bytes: Math.max(0, mass.bytes - (rule.max_bytes ?? Number.POSITIVE_INFINITY)),
  }
}

/** What ended by then is too old; null: age is no matter. */
export function cutoffOf(rule: RetentionRule, nowMs: number): number | null {
  return rule.max_age_secs === undefined ? null : nowMs - rule.max_age_secs * 1000
}

/** The oldest whose bytes make up the excess. */
export function untilFreed<Row>(
  rows: readonly Row[],
  bytesOf: (row: Row) => number,
  excess: number,
): readonly Row[] {
  let freed = 0
  const enough = rows.findIndex((row) => {
    freed += bytesOf(row)
    return freed >= excess
  })
  return enough < 0 ? rows : rows.slice(0, enough + 1)
}

/** The Jobs are gone with all that belongs to them: their ids may be new again. */
export function removeJobs(rule: RetentionRule, jobs: readonly JobRow[], nowMs: number): Removed {
  return {
    changes: jobs.map((row) => ({ table: 'deleted-job', row })),
    events: jobs.map((job) => ({ ...jobEvent(job, 'expired', nowMs), policy: rule.name })),
    removed: massOfJobs(jobs),
  }
}

/** The record stays, with the sizes and hashes of what is gone; that it is, and why, is written into the Job. */
export function removeOutputs(rule: RetentionRule, jobs: readonly JobRow[], nowMs: number): Removed {
  const changes = jobs.flatMap((job): Change[] => {
    const outputsExpired = JSON.stringify({ policy: rule.name, at: nowMs, token: job.token })
    const row: JobRow = { ...job, outputBytes: 0, outputsExpired }
    return [
      { table: 'job', row },
      { table: 'expired-outputs', row },
    ]
  })
  return {
    changes,
    events: jobs.map((job) => ({ ...jobEvent(job, 'outputs_expired', nowMs), policy: rule.name })),
    removed: massOfJobs(jobs),
  }
}

export function removeBlobs(blobs: readonly BlobRow[]): Removed {
  return {
    changes: blobs.map((row) => ({ table: 'deleted-blob', row })),
    events: [],
    removed: { jobs: 0, bytes: blobs.reduce((sum, blob) => sum + blob.bytes, 0) },
  }
}

const NOTHING: Mass = { jobs: 0, bytes: 0 }

function massOfJobs(jobs: readonly JobRow[]): Mass {
  return { jobs: jobs.length, bytes: jobs.reduce((sum, job) => sum + job.outputBytes, 0) }
}

function add(a: Mass, b: Mass): Mass {
  return { jobs: a.jobs + b.jobs, bytes: a.bytes + b.bytes }
}

function keyOf(scope: Scope): string {
  return `${scope.status} ${scope.queue}`
}
