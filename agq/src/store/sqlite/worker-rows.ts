/**
 * Worker rows, read and written. A registration names thousands of tools, so its JSON is parsed once and then kept,
 * and written only when it is another one. Whoever asks twice gets the same object.
 */

import type { DatabaseSync } from 'node:sqlite'
import type { WorkerRegistration } from '@agenix/specs'
import type { WorkerRow } from '../../engine/model.ts'
import { LIMIT } from './statements.ts'

const FIELDS = `tenant, worker_id AS workerId, instance, status, interval_ms AS intervalMs, lease_ms AS leaseMs,
  lease_until_mono AS leaseUntilMono, registered_at AS registeredAt, seen_at AS seenAt, stats`

type Light = Omit<WorkerRow, 'registration'>

export class WorkerRows {
  readonly #registrations = new Map<string, WorkerRegistration>()
  readonly #registration
  readonly #byIds
  readonly #all
  readonly #overdue
  readonly #insert
  readonly #update
  readonly #delete

  constructor(db: DatabaseSync) {
    this.#registration = db.prepare('SELECT registration FROM worker WHERE tenant = ? AND worker_id = ?')
    this.#byIds = db.prepare(
      `SELECT ${FIELDS} FROM worker WHERE tenant = ? AND worker_id IN (SELECT value FROM json_each(?))`,
    )
    this.#all = db.prepare(`SELECT ${FIELDS} FROM worker WHERE tenant = ? ORDER BY worker_id`)
    this.#overdue = db.prepare(
      `SELECT ${FIELDS} FROM worker WHERE tenant = ? AND status IN ('live', 'draining') AND lease_until_mono <= ? ${LIMIT}`,
    )
    this.#insert = db.prepare(
      `INSERT OR REPLACE INTO worker (tenant, worker_id, registration, instance, status, interval_ms, lease_ms,
        lease_until_mono, registered_at, seen_at, stats) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#delete = db.prepare('DELETE FROM worker WHERE tenant = ? AND worker_id = ?')
    this.#update = db.prepare(
      `UPDATE worker SET status = ?, lease_until_mono = ?, seen_at = ?, stats = ? WHERE tenant = ? AND worker_id = ?`,
    )
  }

  byIds(tenant: string, workerIds: readonly string[]): WorkerRow[] {
    return this.#complete(this.#byIds.all(tenant, JSON.stringify(workerIds)))
  }

  all(tenant: string): WorkerRow[] {
    return this.#complete(this.#all.all(tenant))
  }

  overdue(tenant: string, monoMs: number, limit: number): WorkerRow[] {
    return this.#complete(this.#overdue.all(tenant, monoMs, limit))
  }

  save(row: WorkerRow): void {
    const name = `${row.tenant} ${row.workerId}`
    if (this.#registrations.get(name) === row.registration) {
      this.#update.run(row.status, row.leaseUntilMono, row.seenAt, row.stats, row.tenant, row.workerId)
      return
    }
    this.#registrations.set(name, row.registration)
    this.#insert.run(
      row.tenant,
      row.workerId,
      JSON.stringify(row.registration),
      row.instance,
      row.status,
      row.intervalMs,
      row.leaseMs,
      row.leaseUntilMono,
      row.registeredAt,
      row.seenAt,
      row.stats,
    )
  }

  delete(tenant: string, workerId: string): void {
    this.#delete.run(tenant, workerId)
    this.#registrations.delete(`${tenant} ${workerId}`)
  }

  /** A transaction was rolled back: what it said is forgotten. */
  forget(): void {
    this.#registrations.clear()
  }

  #complete(rows: readonly unknown[]): WorkerRow[] {
    return (rows as readonly Light[]).map((row) => ({ ...row, registration: this.#registrationOf(row) }))
  }

  #registrationOf(row: Light): WorkerRegistration {
    const name = `${row.tenant} ${row.workerId}`
    const known = this.#registrations.get(name)
    if (known !== undefined) return known
    const found = this.#registration.get(row.tenant, row.workerId) as { registration: string }
    const parsed = JSON.parse(found.registration) as WorkerRegistration
    this.#registrations.set(name, parsed)
    return parsed
  }
}
