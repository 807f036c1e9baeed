/** Keeps the changes of a batch: one prepared statement for each kind of row, run for each row of it. */
import type { DatabaseSync } from 'node:sqlite'
import type { AttemptRow, BlobUse, JobRow } from '../../engine/model.ts'
import type { Changes } from '../../engine/port.ts'
import { ACTION, ATTEMPT, bind, JOB, JOB_MUTABLE, PLAN, TASK_RESULT, values } from './columns.ts'
import type { QueueRows } from './queue-rows.ts'
import type { Removal } from './removal.ts'
import { signatureText } from './signature-text.ts'
import type { WorkerRows } from './worker-rows.ts'

/** Bound with the new token; whose result it was first is kept. */
const CARRIED = {
  columns: Object.values(TASK_RESULT).join(', '),
  fields: Object.entries<string>(TASK_RESULT)
    .map(([field, column]) =>
      field === 'token' ? '?' : field === 'carriedFrom' ? 'coalesce(carried_from, token)' : column,
    )
    .join(', '),
}

/** What a worker reports is its own. */
const { carriedFrom: __, ...REPORTED } = TASK_RESULT
/** Of a Job that was given back again and again the newest attempts are remembered. */
const ATTEMPTS_KEPT = 100

const { seq: _, ...JOB_WITHOUT_SEQ } = JOB

export class SqliteWriter {
  readonly #workers: WorkerRows
  readonly #queues: QueueRows
  readonly #removal: Removal
  readonly #newJob
  readonly #newBody
  readonly #signature
  readonly #newLabel
  readonly #job
  readonly #moved
  readonly #expiry
  readonly #lane
  readonly #lanePending
  readonly #tally
  readonly #attempt
  readonly #taskResult
  readonly #plan
  readonly #deletePlan
  readonly #action
  readonly #blob
  readonly #blobUse
  readonly #blobNamed
  readonly #oldAttempts
  readonly #age
  readonly #carry
  readonly #shift
  readonly #cap

  constructor(db: DatabaseSync, workers: WorkerRows, queues: QueueRows, removal: Removal) {
    this.#workers = workers
    this.#queues = queues
    this.#removal = removal
    this.#newJob = db.prepare(`INSERT INTO job ${values(JOB_WITHOUT_SEQ)}`)
    this.#newBody = db.prepare('INSERT INTO job_body (seq, envelope, input, signature) VALUES (?, ?, ?, ?)')
    this.#signature = db.prepare('UPDATE job_body SET signature = ? WHERE seq = ?')
    this.#newLabel = db.prepare('INSERT INTO job_label (name, value, seq) VALUES (?, ?, ?)')
    this.#job = db.prepare(
      `UPDATE job SET ${JOB_MUTABLE.map((field) => `${JOB[field]} = ?`).join(', ')} WHERE seq = ?`,
    )
    // Its expiry is written once, until someone sends the Job back: every other update is spared it.
    this.#expiry = db.prepare('UPDATE job SET expires_at = ?, expires_by = ? WHERE seq = ?')
    this.#moved = db.prepare('UPDATE job SET lane_id = ? WHERE seq = ?')
    this.#lane = db.prepare(
      'INSERT OR IGNORE INTO lane (lane_id, tenant, queue, tools, tags) VALUES (?, ?, ?, ?, ?)',
    )
    this.#lanePending = db.prepare('UPDATE lane SET pending = pending + ? WHERE lane_id = ?')
    this.#tally = db.prepare(
      `INSERT INTO tally (scope, name, status, jobs, bytes, outputs) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET jobs = jobs + excluded.jobs, bytes = bytes + excluded.bytes, outputs = outputs + excluded.outputs`,
    )
    this.#attempt = db.prepare(`INSERT OR REPLACE INTO attempt ${values(ATTEMPT)}`)
    this.#taskResult = db.prepare(`INSERT OR REPLACE INTO task_result ${values(REPORTED)}`)
    this.#plan = db.prepare(`INSERT OR REPLACE INTO plan ${values(PLAN)}`)
    this.#deletePlan = db.prepare('DELETE FROM plan WHERE tenant = ? AND plan_id = ?')
    this.#action = db.prepare(`INSERT OR REPLACE INTO action ${values(ACTION)}`)
    this.#blob = db.prepare(
      `INSERT INTO blob (sha256, bytes, created_at, idle) VALUES (?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET created_at = excluded.created_at`,
    )
    this.#blobNamed = db.prepare('UPDATE blob SET idle = 0 WHERE sha256 = ? AND idle = 1')
    this.#oldAttempts = db.prepare('DELETE FROM attempt WHERE seq = ? AND token <= ?')
    this.#blobUse = db.prepare('INSERT OR IGNORE INTO blob_use (sha256, seq, use) VALUES (?, ?, ?)')
    this.#age = db.prepare(`UPDATE meta SET value = max(value, ?) WHERE key = 'age'`)
    const { fields, columns } = CARRIED
    this.#carry = db.prepare(
      `INSERT OR IGNORE INTO task_result (${columns}) SELECT ${fields} FROM task_result WHERE seq = ? AND token = ? AND task_number < ?`,
    )
    const backoff = `status = 'scheduled' AND attempt > 0`
    this.#shift = db.prepare(`UPDATE job SET due_at = due_at + ? WHERE ${backoff}`)
    const ceiling = ['base_secs', 'factor', 'max_secs'].map(
      (name) => `json_extract(retry_policy, '$.${name}')`,
    )
    const [base, factor, most] = ceiling
    const latest = `?1 + CAST(1000 * coalesce(min(${most}, ${base} * pow(${factor}, attempt - 1)), 0) AS INTEGER)`
    this.#cap = db.prepare(`UPDATE job SET due_at = ${latest} WHERE ${backoff} AND due_at > ${latest}`)
  }

  shiftBackoffs(byMs: number): void {
    this.#shift.run(byMs)
  }

  capBackoffs(wallMs: number): void {
    this.#cap.run(wallMs)
  }

  save(tenant: string, changes: Changes): number[] {
    this.#removal.remove(tenant, changes)
    for (const row of changes.blobs) this.#blob.run(row.sha256, row.bytes, row.createdAt)
    for (const lane of changes.lanes) {
      this.#lane.run(
        lane.laneId,
        lane.tenant,
        lane.queue,
        JSON.stringify(lane.tools),
        JSON.stringify(lane.tags),
      )
    }
    const seqs = changes.newJobs.map(({ row, body }) => {
      const seq = Number(this.#newJob.run(...bind(JOB_WITHOUT_SEQ, row)).lastInsertRowid)
      this.#newBody.run(seq, body.envelope, body.input, signatureText(body.signature))
      for (const [name, value] of body.labels) this.#newLabel.run(name, value, seq)
      if (row.inputRef !== null) this.#name({ sha256: row.inputRef, seq, use: 'input' })
      return seq
    })
    for (const row of changes.jobs) this.#saveJob(row)
    for (const { laneId, seq } of changes.movedJobs) this.#moved.run(laneId, seq)
    for (const row of changes.attempts) this.#saveAttempt(row)
    for (const row of changes.taskResults) this.#taskResult.run(...bind(REPORTED, row))
    for (const { seq, fromToken, toToken, below } of changes.carriedResults) {
      this.#carry.run(toToken, seq, fromToken, below)
    }
    for (const { seq, signature } of changes.signatures) this.#signature.run(signatureText(signature), seq)
    for (const row of changes.plans) this.#plan.run(...bind(PLAN, row))
    for (const planId of changes.deletedPlans) this.#deletePlan.run(tenant, planId)
    for (const row of changes.actions) this.#action.run(...bind(ACTION, row))
    for (const row of changes.workers) this.#workers.save(row)
    for (const row of changes.queues) this.#queues.save(row)
    if (changes.ageMs !== null) this.#age.run(changes.ageMs)
    for (const row of changes.blobUses) this.#name(row)
    for (const [laneId, by] of changes.lanePending) if (by !== 0) this.#lanePending.run(by, laneId)
    for (const { scope, name, status, jobs, bytes, outputs } of changes.tallies) {
      this.#tally.run(scope, name, status, jobs, bytes, outputs)
    }
    return seqs
  }

  #name({ sha256, seq, use }: BlobUse): void {
    this.#blobUse.run(sha256, seq, use)
    this.#blobNamed.run(sha256)
  }

  /** Each grant has a token of its own and ends at most once, so the newest so many are known by their tokens. */
  #saveAttempt(row: AttemptRow): void {
    this.#attempt.run(...bind(ATTEMPT, row))
    if (row.token > ATTEMPTS_KEPT) this.#oldAttempts.run(row.seq, row.token - ATTEMPTS_KEPT)
  }

  #saveJob(row: JobRow): void {
    const fields = JOB_MUTABLE.map((field) => row[field])
    this.#job.run(...fields, row.seq)
    if (row.handRetries > 0) this.#expiry.run(row.expiresAt, row.expiresBy, row.seq)
  }
}
