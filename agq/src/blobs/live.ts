/**
 * Output of tasks that still run: one growing file for each stream of an attempt, shown by JOB.OUTPUT until the report
 * comes. A convenience, not a record: never synced, bounded, and removed when the attempt ends.
 */
import { appendFile, mkdir, open, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sha256Hex } from '@agenix/specs'
import { refusalOf } from './refused.ts'

/** More of a running task's output is not shown before it ends. */
const LIVE_BYTES_MAX = 16 * 1024 * 1024

export type Stream = 'stdout' | 'stderr'

/** The stored bytes grew from `from` to `total`; the two are equal where nothing was added. */
export interface Added {
  readonly from: number
  readonly total: number
}

interface Attempt {
  readonly folder: string
  /** How much each file holds, once everything that came so far is written to it: writes to one file follow each other. */
  readonly sizes: Map<string, Promise<number>>
  /** It is being removed: nothing is added any more. */
  over: boolean
}

export class LiveOutput {
  readonly #root: string
  readonly #attempts = new Map<string, Attempt>()

  private constructor(root: string) {
    this.#root = root
  }

  static async open(root: string): Promise<LiveOutput> {
    await rm(root, { recursive: true, force: true })
    await mkdir(root, { recursive: true, mode: 0o700 })
    return new LiveOutput(root)
  }

  /**
   * Adds what is new of a piece that begins at `offset` (null: at the end). Bytes that are stored already and those
   * over the cap are skipped; behind a gap nothing is stored. Rejects with BlobRefused where the disk does not take them.
   */
  append(
    jobId: string,
    token: number,
    task: number,
    stream: Stream,
    bytes: Uint8Array,
    offset: number | null,
  ): Promise<Added> {
    const attempt = this.#attemptOf(jobId, token)
    if (attempt.over) return Promise.resolve({ from: 0, total: 0 })
    const path = join(attempt.folder, nameOf(task, stream))
    const before = attempt.sizes.get(path) ?? sizeOf(path)
    const added = before.then((size) => addTo(path, size, bytes, offset ?? size))
    attempt.sizes.set(
      path,
      added.then(
        ({ total }) => total,
        () => sizeOf(path), // a full disk takes a part
      ),
    )
    return added
  }

  /** What is stored from `offset`, at most `limit` bytes; nothing where nothing is stored (any more). */
  async read(
    jobId: string,
    token: number,
    task: number,
    stream: Stream,
    offset: number,
    limit: number,
  ): Promise<Buffer> {
    const path = join(this.#folderOf(jobId, token), nameOf(task, stream))
    await this.#attempts.get(keyOf(jobId, token))?.sizes.get(path)
    const file = await open(path, 'r').catch(nullIfMissing)
    if (file === null) return Buffer.alloc(0)
    try {
      const { size } = await file.stat()
      const length = Math.max(0, Math.min(limit, size - offset))
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }

  /**
   * The attempt is over: removes what it showed. Costs next to nothing where nothing was written, may be called more
   * than once, and never rejects: what cannot be removed now goes at the next start.
   */
  async forget(jobId: string, token: number): Promise<void> {
    // Pieces that were allowed in the batch that ended the attempt are added in this turn; later ones are fenced.
    await nextTurn()
    const key = keyOf(jobId, token)
    const attempt = this.#attempts.get(key)
    if (attempt === undefined || attempt.over) return
    attempt.over = true
    await Promise.all(attempt.sizes.values())
    await rm(attempt.folder, { recursive: true, force: true }).catch(() => undefined)
    this.#attempts.delete(key)
  }

  #attemptOf(jobId: string, token: number): Attempt {
    const key = keyOf(jobId, token)
    const known = this.#attempts.get(key)
    if (known !== undefined) return known
    const attempt: Attempt = { folder: this.#folderOf(jobId, token), sizes: new Map(), over: false }
    this.#attempts.set(key, attempt)
    return attempt
  }

  #folderOf(jobId: string, token: number): string {
    return join(this.#root, `${sha256Hex(jobId).slice(0, 32)}.${token}`)
  }
}

async function addTo(path: string, size: number, bytes: Uint8Array, offset: number): Promise<Added> {
  const nothing = { from: size, total: size }
  if (offset > size) return nothing
  const fresh = bytes.subarray(size - offset, Math.max(size - offset, LIVE_BYTES_MAX - offset))
  if (fresh.length === 0) return nothing
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await appendFile(path, fresh, { mode: 0o600 })
  } catch (error) {
    throw refusalOf(error, 'the output is not shown whole, send it again')
  }
  return { from: size, total: size + fresh.length }
}

function keyOf(jobId: string, token: number): string {
  return `${jobId} ${token}`
}

function nameOf(task: number, stream: Stream): string {
  return `${task}.${stream}`
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  )
}
