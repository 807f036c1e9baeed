/**
 * The data directory: made for its owner alone, with the session key in it, and a note who serves it. The lock itself
 * is the database's, so it ends with the process; the note only tells whom to ask.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolderDurably, writeFileDurably } from './durable-files.ts'
import { Usage } from './usage.ts'

export interface ServerNote {
  readonly pid: number
  readonly addr: string
  readonly socket: string | null
  /** The address speaks TLS: AGQ's own verbs use the socket. */
  readonly tls?: boolean
  readonly started_at: string
}

/** No matter of use: the server ends as it would if this came later. */
const DISK_FAILED = 'EIO'

export function prepareDataDir(path: string): void {
  try {
    makeFolderDurably(path)
  } catch (error) {
    if (reasonOf(error) === DISK_FAILED) throw error
    throw new Usage(
      `agq: the data directory ${path} cannot be made (${reasonOf(error)}): name another with --data`,
      1,
    )
  }
}

/** The key clients must give: what was configured, else the file's, else a new one in the file. */
export function sessionKeyOf(dataDir: string, configured: string | null): string {
  if (configured !== null) return configured
  const path = join(dataDir, 'session.key')
  try {
    return readKey(path) ?? makeKey(path)
  } catch (error) {
    if (error instanceof Usage || reasonOf(error) === DISK_FAILED) throw error
    throw new Usage(
      `agq: the key file ${path} cannot be used (${reasonOf(error)}): agq's user must own its data directory`,
      1,
    )
  }
}

/** The key of the file; null: there is none that this user may read. */
export function sessionKeyIn(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'session.key'), 'utf8').trim() || null
  } catch {
    return null
  }
}

function readKey(path: string): string | null {
  if (!existsSync(path)) return null
  const key = readFileSync(path, 'utf8').trim()
  if (key.length >= 32) return key
  throw new Usage(`agq: ${path} holds no usable key: delete it and agq makes a new one`, 1)
}

function makeKey(path: string): string {
  const key = randomBytes(32).toString('hex')
  writeFileDurably(path, `${key}\n`)
  return key
}

export function writeServerNote(dataDir: string, note: ServerNote): void {
  const path = join(dataDir, 'server.json')
  writeFileSync(`${path}.new`, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export function removeServerNote(dataDir: string): void {
  rmSync(join(dataDir, 'server.json'), { force: true })
}

/** What the running server, or one that was killed, said of itself; null: nothing. */
export function readServerNote(dataDir: string): ServerNote | null {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as ServerNote
  } catch {
    return null
  }
}

/** Who holds the lock, as far as the note tells. */
export function describeHolder(dataDir: string): string {
  const note = readServerNote(dataDir)
  if (note === null) return 'it has not said on which address'
  return `process ${note.pid}, listening on ${note.addr} since ${note.started_at}`
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
