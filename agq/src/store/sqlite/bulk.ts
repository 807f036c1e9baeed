/**
 * Finds the Jobs of a bulk change piece by piece, oldest first. Each piece looks at a bounded stretch of one index, however
 * few of the Jobs there are meant: the store's thread is everybody's.
 */
import type { JobRow } from '../../engine/model.ts'
import type { BulkCursor, BulkFilter, BulkPiece } from '../../engine/port.ts'
import { conditions, hasStatus } from './filter.ts'
import { IDS, JOB_FIELDS, LIMIT, listOf, type Statements } from './statements.ts'

/** Jobs of the guiding index that one piece looks at. */
const STRETCH = 5_000

export class BulkReader {
  readonly #statements: Statements

  constructor(statements: Statements) {
    this.#statements = statements
  }

  piece(tenant: string, filter: BulkFilter, cursor: BulkCursor | null, limit: number): BulkPiece {
    const after = cursor?.seq ?? 0
    // The index that leads: of one Action, or of one status.
    const guide = filter.action === null ? hasStatus(filter.status ?? 'dead') : 'action_id = ?'
    type Stretch = { readonly upTo: number | null; readonly jobs: number }
    const [stretch] = this.#statements.all<Stretch>(
      `SELECT max(seq) AS upTo, count(*) AS jobs FROM
         (SELECT seq FROM job WHERE ${guide} AND seq > ? ORDER BY seq LIMIT ${STRETCH})`,
      ...(filter.action === null ? [] : [filter.action]),
      after,
    )
    const upTo = stretch?.upTo ?? null
    if (upTo === null) return { jobs: [], cursor: null }
    const { where, values } = conditions(tenant, { ...filter, label: null })
    // One by one: the Jobs with this label may be many more than the stretch has.
    const label =
      ' AND EXISTS (SELECT 1 FROM job_label WHERE name = ? AND value = ? AND job_label.seq = job.seq)'
    const jobs = this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE ${where}${filter.label === null ? '' : label} AND seq > ? AND seq <= ? ORDER BY seq ${LIMIT}`,
      ...values,
      ...(filter.label ?? []),
      after,
      upTo,
      limit,
    )
    const last = jobs.at(-1)
    if (last !== undefined && jobs.length === limit) return { jobs, cursor: { seq: last.seq, due: null } }
    return { jobs, cursor: stretch?.jobs === STRETCH ? { seq: upTo, due: null } : null }
  }

  /** By the indexes of those that wait, so that the many which have ended cost nothing. */
  waiting(tenant: string, queue: string, cursor: BulkCursor, limit: number): BulkPiece {
    const lanes = this.#statements.all<{ readonly laneId: number }>(
      'SELECT lane_id AS laneId FROM lane WHERE tenant = ? AND queue = ?',
      tenant,
      queue,
    )
    const jobs: JobRow[] = []
    const add = (index: string, condition: string): void => {
      const sql = `SELECT ${JOB_FIELDS} FROM job INDEXED BY ${index} WHERE ${condition} AND lane_id = ? AND seq <= ? ${LIMIT}`
      for (const { laneId } of lanes) {
        if (jobs.length >= limit) return
        jobs.push(...this.#statements.jobs(sql, laneId, cursor.seq, limit - jobs.length))
      }
    }
    add('job_ready', `status = 'pending' AND gated = 0`)
    add('job_gated', 'gated = 1')
    if (jobs.length >= limit) return { jobs, cursor }
    return this.#scheduled(queue, cursor, limit, jobs)
  }

  /** They have no index by their queue: a stretch of all that are scheduled. */
  #scheduled(queue: string, cursor: BulkCursor, limit: number, before: readonly JobRow[]): BulkPiece {
    const { dueAt, seq } = cursor.due ?? { dueAt: Number.MIN_SAFE_INTEGER, seq: 0 }
    type Due = { readonly dueAt: number; readonly seq: number; readonly queue: string }
    const stretch = this.#statements.all<Due>(
      `SELECT due_at AS dueAt, seq, queue FROM job INDEXED BY job_due
       WHERE status = 'scheduled' AND (due_at, seq) > (?, ?) ORDER BY due_at, seq LIMIT ${STRETCH}`,
      dueAt,
      seq,
    )
    const meant = stretch.filter((job) => job.queue === queue && job.seq <= cursor.seq)
    const taken = meant.slice(0, limit - before.length)
    const jobs = this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE seq IN ${IDS}`,
      listOf(taken.map((job) => job.seq)),
    )
    const last =
      taken.length < meant.length ? taken.at(-1) : stretch.length === STRETCH ? stretch.at(-1) : undefined
    const due = last === undefined ? null : { dueAt: last.dueAt, seq: last.seq }
    return { jobs: [...before, ...jobs], cursor: due === null ? null : { seq: cursor.seq, due } }
  }

  newestSeq(): number {
    const [row] = this.#statements.all<{ readonly seq: number | null }>('SELECT max(seq) AS seq FROM job')
    return row?.seq ?? 0
  }
}
