/**
 * Bytes by hash: each blob is one file named by its sha256. Written beside, synced, renamed, and the folder synced:
 * a name that exists holds all of its bytes, whatever happened in between, and one that was answered stays after a
 * power cut. The database is told afterwards. What fails on the way leaves nothing behind, and says so. A disk that
 * fails is the end of the server: a sync that is repeated may succeed although the bytes are gone, and a worker that is
 * refused its output for good would report that its Job failed.
 */
import { createHash, type Hash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Claims, type Doom } from './claims.ts'
import { BlobRefused, diskFailed, isFull, noRoom, refusalOf } from './refused.ts'

export interface StoredBlob {
  readonly sha256: string
  readonly bytes: number
}

/** An upload that nobody continued for so long is dropped. */
const UPLOAD_IDLE_MS = 3_600_000
const UPLOADS_MAX = 1_000

/** Blobs lie in folders by the first two digits of their hash, so that none holds millions of names. */
export const FOLDERS: readonly string[] = Array.from({ length: 256 }, (_, index) =>
  index.toString(16).padStart(2, '0'),
)

const SHA256 = /^[0-9a-f]{64}$/

const NO_ROOM = new Error('no room is left for blobs')

interface Upload {
  readonly path: string
  readonly file: Promise<FileHandle>
  readonly hash: Hash
  bytes: number
  touchedMs: number
  /** Settled when everything that came so far is written. Rejected: a write failed, and the upload is dropped. */
  tail: Promise<unknown>
}

export class Blobs {
  readonly #root: string
  readonly #isFull: () => boolean
  readonly #onDiskFailed: (error: Error) => void
  readonly #uploads = new Map<string, Upload>()
  readonly #claims = new Claims()
  #holds = 0
  #removing = true
  #rowsGo: Promise<unknown> = Promise.resolve()
  /** Called when the last hold ends. */
  #heldUp: (() => void)[] = []

  private constructor(root: string, hasNoRoom: () => boolean, onDiskFailed: (error: Error) => void) {
    this.#root = root
    this.#isFull = hasNoRoom
    this.#onDiskFailed = onDiskFailed
  }

  /**
   * Makes the folders that are missing, and removes what unfinished uploads of an earlier life left. While `hasNoRoom`
   * nothing is taken, though there may be some room: that is kept for the database. `onDiskFailed` must not let anything
   * be acknowledged after it.
   */
  static async open(
    root: string,
    hasNoRoom: () => boolean = () => false,
    onDiskFailed: (error: Error) => void = neverMind,
  ): Promise<Blobs> {
    await mkdir(root, { recursive: true, mode: 0o700 })
    const present = new Set(await readdir(root))
    for (const name of [...FOLDERS, 'new']) {
      if (!present.has(name)) await mkdir(join(root, name), { mode: 0o700 })
    }
    // Each time: the life that made them may have been killed before this.
    await syncFolder(root)
    await syncFolder(dirname(root))
    for (const name of await readdir(join(root, 'new'))) await rm(join(root, 'new', name), { force: true })
    return new Blobs(root, hasNoRoom, onDiskFailed)
  }

  /** Somebody copies the blobs: while anyone does, neither a blob nor its row may be removed. Ends with the function. */
  hold(): () => void {
    this.#holds += 1
    let held = true
    return () => {
      if (held) this.#holds -= 1
      held = false
      if (this.#holds > 0) return
      for (const goOn of this.#heldUp.splice(0)) goOn()
    }
  }

  /** Resolves when rows whose removal had begun before the hold are gone: then the holder may look at them. */
  async quiet(): Promise<void> {
    await this.#rowsGo
  }

  /** Rows of blobs go while `work` runs. Not to be begun while they are held. */
  removeRows<T>(work: () => Promise<T>): Promise<T> {
    const rowsGo = work()
    this.#rowsGo = rowsGo
    return rowsGo
  }

  get isHeld(): boolean {
    return this.#holds > 0
  }

  /**
   * The database was told of these bytes, or will not be: every `put` and `commit` that resolved is followed by this.
   * Until then they are not removed.
   */
  release(sha256: string): void {
    this.#claims.release(sha256)
  }

  /** Removes blobs whose rows are gone, except those that somebody brings in again. Waits while they are held. */
  async remove(names: readonly string[]): Promise<number> {
    return this.#removeDoomed(this.#claims.doom(names))
  }

  /**
   * Removes what lies in a folder without a row: what a crash left between the two. `known` answers which of the names
   * have one. A name that is brought in meanwhile is not looked at: its row may be under way.
   */
  async removeStrays(
    folder: string,
    known: (names: readonly string[]) => Promise<readonly string[]>,
  ): Promise<number> {
    const names = await readdir(join(this.#root, folder))
    const suspects = this.#claims.doom(names.filter((name) => SHA256.test(name)))
    if (suspects.names.length === 0) return 0
    this.#claims.spare(suspects, await known(suspects.names))
    return this.#removeDoomed(suspects)
  }

  /** The server ends: what was not removed yet goes in its next life, as strays. */
  stopRemoving(): void {
    this.#removing = false
    for (const goOn of this.#heldUp.splice(0)) goOn()
  }

  async #removeDoomed(doom: Doom): Promise<number> {
    let removed = 0
    for (const name of doom.names) {
      while (this.isHeld && this.#removing) await new Promise<void>((resolve) => this.#heldUp.push(resolve))
      if (!this.#removing) break
      if (await this.#claims.remove(doom, name, () => removeQuietly(this.#pathOf(name)))) removed += 1
    }
    return removed
  }

  /** Rejects with BlobRefused where the disk does not take the bytes. To be followed by `release`. */
  async put(bytes: Uint8Array): Promise<StoredBlob> {
    if (this.#isFull()) throw noRoom('the bytes were not stored, send them again')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const path = this.#newPath()
    try {
      await this.#writeSynced(path, bytes)
      await this.#publish(path, sha256)
    } catch (error) {
      await removeQuietly(path)
      throw this.#refusalOf(error, 'the bytes were not stored, send them again')
    }
    return { sha256, bytes: bytes.length }
  }

  /**
   * Adds to an upload, which begins with its first chunk, and answers with its size. `owner` and `upload` together
   * name it, not the connection: an upload goes on after a reconnect. All who enter with the session key are one
   * owner, so ids of uploads must be unique; two callers with the same one write into the same upload, and its
   * commit is refused, as the hash is wrong. Rejects with BlobRefused; when a write fails, the upload is gone.
   */
  async append(owner: string, upload: string, bytes: Uint8Array): Promise<number> {
    // Nothing is awaited before the chunk has its place: chunks that come one after the other stay so.
    const key = keyOf(owner, upload)
    const entry = this.#uploads.get(key) ?? this.#begin(key)
    const written = entry.tail.then(() =>
      this.#write(entry, bytes).catch(async (error: unknown) => {
        if (this.#uploads.get(key) === entry) this.#uploads.delete(key)
        await discard(entry)
        const consequence = `upload ${upload} was dropped, send it again`
        throw error === NO_ROOM ? noRoom(consequence) : this.#refusalOf(error, consequence)
      }),
    )
    entry.tail = written
    return written
  }

  /** Rejects with BlobRefused; the upload is over either way. To be followed by `release` when it resolves. */
  async commit(owner: string, upload: string, sha256: string): Promise<StoredBlob> {
    const key = keyOf(owner, upload)
    const entry = this.#uploads.get(key)
    if (entry === undefined) throw new BlobRefused('ERR', `no upload ${upload}: begin it with BLOB.APPEND`)
    this.#uploads.delete(key)
    await entry.tail
    try {
      const actual = entry.hash.digest('hex')
      if (actual !== sha256) {
        throw new BlobRefused('ERR', `upload ${upload} has sha256 ${actual}, not ${sha256}: send it again`)
      }
      const file = await entry.file
      await this.#syncFile(file)
      await file.close()
      await this.#publish(entry.path, sha256)
    } catch (error) {
      await discard(entry)
      throw this.#refusalOf(error, `upload ${upload} was dropped, send it again`)
    }
    return { sha256, bytes: entry.bytes }
  }

  /** The bytes from `offset`, at most `limit` of them; null where there is no such blob. Rejects with BlobRefused. */
  async read(sha256: string, offset: number, limit: number): Promise<Buffer | null> {
    try {
      return await this.#read(sha256, offset, limit)
    } catch (error) {
      throw refusalOf(error, 'the bytes cannot be read')
    }
  }

  async #read(sha256: string, offset: number, limit: number): Promise<Buffer | null> {
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

  /** Never rejects. Files of uploads that were not committed go at the next start. */
  async close(): Promise<void> {
    const uploads = [...this.#uploads.values()]
    this.#uploads.clear()
    await Promise.allSettled(uploads.map((upload) => upload.tail))
    await Promise.allSettled(uploads.map(async (upload) => (await upload.file).close()))
  }

  async #write(entry: Upload, bytes: Uint8Array): Promise<number> {
    if (this.#isFull()) throw NO_ROOM
    return write(entry, bytes)
  }

  /** Of a failed write. Where the disk failed, nobody hears it: the server ends. */
  #refusalOf(error: unknown, consequence: string): unknown {
    if (diskFailed(error)) this.#onDiskFailed(error)
    return refusalOf(error, consequence)
  }

  #begin(key: string): Upload {
    if (this.#uploads.size >= UPLOADS_MAX) this.#dropIdle()
    if (this.#uploads.size >= UPLOADS_MAX) {
      throw new BlobRefused('FULL', `${UPLOADS_MAX} uploads are open: commit one of them first`)
    }
    const path = this.#newPath()
    const entry: Upload = {
      path,
      file: open(path, 'wx', 0o600),
      hash: createHash('sha256'),
      bytes: 0,
      touchedMs: performance.now(),
      tail: Promise.resolve(),
    }
    this.#uploads.set(key, entry)
    return entry
  }

  #dropIdle(): void {
    const before = performance.now() - UPLOAD_IDLE_MS
    for (const [key, upload] of this.#uploads) {
      if (upload.touchedMs > before) continue
      this.#uploads.delete(key)
      const drop = (): Promise<void> => discard(upload)
      void upload.tail.then(drop, drop)
    }
  }

  /**
   * Gives the synced file at `path` its name. The folder is synced also where the name exists already: whoever gave it
   * (another caller at this moment, or a life that was killed) may not have come to that.
   */
  async #publish(path: string, sha256: string): Promise<void> {
    const target = this.#pathOf(sha256)
    await this.#claims.claim(sha256)
    try {
      if (await exists(target)) await rm(path, { force: true })
      else await rename(path, target)
      await syncFolder(dirname(target)).catch((error: Error) => {
        this.#onDiskFailed(error)
        throw error
      })
    } catch (error) {
      this.#claims.release(sha256)
      throw error
    }
  }

  async #writeSynced(path: string, bytes: Uint8Array): Promise<void> {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await this.#syncFile(file)
    } finally {
      await file.close()
    }
  }

  /** A file system may notice only now that it has no room: the file is thrown away, and with it what could be wrong. */
  async #syncFile(file: FileHandle): Promise<void> {
    await file.sync().catch((error: Error) => {
      if (!isFull(error)) this.#onDiskFailed(error)
      throw error
    })
  }

  #newPath(): string {
    return join(this.#root, 'new', randomUUID())
  }

  #pathOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256)
  }
}

async function write(upload: Upload, bytes: Uint8Array): Promise<number> {
  const file = await upload.file
  // The system writes while we hash. A piece that fails drops the whole upload, its hash too.
  const written = file.writeFile(bytes)
  upload.hash.update(bytes)
  await written
  upload.bytes += bytes.length
  upload.touchedMs = performance.now()
  return upload.bytes
}

/** Closes and removes an upload's file, whatever state it is in. Never rejects. */
async function discard(upload: Upload): Promise<void> {
  await upload.file.then((file) => file.close()).catch(() => undefined)
  await removeQuietly(upload.path)
}

/** What stays in new/ all the same goes at the next start, and elsewhere when strays are looked for. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined)
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

/** For those who only look: what failed is told to the caller all the same. */
function neverMind(): void {}

function keyOf(owner: string, upload: string): string {
  return `${owner} ${upload}`
}
