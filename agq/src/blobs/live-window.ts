/**
 * What is shown of one stream while its task runs: the newest bytes of it, in two files of which the older one goes
 * when the newer one is full. Who reads along loses nothing unless it is behind by more than a file. Values, and the
 * three things that are done with them; who calls them sees to it that appends follow each other.
 */
import { appendFile, mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refusalOf } from './refused.ts'

/** Offsets in the stream: one file has `[from, middle)`, the other `[middle, total)`. */
export interface Window {
  readonly from: number
  readonly middle: number
  readonly total: number
}

export const EMPTY_WINDOW: Window = { from: 0, middle: 0, total: 0 }

/** A file is full from so many bytes on: so much is always shown, and little more than twice as much is stored. */
const FULL_BYTES = 8 * 1024 * 1024

/** Adds what is new of a piece that begins at `offset`. Behind a gap nothing is stored, unless `skip` begins anew there. */
export async function addTo(
  path: string,
  window: Window,
  bytes: Uint8Array,
  offset: number,
  skip: boolean,
): Promise<Window> {
  const begun = offset > window.total && skip ? await beginAt(path, window, offset) : window
  if (offset > begun.total) return begun
  const fresh = bytes.subarray(begun.total - offset)
  if (fresh.length === 0) return begun
  const room = begun.total - begun.middle < FULL_BYTES ? begun : await turn(path, begun)
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await appendFile(nameOf(path, room.middle), fresh, { mode: 0o600 })
  } catch (error) {
    throw refusalOf(error, 'the output is not shown whole, send it again')
  }
  return { ...room, total: room.total + fresh.length }
}

/** What is true of a window after an append failed: a full disk takes a part. */
export async function measured(path: string, { from, middle, total }: Window): Promise<Window> {
  const turned = await sizeOf(nameOf(path, total))
  if (turned !== null && total > middle) return { from: middle, middle: total, total: total + turned }
  const size = (await sizeOf(nameOf(path, middle))) ?? 0
  const older = (await sizeOf(nameOf(path, from))) === null ? middle : from
  return { from: older, middle, total: middle + size }
}

/** Bytes from `offset`, at most `limit`; fewer where the files were turned meanwhile. */
export async function readFrom(
  path: string,
  { from, middle, total }: Window,
  offset: number,
  limit: number,
): Promise<Buffer> {
  const end = Math.min(total, offset + limit)
  if (end <= offset) return Buffer.alloc(0)
  const older =
    offset < middle ? await readPart(nameOf(path, from), offset - from, Math.min(end, middle) - offset) : null
  if (older !== null && (end <= middle || older.length < middle - offset)) return older
  const begin = Math.max(offset, middle)
  const newer = await readPart(nameOf(path, middle), begin - middle, end - begin)
  return older === null ? newer : Buffer.concat([older, newer])
}

async function turn(path: string, window: Window): Promise<Window> {
  if (window.from < window.middle) await rm(nameOf(path, window.from), { force: true })
  return { from: window.middle, middle: window.total, total: window.total }
}

async function beginAt(path: string, window: Window, offset: number): Promise<Window> {
  for (const at of new Set([window.from, window.middle])) await rm(nameOf(path, at), { force: true })
  return { from: offset, middle: offset, total: offset }
}

async function readPart(path: string, at: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r').catch(nullIfMissing)
  if (file === null) return Buffer.alloc(0)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => found.size,
    () => null,
  )
}

function nameOf(path: string, begin: number): string {
  return `${path}.${begin}`
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
