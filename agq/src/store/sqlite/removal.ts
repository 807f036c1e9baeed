/**
 * Removes rows for good, in sets: a few statements for as many Jobs as a batch names. Blobs that lose their last Job are
 * marked idle here; counts (tally, lane) are the engine's to keep.
 */
import type { JobRow } from '../../engine/model.ts'
import type { Changes } from '../../engine/port.ts'
import { IDS, listOf, type Statements } from './statements.ts'
import type { WorkerRows } from './worker-rows.ts'

export class Removal {
  readonly #statements: Statements
  readonly #workers: WorkerRows
  /** It may be higher than what is stored, after a transaction that was rolled back: that does no harm. */
  #tokenFloor: number

  constructor(statements: Statements, workers: WorkerRows, tokenFloor: number) {
    this.#statements = statements
    this.#workers = workers
    this.#tokenFloor = tokenFloor
  }

  /** The highest token of any Job that is gone: a new Job may get its id, and must not honour its tokens. */
  get tokenFloor(): number {
    return this.#tokenFloor
  }

  remove(tenant: string, changes: Changes): void {
    this.#deleteJobs(changes.deletedJobs)
    this.#expireOutputs(changes.expiredOutputs)
    if (changes.deletedBlobs.length > 0) {
      const names = listOf(changes.deletedBlobs.map((blob) => blob.sha256))
      this.#statements.all(`DELETE FROM blob WHERE sha256 IN ${IDS}`, names)
    }
    for (const workerId of changes.deletedWorkers) this.#workers.delete(tenant, workerId)
    if (changes.deletedActions.length > 0) {
      const ids = listOf(changes.deletedActions)
      this.#statements.all(`DELETE FROM action WHERE tenant = ? AND action_id IN ${IDS}`, tenant, ids)
      this.#statements.all(`DELETE FROM tally WHERE scope = 'action' AND name IN ${IDS}`, ids)
    }
  }

  #deleteJobs(jobs: readonly JobRow[]): void {
    if (jobs.length === 0) return
    const seqs = listOf(jobs.map((job) => job.seq))
    // A label is found by its name, which the envelope knows: an index by Job would be another write for each label.
    this.#statements.all(
      `DELETE FROM job_label WHERE (name, value, seq) IN (
         SELECT label.key, label.value, body.seq FROM job_body AS body, json_each(body.envelope, '$.labels') AS label
         WHERE body.seq IN ${IDS})`,
      seqs,
    )
    this.#dropUses('seq', seqs)
    this.#statements.all(`DELETE FROM task_result WHERE seq IN ${IDS}`, seqs)
    this.#statements.all(`DELETE FROM attempt WHERE seq IN ${IDS}`, seqs)
    this.#statements.all(`DELETE FROM job_body WHERE seq IN ${IDS}`, seqs)
    this.#statements.all(`DELETE FROM job WHERE seq IN ${IDS}`, seqs)
    this.#tokenFloor = Math.max(this.#tokenFloor, ...jobs.map((job) => job.token))
    this.#statements.all(`UPDATE meta SET value = max(value, ?) WHERE key = 'token_floor'`, this.#tokenFloor)
  }

  #expireOutputs(jobs: readonly JobRow[]): void {
    if (jobs.length === 0) return
    const seqs = listOf(jobs.map((job) => job.seq))
    this.#statements.all(`UPDATE task_result SET stdout = NULL, stderr = NULL WHERE seq IN ${IDS}`, seqs)
    this.#dropUses("use = 'output' AND seq", seqs)
  }

  /** `which` and the numbers of Jobs say which uses end. */
  #dropUses(which: string, seqs: string): void {
    const named = this.#statements.all<{ readonly sha256: string }>(
      `SELECT DISTINCT sha256 FROM blob_use WHERE ${which} IN ${IDS}`,
      seqs,
    )
    if (named.length === 0) return
    this.#statements.all(`DELETE FROM blob_use WHERE ${which} IN ${IDS}`, seqs)
    this.#statements.all(
      `UPDATE blob SET idle = 1 WHERE sha256 IN ${IDS}
         AND NOT EXISTS (SELECT 1 FROM blob_use WHERE blob_use.sha256 = blob.sha256)`,
      listOf(named.map((row) => row.sha256)),
    )
  }
}
