/**
 * Where JOB.LIST looks for Jobs of a status, newest first. Active ones are found by the index that serves the rules: among
 * millions that have ended they would be looked for from the newest on. Where many are active the newest of them are
 * found sooner by walking.
 */
import type { JobFilter } from '../../engine/port.ts'

const ACTIVE: ReadonlyMap<string, string> = new Map([
  [
    'pending',
    `SELECT seq AS active FROM job INDEXED BY job_ready WHERE status = 'pending' AND gated = 0
     UNION ALL SELECT seq FROM job INDEXED BY job_gated WHERE gated = 1`,
  ],
  ['running', 'SELECT seq AS active FROM job INDEXED BY job_held WHERE held_by IS NOT NULL'],
  ['scheduled', `SELECT seq AS active FROM job INDEXED BY job_due WHERE status = 'scheduled'`],
])
/** Gathering so many and putting them in order takes about as long as any list may. */
const FEW = 100_000

/** What stands after FROM. `jobsIn` says how many Jobs are in a status. */
export function sourceOf(filter: JobFilter, jobsIn: (status: string) => number): string {
  const { status } = filter
  const active = ACTIVE.get(status ?? '')
  // CROSS: in this order.
  if (status !== null && active !== undefined && jobsIn(status) <= FEW) {
    return `(${active}) CROSS JOIN job ON job.seq = active`
  }
  const hasIndex = filter.plan !== null || filter.action !== null || filter.label !== null
  const isUnhappy = status === 'failed' || status === 'cancelled' || status === 'dead'
  return hasIndex || isUnhappy ? 'job' : 'job NOT INDEXED'
}
