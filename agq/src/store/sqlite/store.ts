/**
 * The embedded store: SQLite through node:sqlite, one writer, WAL, synchronous=FULL. A transaction is durable when
 * COMMIT returns, for COMMIT syncs the log. It finds and keeps rows; it decides nothing.
 * It blocks while it works, so it lives in a thread of its own.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Store, Transaction } from '../../engine/port.ts'
import { BulkReader } from './bulk.ts'
import { EndedReader } from './ended.ts'
import { faultOf } from './faults.ts'
import { InspectionReader } from './inspection.ts'
import { LineReader } from './lines.ts'
import { LogMover } from './log.ts'
import {
  ageOf,
  CHECKPOINT_PAGES,
  countBoot,
  openDatabase,
  tokenFloorOf,
  unusableIf,
  withDurableNames,
} from './open.ts'
import { QueueRows } from './queue-rows.ts'
import { SqliteReader } from './reader.ts'
import { Removal } from './removal.ts'
import { beginRestored } from './restored.ts'
import { Statements } from './statements.ts'
import { WorkerRows } from './worker-rows.ts'
import { SqliteWriter } from './writer.ts'

export interface BlobName {
  readonly sha256: string
  readonly bytes: number
}

export function openSqliteStore(path: string): SqliteStore {
  return withDurableNames(path, () => storeOn(openDatabase(path)))
}

/** A new life on a database that is open already (`openDatabase`); the store closes it. */
export function storeOn(db: DatabaseSync): SqliteStore {
  const path = db.location() ?? ':memory:'
  try {
    const restored = db.location() !== null && beginRestored(db, path)
    return new SqliteStore(db, path, countBoot(db), restored)
  } catch (error) {
    db.close()
    throw unusableIf(faultOf(error, path))
  }
}

export class SqliteStore implements Store {
  /** This is the first life after a restore. */
  readonly restored: boolean
  /** Of the last transaction, its sync included. */
  lastCommitMs = 0
  readonly boots: number
  readonly ageAtBootMs: number
  readonly #db: DatabaseSync
  readonly #path: string
  #logPages = 0
  #snapshots = 0
  readonly #reader: SqliteReader
  readonly #writer: SqliteWriter
  readonly #lines: LineReader
  readonly #bulk: BulkReader
  readonly #ended: EndedReader
  readonly #workers: WorkerRows
  readonly #queues: QueueRows
  readonly #inspection: InspectionReader
  readonly #begin
  readonly #commit
  readonly #pageCount
  #beforeCommit: (pages: number) => void = () => undefined
  readonly #log

  constructor(db: DatabaseSync, path: string, boots: number, restored: boolean) {
    this.restored = restored
    this.#db = db
    this.#path = path
    this.boots = boots
    this.ageAtBootMs = ageOf(db)
    const statements = new Statements(db)
    this.#workers = new WorkerRows(db)
    this.#queues = new QueueRows(db)
    this.#lines = new LineReader(statements)
    this.#ended = new EndedReader(statements)
    this.#inspection = new InspectionReader(statements)
    this.#bulk = new BulkReader(statements)
    const removal = new Removal(statements, this.#workers, tokenFloorOf(db))
    this.#reader = new SqliteReader(statements, this.#workers, this.#queues, this.#lines, removal)
    this.#writer = new SqliteWriter(db, this.#workers, this.#queues, removal)
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
    this.#pageCount = db.prepare('PRAGMA page_count')
    this.#log = new LogMover(db, path, CHECKPOINT_PAGES)
  }

  async transact<T>(tenant: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      this.#begin.run()
      const result = await work(this.#transaction(tenant))
      this.#beforeCommit(Number(this.#pageCount.get()?.page_count))
      const began = performance.now()
      this.#commit.run()
      this.lastCommitMs = performance.now() - began
      this.#log.afterCommit()
      return result
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      this.#queues.forget()
      this.#workers.forget()
      throw faultOf(error, this.#path)
    }
  }

  /** Hears before each commit how many pages the database will have; may throw StoreFull. */
  set beforeCommit(listener: (pages: number) => void) {
    this.#beforeCommit = listener
  }

  /** A log (WAL) that grew larger is cut back to so many bytes once it was moved; what is kept of it is used again. */
  set logBytes(bytes: number) {
    this.#db.exec(`PRAGMA journal_size_limit = ${bytes}`)
  }

  /** The log is moved into the database when it has grown to so many pages. */
  moveLogAfter(pages: number): void {
    this.#logPages = pages
    if (this.#snapshots === 0) this.#log.moveAfter(pages)
  }

  /** Moves the log into the database now; StoreFull where the database finds no room for it. */
  moveLog(): void {
    if (this.#snapshots > 0) return
    this.#log.move()
  }

  /**
   * From here until `endSnapshot` the database file does not change, and holds everything committed before: all that
   * comes goes to the log, which grows meanwhile. Whoever copies the file has the data as of now.
   */
  beginSnapshot(): void {
    this.moveLog()
    this.#snapshots += 1
    this.#log.moveAfter(Number.POSITIVE_INFINITY)
  }

  endSnapshot(): void {
    this.#snapshots -= 1
    if (this.#snapshots === 0) this.moveLogAfter(this.#logPages)
  }

  /** Names and sizes of the blobs, ordered by name, behind `after`. */
  blobsAfter(after: string, limit: number): readonly BlobName[] {
    const rows = this.#db.prepare('SELECT sha256, bytes FROM blob WHERE sha256 > ? ORDER BY sha256 LIMIT ?')
    return (rows.all(after, limit) as readonly unknown[] as BlobName[]).map(({ sha256, bytes }) => ({
      sha256,
      bytes,
    }))
  }

  #transaction(tenant: string): Transaction {
    const reader = this.#reader
    const writer = this.#writer
    const lines = this.#lines
    const ended = this.#ended
    const inspection = this.#inspection
    const bulks = this.#bulk
    return {
      load: async (needs) => reader.load(tenant, needs),
      save: async (changes) => writer.save(tenant, changes),
      busyLanes: async () => lines.busyLanes(tenant),
      heads: async (asks) => lines.heads(asks),
      heldByKeys: async (keys) => lines.heldByKeys(keys),
      gated: async (key, limit) => lines.gated(key, limit),
      bodies: async (seqs) => reader.bodies(seqs),
      taskResults: async (seq, attempt) => reader.taskResults(seq, attempt),
      resultsOf: async (attempts) => reader.resultsOf(attempts),
      attempts: async (seq) => reader.attempts(seq),
      listJobs: async (filter) => reader.listJobs(tenant, filter),
      bulk: async (filter, cursor, limit) => bulks.piece(tenant, filter, cursor, limit),
      waitingJobs: async (queue, cursor, limit) => bulks.waiting(tenant, queue, cursor, limit),
      newestSeq: async () => bulks.newestSeq(),
      listActions: async (before, limit) => reader.listActions(tenant, before, limit),
      shiftBackoffs: async (byMs) => writer.shiftBackoffs(byMs),
      capBackoffs: async (wallMs) => writer.capBackoffs(wallMs),
      listPlans: async (after, limit) => reader.listPlans(tenant, after, limit),
      listWorkers: async () => reader.listWorkers(tenant),
      planIsActive: async (planId) => reader.planIsActive(tenant, planId),
      heldCounts: async () => reader.heldCounts(),
      tallies: async (scope, name) => reader.tallies(scope, name),
      nextDue: async () => reader.nextDue(),
      oldestEnded: async (ask) => ended.oldestEnded(ask),
      pinnedIn: async (scopes) => ended.pinnedIn(scopes),
      idleBlobs: async (until, limit) => ended.idleBlobs(until, limit),
      idleBlobTotals: async () => ended.idleBlobTotals(),
      retiredWorkers: async (before, limit) => ended.retiredWorkers(tenant, before, limit),
      keysAfter: async (space, after, limit) => inspection.keysAfter(tenant, space, after, limit),
      keyCounts: async () => inspection.keyCounts(tenant),
      heldByWorkers: async (workerIds, limit) => inspection.heldByWorkers(workerIds, limit),
      heldByKey: async (key, limit) => inspection.heldByKey(key, limit),
      countAhead: async (job, limit) => inspection.countAhead(job, limit),
      gatedIn: async (queue, limit, among) => inspection.gatedIn(tenant, queue, limit, among),
      blobTotals: async () => inspection.blobTotals(),
    }
  }

  close(): void {
    this.#db.close()
  }
}
