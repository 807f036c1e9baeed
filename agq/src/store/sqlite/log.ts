/**
 * Moves the log (WAL) into the database when it has grown. SQLite would do it by itself after a COMMIT, and keep silent
 * when the database cannot be written or synced; here a failure is an error like any other, and the end of the process:
 * a sync that is repeated may succeed although the data is gone.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { StoreFull } from '../../engine/port.ts'
import { faultOf } from './faults.ts'

export class LogMover {
  readonly #path: string
  readonly #look: StatementSync
  readonly #passive: StatementSync
  readonly #restart: StatementSync
  #pages: number

  /** Moves after so many pages. */
  constructor(db: DatabaseSync, path: string, pages: number) {
    db.exec('PRAGMA wal_autocheckpoint = 0')
    this.#path = path
    this.#pages = pages
    this.#look = db.prepare('PRAGMA wal_checkpoint(NOOP)')
    this.#passive = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
    this.#restart = db.prepare('PRAGMA wal_checkpoint(RESTART)')
  }

  /** Infinity: not until somebody says otherwise. */
  moveAfter(pages: number): void {
    this.#pages = pages
  }

  /** Called after each commit. Where there is no room the log stays and grows: what is in it is durable. */
  afterCommit(): void {
    const { log, checkpointed } = this.#look.get() as { log: number; checkpointed: number }
    if (log < this.#pages || checkpointed === log) return
    try {
      this.#run(this.#passive)
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error
    }
  }

  /** Now, and the next commit begins the log anew. Throws StoreFull where the database finds no room. */
  move(): void {
    this.#run(this.#restart)
  }

  #run(statement: StatementSync): void {
    try {
      statement.all()
    } catch (error) {
      throw faultOf(error, this.#path)
    }
  }
}
