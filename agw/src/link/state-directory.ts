/**
 * The worker's directory: its lock, its identity, its outbox and its attempts. One process at a time has it: an
 * exclusive lock on a small SQLite file, which the kernel drops with the process however it dies, and which (unlike a
 * pid file) nobody has to judge stale. The directory and everything in it belong to the worker's user alone.
 */
import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AttemptRoots } from '../exec/attempt-files.ts'
import { identify, renewIdentity } from './identity.ts'

export interface StateDirectory {
  readonly path: string
  readonly roots: AttemptRoots
  readonly outbox: string
  readonly workerId: string
  /** Part of the mark on every process of a task: what carries it was started from this directory. */
  readonly stateId: string
  /** The worker whose directory this is a copy of: it has got an identity of its own. Null: it is no copy. */
  readonly copyOf: string | null
  /** Gives the directory a new id, for another worker lives with the one that it has. The new id. */
  renew(): string
  release(): void
}

export interface Wanted {
  /** A directory by name, or the first free one below `home`/agw. */
  readonly data: string | undefined
  readonly home: string
  /** An id for this life only, which is not kept; and what the directory's own, made once, begins with. */
  readonly workerId: string | undefined
  readonly name: string
}

const mostWorkers = 1024

/** Opens and locks. Throws with a text for people when it is another's or cannot be made. */
export function openStateDirectory(wanted: Wanted): StateDirectory {
  for (const candidate of candidates(wanted)) {
    try {
      const state = openCandidate(candidate, wanted)
      if (state !== null) return state
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(
        `the state directory ${candidate} cannot be used (${reason}). Name one with --data that is a directory of this user, or make this one so.`,
      )
    }
  }
  const place = wanted.data ?? `${join(wanted.home, 'agw')} (${mostWorkers} directories)`
  throw new Error(
    `the state directory ${place} is in use by another agw. Give each worker its own with --data.`,
  )
}

/** The directory, locked; null: another agw has it. The path is the real one, as /proc shows it. */
function openCandidate(candidate: string, wanted: Wanted): StateDirectory | null {
  mkdirSync(candidate, { recursive: true, mode: 0o700 })
  const path = realpathSync(candidate)
  const lock = tryLock(join(path, 'lock.db'))
  if (lock === null) return null
  const roots = { work: join(path, 'work'), spool: join(path, 'spool') }
  for (const root of Object.values(roots)) mkdirSync(root, { recursive: true, mode: 0o700 })
  const own = identify(path, wanted.name)
  return {
    path,
    roots,
    outbox: join(path, 'outbox.log'),
    ...own,
    workerId: wanted.workerId ?? own.workerId,
    renew: () => renewIdentity(path, wanted.name).workerId,
    release: () => lock.close(),
  }
}

function* candidates({ data, home }: Wanted): Generator<string> {
  if (data !== undefined) return yield data
  for (let n = 1; n <= mostWorkers; n++) yield join(home, 'agw', String(n))
}

function tryLock(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return null
    throw error
  }
}
