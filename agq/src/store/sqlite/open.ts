/**
 * Opens the database file: locks it for this process alone, makes it durable, checks that it is ours and of a format
 * we can read, and creates it where there is none. It never repairs and never deletes.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreFull } from '../../engine/port.ts'
import { faultOf, StoreFailed } from './faults.ts'
import { canMigrate, FORMAT_VERSION, migrate } from './migrate.ts'

/** 'AGXQ': who opens a file of another program is told so. */
const APPLICATION_ID = 0x41475851
/** Pages of 4 KiB after which the WAL is moved into the database: fewer, longer pauses of the store's thread. */
export const CHECKPOINT_PAGES = 4_000

export class StoreUnusable extends Error {}

export class StoreLocked extends StoreUnusable {}

/** The disk or the file failed: the server ends as if it had happened while it ran. */
export class StoreDamaged extends StoreUnusable {}

export function openDatabase(path: string): DatabaseSync {
  probe(path)
  const db = new DatabaseSync(path)
  try {
    lock(db, path)
    db.exec(`PRAGMA synchronous = FULL;
             PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;`)
    prepareSchema(db, path)
    return db
  } catch (error) {
    db.close()
    throw unusableIf(faultOf(error, path))
  }
}

/** What a failure of SQLite means to someone who wants to open it; anything else as it is. */
export function unusableIf(fault: unknown): unknown {
  if (fault instanceof StoreFailed) return new StoreDamaged(fault.message, { cause: fault })
  if (fault instanceof StoreFull) {
    return new StoreUnusable(`${fault.message}, and AGQ cannot begin: free some space on it`, {
      cause: fault,
    })
  }
  return fault
}

/**
 * A first look for reading only: who opens for writing moves the log into the file when it closes again, and a damaged
 * file is to stay as it is.
 */
function probe(path: string): void {
  if (!existsSync(path)) return
  const index = `${path}-shm`
  const hadIndex = existsSync(index)
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get()
  } catch (error) {
    const unusable = unusableIf(faultOf(error, path))
    // All else, a lock or a full disk, is told by whoever opens it for good.
    if (unusable instanceof StoreDamaged) throw unusable
  } finally {
    db.close()
    if (!hadIndex) rmSync(index, { force: true })
  }
}

/** An exclusive lock of the operating system: it ends with the process, however that ends. */
function lock(db: DatabaseSync, path: string): void {
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;')
    db.exec('BEGIN IMMEDIATE; COMMIT')
  } catch (error) {
    if (error instanceof Error && /database is locked|SQLITE_BUSY/.test(error.message)) {
      throw new StoreLocked('the data directory is in use by another AGQ')
    }
    const unusable = unusableIf(faultOf(error, path))
    if (unusable !== error) throw unusable
    throw new StoreUnusable(
      `the database cannot be opened (${error instanceof Error ? error.message : String(error)}): is the directory writable for this user, and agq.db AGQ's own?`,
    )
  }
}

function prepareSchema(db: DatabaseSync, path: string): void {
  const version = pragma(db, 'user_version')
  const application = pragma(db, 'application_id')
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_master').get()?.n
  if (tables === 0 && version === 0) {
    const schema = readFileSync(new URL('../../../src/store/sqlite/schema.sql', import.meta.url), 'utf8')
    db.exec(`BEGIN; ${schema}
      INSERT INTO meta VALUES ('boots', 0), ('age', 0), ('token_floor', 0);
      PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT_VERSION}; COMMIT`)
    return
  }
  if (application !== APPLICATION_ID) {
    throw new StoreUnusable(`${path} is not a database of AGQ: name another data directory with --data`)
  }
  if (canMigrate(version)) {
    migrate(db, version)
    return
  }
  if (version !== FORMAT_VERSION) {
    throw new StoreUnusable(
      `${path} has data format ${version}; this AGQ reads formats 1 to ${FORMAT_VERSION}: use the AGQ version that wrote it`,
    )
  }
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0)
}

/**
 * Syncs the names of the database's files after `work` has made them. SQLite does that too, and does not look how it
 * ended. The folder is opened before, so that an error that SQLite met is seen here.
 */
export function withDurableNames<T>(path: string, work: () => T): T {
  const folder = openSync(dirname(path), 'r')
  try {
    const made = work()
    fsyncSync(folder)
    return made
  } finally {
    closeSync(folder)
  }
}

/** Counts this life of the database. */
export function countBoot(db: DatabaseSync): number {
  db.exec(`UPDATE meta SET value = value + 1 WHERE key = 'boots'`)
  return Number(db.prepare(`SELECT value FROM meta WHERE key = 'boots'`).get()?.value ?? 0)
}

/** No deleted Job had a higher token. */
export function tokenFloorOf(db: DatabaseSync): number {
  return Number(db.prepare(`SELECT value FROM meta WHERE key = 'token_floor'`).get()?.value ?? 0)
}

/** The age of the line so far (engine/rank.ts). */
export function ageOf(db: DatabaseSync): number {
  return Number(db.prepare(`SELECT value FROM meta WHERE key = 'age'`).get()?.value ?? 0)
}
