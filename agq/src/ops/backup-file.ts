/**
 * One file with all data: a tar of the database, the blobs, and a note that it is a backup. It is written beside its
 * name, synced, and renamed when it is complete: a file of that name is a whole backup. It never replaces one.
 * The session key is not in it.
 */
import { once } from 'node:events'
import { createWriteStream, existsSync, fstatSync, read, type WriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, isAbsolute, relative } from 'node:path'
import { finished } from 'node:stream/promises'
import { blobPath } from '../blobs/inventory.ts'
import { BACKUP_NOTE } from '../store/sqlite/restored.ts'

export interface BackupContent {
  readonly dataDir: string
  /**
   * Names and descriptors of files that stand still while this goes on. Open, and never to be closed while the process
   * lives: the system drops a process's locks on a file when it closes any descriptor of it, and with them the lock
   * that keeps other servers from the database.
   */
  readonly files: readonly { readonly name: string; readonly fd: number }[]
  readonly blobs: AsyncIterable<string> | Iterable<string>
  readonly version: string
  readonly signal?: AbortSignal
}

export interface Backup {
  readonly file: string
  readonly bytes: number
  readonly blobs: number
}

/** Why there is no backup: the text says what to do. `full`: there was no room for it. */
export class BackupFailed extends Error {
  readonly full: boolean
  constructor(text: string, full = false) {
    super(text)
    this.full = full
  }
}

export function checkTarget(file: string, dataDir: string): void {
  if (!isAbsolute(file)) throw new BackupFailed(`${file}: give the whole path of the backup`)
  if ([...file].some((letter) => letter < ' ')) {
    throw new BackupFailed('the name of the backup has a line break or the like in it: choose a plain one')
  }
  const below = relative(dataDir, file)
  if (!below.startsWith('..') && !isAbsolute(below)) {
    throw new BackupFailed(
      `${file} lies in the data directory and would be lost with it: name a file elsewhere`,
    )
  }
  if (existsSync(file))
    throw new BackupFailed(`${file} exists already: name another file, or remove it first`)
}

export async function writeBackup(file: string, content: BackupContent): Promise<Backup> {
  checkTarget(file, content.dataDir)
  const partial = `${file}.partial`
  try {
    await (await open(partial, 'wx', 0o600)).close()
  } catch (error) {
    throw failureOf(error, file)
  }
  try {
    const blobs = await pack(createWriteStream(partial, { flags: 'r+' }), content)
    const bytes = await syncFile(partial)
    checkTarget(file, content.dataDir)
    await rename(partial, file)
    await syncFile(dirname(file))
    return { file, bytes, blobs }
  } catch (error) {
    await rm(partial, { force: true })
    throw failureOf(error, file)
  }
}

async function pack(to: WriteStream, content: BackupContent): Promise<number> {
  const { dataDir, files, signal } = content
  // Read when it is needed: a server starts without.
  const { Header, Pack } = await import('tar')
  const headerOf = (path: string, size: number): Buffer => {
    const header = new Header({ path, mode: 0o600, size, type: 'File', mtime: new Date() })
    header.encode()
    if (header.block === undefined) throw new Error(`no header for ${path}`)
    return header.block
  }
  const tar = new Pack({ cwd: dataDir, portable: true, strict: true })
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => undefined)
  tar.on('error', failed.reject)
  to.on('error', failed.reject)
  const stop = (): void => failed.reject(new BackupFailed('AGQ is closing: no backup was made'))
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop, { once: true })
  const unlessFailed = <T>(work: Promise<T>): Promise<T> => Promise.race([work, failed.promise])
  try {
    const note = Buffer.from(`${JSON.stringify({ agq_version: content.version, made_at: new Date() })}\n`)
    to.write(Buffer.concat([headerOf(BACKUP_NOTE, note.length), note, paddingOf(note.length)]))
    for (const { name, fd } of files) {
      const { size } = fstatSync(fd)
      to.write(headerOf(name, size))
      for await (const piece of piecesOf(fd, size)) {
        if (!to.write(piece)) await unlessFailed(once(to, 'drain'))
      }
      to.write(paddingOf(size))
    }
    tar.pipe(to)
    let blobs = 0
    for await (const sha256 of content.blobs) {
      blobs += 1
      // The file is read when its turn comes: no more names wait than a page of them.
      if (!tar.write(blobPath(sha256))) await unlessFailed(once(tar, 'drain'))
    }
    tar.end()
    await unlessFailed(finished(to))
    return blobs
  } finally {
    signal?.removeEventListener('abort', stop)
    to.destroy()
  }
}

const PIECE_BYTES = 1024 * 1024

async function* piecesOf(fd: number, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, size - at))
    const bytes = await readAt(fd, piece, at)
    if (bytes === 0)
      throw new BackupFailed('the database became shorter while it was copied: no backup was made')
    at += bytes
    yield piece.subarray(0, bytes)
  }
}

function readAt(fd: number, into: Buffer, at: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(fd, into, 0, into.length, at, (error, bytes) => (error === null ? resolve(bytes) : reject(error)))
  })
}

/** A tar is made of blocks of 512 bytes. */
function paddingOf(size: number): Buffer {
  return Buffer.alloc((512 - (size % 512)) % 512)
}

function failureOf(error: unknown, file: string): unknown {
  if (error instanceof BackupFailed) return error
  const { code, path } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new BackupFailed(
        `no room for ${file}: free some space there, or name a file on another disk`,
        true,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new BackupFailed(
        `AGQ's user may not write ${path ?? file} (${code}): name a folder that it may write to`,
      )
    case 'ENOENT':
      if (path?.startsWith(`${file}.`) === true) {
        return new BackupFailed(`there is no folder ${dirname(file)}: make it first, or name another file`)
      }
      return new BackupFailed(`${path} is missing, so a backup would not be whole: run 'agq check'`)
    case 'EEXIST':
      return new BackupFailed(
        `${file}.partial is there: a backup to this file is being made, or was interrupted; remove it if none is`,
      )
    default:
      return code === undefined
        ? error
        : new BackupFailed(`the backup ${file} failed (${code}): look at its disk`)
  }
}

/** Of a file or a folder; answers with its size. */
async function syncFile(path: string): Promise<number> {
  const file = await open(path, 'r')
  try {
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}
