/**
 * keys.json in the data directory: the named keys, each with its role and the hash of its text; the text itself is
 * nowhere. It is replaced whole and synced, by one writer at a time, and a running server takes the new one by itself.
 */
import {
  closeSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { isRole, type Role } from '../roles.ts'
import type { StoredKey } from '../wire/index.ts'
import { syncPath } from './durable-files.ts'
import { Usage } from './usage.ts'

/** One entry of the file. */
export interface KeyEntry {
  readonly name: string
  readonly role: Role
  /** Hex, of the key's text. */
  readonly sha256: string
  readonly created_at: string
  readonly expires_at: string | null
}

const VERSION = 1
/** Names stand before a colon in NAME:KEY, in logs and in a Job's origin. */
const NAME = /^[A-Za-z0-9._-]{1,64}$/
/** Every wrong key is compared with all of them. */
const MOST = 1_000
/** A writer is done in milliseconds: a file that is older was left by one that was killed. */
const STALE_MS = 10_000

export function keyFileOf(dataDir: string): string {
  return join(dataDir, 'keys.json')
}

export function isKeyName(text: string): boolean {
  // These two mean the session key, and any key: Redis clients send `default` where no name was chosen.
  return NAME.test(text) && text !== 'session' && text !== 'default'
}

/** No file: no named keys. Throws Usage where it is not what this wrote: nobody is let in by a guess at its meaning. */
export function readKeyFile(dataDir: string): readonly KeyEntry[] {
  const path = keyFileOf(dataDir)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new Usage(
      `agq: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}): agq's user must own it`,
      1,
    )
  }
  const entries = entriesOf(text)
  if (entries !== null) return entries
  throw new Usage(
    `agq: ${path} is damaged: restore it, or remove it and make the keys anew with agq keys add`,
    1,
  )
}

/** As the server compares them. */
export function storedKeysOf(entries: readonly KeyEntry[]): readonly StoredKey[] {
  return entries.map(({ name, role, sha256, expires_at }) => ({
    name,
    role,
    sha256,
    expiresAtMs: expires_at === null ? null : Date.parse(expires_at),
  }))
}

/** Replaces the entries by what `change` makes of them; nothing is written when it throws. */
export function changeKeyFile(
  dataDir: string,
  change: (entries: readonly KeyEntry[]) => readonly KeyEntry[],
): void {
  const path = keyFileOf(dataDir)
  const beside = `${path}.new`
  // The new file is the lock of those who write: two at once must not each forget what the other did.
  const file = openAlone(beside)
  try {
    const keys = change(readKeyFile(dataDir))
    if (keys.length > MOST) throw new Usage(`agq: there may be ${MOST} keys: revoke some first`, 1)
    // Written by root, it must still be agq's to read.
    const { uid, gid } = statSync(dataDir)
    if (process.getuid?.() === 0) fchownSync(file, uid, gid)
    writeSync(file, `${JSON.stringify({ version: VERSION, keys }, null, 2)}\n`)
    fsyncSync(file)
    renameSync(beside, path)
    syncPath(dataDir)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}

function openAlone(path: string): number {
  for (let tries = 0; ; tries++) {
    try {
      return openSync(path, 'wx', 0o600)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'EEXIST')
        throw new Usage(`agq: ${path} cannot be written (${code}): run this as agq's user`, 1)
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
      if (age > STALE_MS) rmSync(path, { force: true })
      if (tries > 1) throw new Usage(`agq: another agq keys is at work on ${path}: try again in a moment`, 1)
    }
  }
}

function entriesOf(text: string): readonly KeyEntry[] | null {
  try {
    const { version, keys } = JSON.parse(text) as { version: unknown; keys: unknown }
    if (version !== VERSION || !Array.isArray(keys)) return null
    return keys.every(isEntry) ? keys : null
  } catch {
    return null
  }
}

function isEntry(value: unknown): value is KeyEntry {
  if (typeof value !== 'object' || value === null) return false
  const { name, role, sha256, expires_at } = value as Record<string, unknown>
  return (
    typeof name === 'string' &&
    isKeyName(name) &&
    typeof role === 'string' &&
    isRole(role) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    (expires_at === null || (typeof expires_at === 'string' && !Number.isNaN(Date.parse(expires_at))))
  )
}
