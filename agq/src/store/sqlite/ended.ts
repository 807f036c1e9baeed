/** What retention asks for: the oldest ended Jobs, idle blobs, workers that left. Nothing is walked that is not meant. */
import type { BlobRow, JobRow, Tally } from '../../engine/model.ts'
import type { EndedAsk, Scope } from '../../engine/port.ts'
import { IDS, JOB_FIELDS, listOf, type Statements } from './statements.ts'

/** One line of the index job_ended: its columns in their order. Held Jobs are few: as many as workers have slots. */
const LINE = `SELECT seq, completed_at AS endedAt FROM job
  WHERE queue = ? AND status = ? AND (output_bytes > 0) = ? AND completed_at IS NOT NULL AND completed_at <= ?
    AND pinned = 0 AND held_by IS NULL ORDER BY completed_at LIMIT ?`

interface Entry {
  readonly seq: number
  readonly endedAt: number
}

export class EndedReader {
  readonly #statements: Statements

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /**
   * Each line is read in its order, and a share of each: with many lines not all of them are read to the limit. What is
   * behind the end of a line that was cut may not be the oldest, so it is left for the next time.
   */
  oldestEnded({ scopes, onlyOutputs, before, limit }: EndedAsk): JobRow[] {
    const flags = onlyOutputs ? [1] : [0, 1]
    const lines = scopes.flatMap(({ queue, status }) => flags.map((flag) => ({ queue, status, flag })))
    const share = Math.min(limit, Math.ceil((2 * limit) / lines.length) + 1)
    let sure = Number.POSITIVE_INFINITY
    const entries = lines.flatMap(({ queue, status, flag }) => {
      const until = before ?? Number.MAX_SAFE_INTEGER
      const line = this.#statements.all<Entry>(LINE, queue, status, flag, until, share)
      if (line.length === share) sure = Math.min(sure, line.at(-1)?.endedAt ?? sure)
      return line
    })
    const oldest = entries
      .filter((entry) => entry.endedAt <= sure)
      .sort(byEnd)
      .slice(0, limit)
    if (oldest.length === 0) return []
    const seqs = listOf(oldest.map((entry) => entry.seq))
    const jobs = this.#statements.jobs(`SELECT ${JOB_FIELDS} FROM job WHERE seq IN ${IDS}`, seqs)
    const bySeq = new Map(jobs.map((job) => [job.seq, job]))
    return oldest.flatMap(({ seq }) => bySeq.get(seq) ?? [])
  }

  /** What is pinned, counted as the tallies count. */
  pinnedIn(scopes: readonly Scope[]): Tally[] {
    const sql = `SELECT count(*) AS jobs, coalesce(sum(output_bytes), 0) AS bytes,
        count(*) FILTER (WHERE output_bytes > 0) AS outputs
      FROM job WHERE pinned = 1 AND queue = ? AND status = ?`
    type Sums = Pick<Tally, 'jobs' | 'bytes' | 'outputs'>
    return scopes.flatMap(({ queue, status }) =>
      this.#statements
        .all<Sums>(sql, queue, status)
        .map((sums): Tally => ({ scope: 'queue', name: queue, status, ...sums })),
    )
  }

  idleBlobs(until: number, limit: number): BlobRow[] {
    return this.#statements.all(
      `SELECT sha256, bytes, created_at AS createdAt FROM blob WHERE idle = 1 AND created_at <= ?
       ORDER BY created_at LIMIT ?`,
      until,
      limit,
    )
  }

  idleBlobTotals(): { readonly blobs: number; readonly bytes: number } {
    const sql = 'SELECT count(*) AS blobs, coalesce(sum(bytes), 0) AS bytes FROM blob WHERE idle = 1'
    return this.#statements.all<{ blobs: number; bytes: number }>(sql)[0] ?? { blobs: 0, bytes: 0 }
  }

  retiredWorkers(tenant: string, before: number, limit: number): string[] {
    const rows = this.#statements.all<{ readonly workerId: string }>(
      `SELECT worker_id AS workerId FROM worker WHERE tenant = ? AND status IN ('lost', 'gone') AND seen_at <= ?
         AND NOT EXISTS (SELECT 1 FROM job WHERE held_by = worker.worker_id) LIMIT ?`,
      tenant,
      before,
      limit,
    )
    return rows.map((row) => row.workerId)
  }
}

function byEnd(a: Entry, b: Entry): number {
  return a.endedAt - b.endedAt || a.seq - b.seq
}
