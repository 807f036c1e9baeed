/**
 * Opens the database file: locks it for this process alone, makes it durable, checks that it is ours and of a format
 * we can read, and creates it where there is none. It never repairs and never deletes.
 */
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { canMigrate, FORMAT_VERSION, migrate } from './migrate.ts'

/** 'AGXQ': who opens a file of another program is told so. */
const APPLICATION_ID = 0x41475851
/** Pages of 4 KiB after which the WAL is moved into the database: fewer, longer pauses of the store's thread. */
const CHECKPOINT_PAGES = 4_000

export class StoreUnusable extends Error {}

export class StoreLocked extends StoreUnusable {}

export function openDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  try {
    lock(db)
    db.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
             PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;`)
    prepareSchema(db, path)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** An exclusive lock of the operating system: it ends with the process, however that ends. */
function lock(db: DatabaseSync): void {
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;')
    db.exec('BEGIN IMMEDIATE; COMMIT')
  } catch (error) {
    if (error instanceof Error && /database is locked|SQLITE_BUSY/.test(error.message)) {
      throw new StoreLocked('the data directory is in use by another AGQ')
    }
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
      INSERT INTO meta VALUES ('boots', 0), ('age', 0);
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

/** Counts this life of the database. */
export function countBoot(db: DatabaseSync): number {
  db.exec(`UPDATE meta SET value = value + 1 WHERE key = 'boots'`)
  return Number(db.prepare(`SELECT value FROM meta WHERE key = 'boots'`).get()?.value ?? 0)
}

/** The age of the line so far (engine/rank.ts). */
export function ageOf(db: DatabaseSync): number {
  return Number(db.prepare(`SELECT value FROM meta WHERE key = 'age'`).get()?.value ?? 0)
}
