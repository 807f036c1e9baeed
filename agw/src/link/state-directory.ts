/**
 * The worker's directory: its lock, its identity, its outbox and its attempts. One process at a time has it: an
 * exclusive lock on a small SQLite file, which the kernel drops with the process however it dies, and which (unlike a
 * pid file) nobody has to judge stale. The directory and everything in it belong to the worker's user alone.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AttemptRoots } from '../exec/attempt-files.ts'

export interface StateDirectory {
  readonly path: string
  readonly roots: AttemptRoots
  readonly outbox: string
  readonly workerId: string
  /** Part of the mark on every process of a task: what carries it was started from this directory. */
  readonly stateId: string
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
  const own = identify(join(path, 'worker.json'), wanted.name)
  const workerId = wanted.workerId ?? own.workerId
  return { path, roots, outbox: join(path, 'outbox.log'), ...own, workerId, release: () => lock.close() }
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

function identify(path: string, name: string): Pick<StateDirectory, 'workerId' | 'stateId'> {
  const before = readIdentity(path)
  if (before !== null) return { workerId: before.worker_id, stateId: before.state_id }
  const workerId = `${idFrom(name)}-${randomBytes(4).toString('hex')}`
  const stateId = randomBytes(8).toString('hex')
  writeFileSync(`${path}.new`, `${JSON.stringify({ worker_id: workerId, state_id: stateId })}\n`, {
    mode: 0o600,
    flush: true,
  })
  renameSync(`${path}.new`, path)
  return { workerId, stateId }
}

function readIdentity(path: string): { readonly worker_id: string; readonly state_id: string } | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value !== 'object' || value === null) return null
    if (!('worker_id' in value) || typeof value.worker_id !== 'string') return null
    if (!('state_id' in value) || typeof value.state_id !== 'string') return null
    return { worker_id: value.worker_id, state_id: value.state_id }
  } catch {
    return null
  }
}

/** A host's name as an id may be written, short enough to leave room for the rest. */
function idFrom(name: string): string {
  const letters = name.replace(/[^A-Za-z0-9._:-]/g, '-').slice(0, 55)
  return letters === '' ? 'worker' : letters
}
