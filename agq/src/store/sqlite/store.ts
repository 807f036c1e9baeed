/**
 * The embedded store: SQLite through node:sqlite, one writer, WAL, synchronous=FULL. A transaction is durable when
 * COMMIT returns, for COMMIT syncs the log. It finds and keeps rows; it decides nothing.
 * It blocks while it works, so it lives in a thread of its own.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Store, Transaction } from '../../engine/port.ts'
import { LineReader } from './lines.ts'
import { ageOf, countBoot, openDatabase } from './open.ts'
import { QueueRows } from './queue-rows.ts'
import { SqliteReader } from './reader.ts'
import { Statements } from './statements.ts'
import { WorkerRows } from './worker-rows.ts'
import { SqliteWriter } from './writer.ts'

export function openSqliteStore(path: string): Store {
  return storeOn(openDatabase(path))
}

/** A new life on a database that is open already (`openDatabase`); the store closes it. */
export function storeOn(db: DatabaseSync): Store {
  return new SqliteStore(db, countBoot(db))
}

class SqliteStore implements Store {
  readonly boots: number
  readonly ageAtBootMs: number
  readonly #db: DatabaseSync
  readonly #reader: SqliteReader
  readonly #writer: SqliteWriter
  readonly #lines: LineReader
  readonly #workers: WorkerRows
  readonly #queues: QueueRows
  readonly #begin
  readonly #commit

  constructor(db: DatabaseSync, boots: number) {
    this.#db = db
    this.boots = boots
    this.ageAtBootMs = ageOf(db)
    const statements = new Statements(db)
    this.#workers = new WorkerRows(db)
    this.#queues = new QueueRows(db)
    this.#lines = new LineReader(statements)
    this.#reader = new SqliteReader(statements, this.#workers, this.#queues, this.#lines)
    this.#writer = new SqliteWriter(db, this.#workers, this.#queues)
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
  }

  async transact<T>(tenant: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#begin.run()
    try {
      const result = await work(this.#transaction(tenant))
      this.#commit.run()
      return result
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      this.#queues.forget()
      this.#workers.forget()
      throw error
    }
  }

  #transaction(tenant: string): Transaction {
    const reader = this.#reader
    const writer = this.#writer
    const lines = this.#lines
    return {
      load: async (needs) => reader.load(tenant, needs),
      save: async (changes) => writer.save(tenant, changes),
      busyLanes: async () => lines.busyLanes(tenant),
      heads: async (asks) => lines.heads(asks),
      heldByKeys: async (keys) => lines.heldByKeys(keys),
      gated: async (key, limit) => lines.gated(key, limit),
      bodies: async (seqs) => reader.bodies(seqs),
      taskResults: async (seq, attempt) => reader.taskResults(seq, attempt),
      attempts: async (seq) => reader.attempts(seq),
      listJobs: async (filter) => reader.listJobs(tenant, filter),
      listPlans: async (after, limit) => reader.listPlans(tenant, after, limit),
      listWorkers: async () => reader.listWorkers(tenant),
      planIsActive: async (planId) => reader.planIsActive(tenant, planId),
      heldCounts: async () => reader.heldCounts(),
      tallies: async (scope, name) => reader.tallies(scope, name),
      nextDue: async () => reader.nextDue(),
    }
  }

  close(): void {
    this.#db.close()
  }
}
