/**
 * Who a worker is: an id made once and kept in its directory, `worker.json`. Not the host name: clones of a machine have
 * the same. Beside it stand the marks of the place where it was made; where they are others, the directory is a copy
 * (of a directory, an image, a backup), and gets an identity of its own, so that it neither takes the original's Jobs
 * nor kills its tasks. A copy that has all marks in common is told by AGQ: its id is in use.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Identity {
  readonly workerId: string
  readonly stateId: string
  readonly copyOf: string | null
}

/** What tells one place from another, each hashed: nothing of it is anybody's business. Only what can be read here. */
interface Marks {
  /** The system's machine-id. */
  readonly machine?: string
  /** The hardware's own id, which only root may read. */
  readonly hardware?: string
  /** The directory's inode: another one after every copy, the same after a move within its file system. */
  readonly place?: string
}

interface Kept {
  readonly worker_id: string
  readonly state_id: string
  readonly marks?: Marks
}

/** The directory's identity: the one it has, or a new one where it has none or is a copy. */
export function identify(directory: string, name: string): Identity {
  const kept = read(directory)
  if (kept === null) return { ...renewIdentity(directory, name), copyOf: null }
  const marks = marksOf(directory)
  if (isElsewhere(kept.marks ?? {}, marks))
    return { ...renewIdentity(directory, name), copyOf: kept.worker_id }
  // What could not be read before is added, so that it can be compared next time.
  const all = { ...kept.marks, ...marks }
  if (JSON.stringify(all) !== JSON.stringify(kept.marks)) write(directory, { ...kept, marks: all })
  return { workerId: kept.worker_id, stateId: kept.state_id, copyOf: null }
}

/** Makes a new identity in place of whatever is there. */
export function renewIdentity(directory: string, name: string): Identity {
  const workerId = `${idFrom(name)}-${randomBytes(4).toString('hex')}`
  const stateId = randomBytes(8).toString('hex')
  write(directory, { worker_id: workerId, state_id: stateId, marks: marksOf(directory) })
  return { workerId, stateId, copyOf: null }
}

function isElsewhere(before: Marks, now: Marks): boolean {
  const names = ['machine', 'hardware', 'place'] as const
  return names.some(
    (name) => before[name] !== undefined && now[name] !== undefined && before[name] !== now[name],
  )
}

function marksOf(directory: string): Marks {
  const machine = firstLine('/etc/machine-id') ?? firstLine('/var/lib/dbus/machine-id')
  const hardware = firstLine('/sys/class/dmi/id/product_uuid')
  return {
    ...(machine === null ? {} : { machine: hashOf(machine) }),
    ...(hardware === null ? {} : { hardware: hashOf(hardware) }),
    place: hashOf(String(statSync(directory, { bigint: true }).ino)),
  }
}

function firstLine(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').split('\n')[0] || null
  } catch {
    return null
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(`agw ${text}`).digest('hex').slice(0, 16)
}

function read(directory: string): Kept | null {
  try {
    const value: unknown = JSON.parse(readFileSync(pathIn(directory), 'utf8'))
    if (typeof value !== 'object' || value === null) return null
    if (!('worker_id' in value) || typeof value.worker_id !== 'string') return null
    if (!('state_id' in value) || typeof value.state_id !== 'string') return null
    const marks = 'marks' in value && typeof value.marks === 'object' ? (value.marks as Marks | null) : null
    return { worker_id: value.worker_id, state_id: value.state_id, ...(marks === null ? {} : { marks }) }
  } catch {
    return null
  }
}

function write(directory: string, kept: Kept): void {
  const path = pathIn(directory)
  writeFileSync(`${path}.new`, `${JSON.stringify(kept)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

function pathIn(directory: string): string {
  return join(directory, 'worker.json')
}

/** A host's name as an id may be written, short enough to leave room for the rest. */
function idFrom(name: string): string {
  const letters = name.replace(/[^A-Za-z0-9._:-]/g, '-').slice(0, 55)
  return letters === '' ? 'worker' : letters
}
