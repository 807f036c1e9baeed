/**
 * Bytes by hash: each blob is one file named by its sha256. Written beside, synced, renamed, and the folder synced:
 * a name that exists holds all of its bytes, whatever happened in between. The database is told afterwards.
 */
import { createHash, type Hash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface StoredBlob {
  readonly sha256: string
  readonly bytes: number
}

export class BlobRefused extends Error {}

/** An upload that nobody continued for so long is dropped. */
const UPLOAD_IDLE_MS = 3_600_000
const UPLOADS_MAX = 1_000

interface Upload {
  readonly path: string
  readonly hash: Hash
  bytes: number
  touchedMs: number
  /** The open file, once everything that came so far is written to it. */
  tail: Promise<FileHandle>
}

export class Blobs {
  readonly #root: string
  readonly #uploads = new Map<string, Upload>()

  private constructor(root: string) {
    this.#root = root
  }

  /** Creates the folders, and removes what unfinished uploads of an earlier life left. */
  static async open(root: string): Promise<Blobs> {
    await mkdir(join(root, 'new'), { recursive: true, mode: 0o700 })
    for (const name of await readdir(join(root, 'new'))) await rm(join(root, 'new', name), { force: true })
    return new Blobs(root)
  }

  async put(bytes: Uint8Array): Promise<StoredBlob> {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = this.#newPath()
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await this.#publish(path, sha256)
    return { sha256, bytes: bytes.length }
  }

  /** Adds to an upload, which begins with its first chunk. `owner` keeps the uploads of callers apart. */
  async append(owner: string, upload: string, bytes: Uint8Array): Promise<number> {
    // Nothing is awaited before the chunk has its place: chunks that come one after the other stay so.
    const entry = this.#uploads.get(keyOf(owner, upload)) ?? this.#begin(keyOf(owner, upload))
    const written = entry.tail.then(async (file) => {
      await file.writeFile(bytes)
      entry.hash.update(bytes)
      entry.bytes += bytes.length
      entry.touchedMs = performance.now()
      return file
    })
    entry.tail = written
    await written
    return entry.bytes
  }

  async commit(owner: string, upload: string, sha256: string): Promise<StoredBlob> {
    const key = keyOf(owner, upload)
    const entry = this.#uploads.get(key)
    if (entry === undefined) throw new BlobRefused(`no upload ${upload}: begin it with BLOB.APPEND`)
    this.#uploads.delete(key)
    const file = await entry.tail
    try {
      const actual = entry.hash.digest('hex')
      if (actual !== sha256) {
        throw new BlobRefused(`upload ${upload} has sha256 ${actual}, not ${sha256}: send it again`)
      }
      await file.sync()
    } catch (error) {
      await rm(entry.path, { force: true })
      throw error
    } finally {
      await file.close()
    }
    await this.#publish(entry.path, sha256)
    return { sha256, bytes: entry.bytes }
  }

  /** The bytes from `offset`, at most `limit` of them; null where there is no such blob. */
  async read(sha256: string, offset: number, limit: number): Promise<Buffer | null> {
    let file: FileHandle
    try {
      file = await open(this.#pathOf(sha256), 'r')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
    try {
      const { size } = await file.stat()
      const length = Math.max(0, Math.min(limit, size - offset))
      const buffer = Buffer.allocUnsafe(length)
      const { bytesRead } = await file.read(buffer, 0, length, offset)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }

  async close(): Promise<void> {
    for (const upload of this.#uploads.values()) await upload.tail.then((file) => file.close())
    this.#uploads.clear()
  }

  #begin(key: string): Upload {
    if (this.#uploads.size >= UPLOADS_MAX) this.#dropIdle()
    if (this.#uploads.size >= UPLOADS_MAX) {
      throw new BlobRefused(`${UPLOADS_MAX} uploads are open: commit one of them first`)
    }
    const path = this.#newPath()
    const entry: Upload = {
      path,
      hash: createHash('sha256'),
      bytes: 0,
      touchedMs: performance.now(),
      tail: open(path, 'wx', 0o600),
    }
    this.#uploads.set(key, entry)
    return entry
  }

  #dropIdle(): void {
    const before = performance.now() - UPLOAD_IDLE_MS
    for (const [key, upload] of this.#uploads) {
      if (upload.touchedMs > before) continue
      this.#uploads.delete(key)
      upload.tail
        .then((file) => file.close())
        .then(
          () => rm(upload.path, { force: true }),
          () => undefined,
        )
    }
  }

  async #publish(path: string, sha256: string): Promise<void> {
    const target = this.#pathOf(sha256)
    const folder = dirname(target)
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (await exists(target)) {
      await rm(path, { force: true })
      return
    }
    await rename(path, target)
    await syncFolder(folder)
    if (made !== undefined) await syncFolder(dirname(folder))
  }

  #newPath(): string {
    return join(this.#root, 'new', randomUUID())
  }

  /** Two levels, so that no folder holds millions of names. */
  #pathOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function keyOf(owner: string, upload: string): string {
  return `${owner} ${upload}`
}
