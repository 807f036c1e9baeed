/**
 * Forgets Jobs with everything that is theirs, and remembers the highest token that any of them had: a new Job may get
 * the id of one that is gone, and must not honour its tokens.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { JobRow } from '../../engine/model.ts'

/** A label has no index by its Job: its names stand in the envelope, which goes last but one. */
const LABELS = `DELETE FROM job_label WHERE (name, value, seq) IN
  (SELECT label.key, label.value, job_body.seq FROM job_body, json_each(job_body.envelope, '$.labels') AS label
   WHERE job_body.seq = ?)`

export class DeletedJobs {
  readonly #statements
  readonly #saveFloor
  /** It may be higher than what is stored, after a transaction that was rolled back: that does no harm. */
  #tokenFloor: number

  constructor(db: DatabaseSync, tokenFloor: number) {
    this.#tokenFloor = tokenFloor
    this.#statements = [
      db.prepare(LABELS),
      ...['attempt', 'task_result', 'blob_use', 'job_body', 'job'].map((table) =>
        db.prepare(`DELETE FROM ${table} WHERE seq = ?`),
      ),
    ]
    this.#saveFloor = db.prepare(`UPDATE meta SET value = max(value, ?) WHERE key = 'token_floor'`)
  }

  get tokenFloor(): number {
    return this.#tokenFloor
  }

  delete(jobs: readonly JobRow[]): void {
    for (const { seq, token } of jobs) {
      for (const statement of this.#statements) statement.run(seq)
      this.#tokenFloor = Math.max(this.#tokenFloor, token)
    }
    this.#saveFloor.run(this.#tokenFloor)
  }
}
