/** Answers to those who look inside: keys by their numbers, who holds what, what stands before a Job. */
import type { NumberedKey, NumberedSpace } from '../../engine/inspection.ts'
import type { JobRow } from '../../engine/model.ts'
import { IDS, JOB_FIELDS, LIMIT, listOf, type Statements } from './statements.ts'

const KEYS: Readonly<Record<NumberedSpace, string>> = {
  job: 'SELECT seq AS position, job_id AS id FROM job',
  plan: 'SELECT seq AS position, plan_id AS id FROM plan',
  action: 'SELECT seq AS position, action_id AS id FROM action',
}

export class InspectionReader {
  readonly #statements: Statements

  constructor(statements: Statements) {
    this.#statements = statements
  }

  keysAfter(tenant: string, space: NumberedSpace, after: number, limit: number): NumberedKey[] {
    // The plus keeps it on the table's own order, which is that of seq.
    const sql = `${KEYS[space]} WHERE seq > ? AND +tenant = ? ORDER BY seq ${LIMIT}`
    return this.#statements.all(sql, after, tenant, limit)
  }

  keyCounts(tenant: string): { readonly plans: number; readonly actions: number } {
    type Counts = { readonly plans: number; readonly actions: number }
    const [counts] = this.#statements.all<Counts>(
      `SELECT (SELECT count(*) FROM plan WHERE tenant = ?1) AS plans,
              (SELECT count(*) FROM action WHERE tenant = ?1) AS actions`,
      tenant,
    )
    return counts ?? { plans: 0, actions: 0 }
  }

  heldByWorkers(workerIds: readonly string[], limit: number): JobRow[] {
    if (workerIds.length === 0) return []
    return this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE held_by IN ${IDS} AND held_by IS NOT NULL ORDER BY started_at, seq ${LIMIT}`,
      listOf(workerIds),
      limit,
    )
  }

  heldByKey(key: string, limit: number): JobRow[] {
    return this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE concurrency_key = ? AND concurrency_key IS NOT NULL AND held_by IS NOT NULL
       ORDER BY started_at, seq ${LIMIT}`,
      key,
      limit,
    )
  }

  countAhead(job: JobRow, limit: number): number {
    type Count = { readonly jobs: number }
    const [count] = this.#statements.all<Count>(
      // In two parts, each of them a range of the index: thousands of Jobs may have one rank.
      `SELECT count(*) AS jobs FROM (
         SELECT 1 FROM job INDEXED BY job_ready WHERE lane_id = ?1 AND status = 'pending' AND gated = 0 AND rank < ?2
         UNION ALL
         SELECT 1 FROM job INDEXED BY job_ready WHERE lane_id = ?1 AND status = 'pending' AND gated = 0 AND rank = ?2 AND seq < ?3
         LIMIT ?4 + 0)`,
      job.laneId,
      job.rank,
      job.seq,
      limit,
    )
    return count?.jobs ?? 0
  }

  gatedIn(tenant: string, queue: string, limit: number, among: number): JobRow[] {
    return this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE seq IN (
         SELECT seq FROM job INDEXED BY job_gated
         WHERE gated = 1 AND lane_id IN (SELECT lane_id FROM lane WHERE tenant = ? AND queue = ?) ${LIMIT})
       ORDER BY rank, seq ${LIMIT}`,
      tenant,
      queue,
      among,
      limit,
    )
  }

  blobTotals(): { readonly blobs: number; readonly bytes: number } {
    type Totals = { readonly blobs: number; readonly bytes: number }
    const [totals] = this.#statements.all<Totals>(
      'SELECT count(*) AS blobs, coalesce(sum(bytes), 0) AS bytes FROM blob',
    )
    return totals ?? { blobs: 0, bytes: 0 }
  }
}
