/** What was said about queues. They are few and asked for in every batch, so they are kept in memory once read. */
import type { DatabaseSync } from 'node:sqlite'
import type { QueueRow } from '../../engine/model.ts'
import { bind, QUEUE, select, values } from './columns.ts'

export class QueueRows {
  readonly #db: DatabaseSync
  readonly #save
  readonly #known = new Map<string, Map<string, QueueRow>>()

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#save = db.prepare(`INSERT OR REPLACE INTO queue ${values(QUEUE)}`)
  }

  /** All queues of a tenant that have a row, as of now: the map is the store's own and changes with `save`. */
  of(tenant: string): ReadonlyMap<string, QueueRow> {
    return this.#of(tenant)
  }

  save(row: QueueRow): void {
    this.#save.run(...bind(QUEUE, row))
    this.#of(row.tenant).set(row.queue, row)
  }

  /** A transaction was rolled back: what it said is forgotten. */
  forget(): void {
    this.#known.clear()
  }

  #of(tenant: string): Map<string, QueueRow> {
    const known = this.#known.get(tenant)
    if (known !== undefined) return known
    const rows = this.#db.prepare(`SELECT ${select(QUEUE)} FROM queue WHERE tenant = ?`).all(tenant)
    const read = new Map((rows as readonly unknown[] as readonly QueueRow[]).map((row) => [row.queue, row]))
    this.#known.set(tenant, read)
    return read
  }
}
