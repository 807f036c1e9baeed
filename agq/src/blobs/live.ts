/**
 * Output of tasks that still run: the newest bytes of each stream of an attempt, shown by JOB.OUTPUT until the report
 * comes. A convenience, not a record: never synced, bounded, begun anew at every start (workers then send again what
 * those who read along may still need), and removed when the attempt ends.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sha256Hex } from '@agenix/specs'
import { addTo, EMPTY_WINDOW, measured, readFrom, type Window } from './live-window.ts'

export type Stream = 'stdout' | 'stderr'

/** The stream is stored up to `total` now, and was up to `from` before; the two are equal where nothing was added. */
export interface Added {
  readonly from: number
  readonly total: number
}

interface Attempt {
  readonly folder: string
  /** What each stream's files hold, once everything that came so far is written: writes to one stream follow each other. */
  readonly windows: Map<string, Promise<Window>>
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
   * Adds what is new of a piece that begins at `offset` (null: at the end). Bytes that are stored already are skipped;
   * behind a gap nothing is stored, unless `skip` says that what is missing will not come. Rejects with BlobRefused
   * where the disk does not take them.
   */
  append(
    jobId: string,
    token: number,
    task: number,
    stream: Stream,
    bytes: Uint8Array,
    offset: number | null,
    skip = false,
  ): Promise<Added> {
    const attempt = this.#attemptOf(jobId, token)
    if (attempt.over) return Promise.resolve({ from: 0, total: 0 })
    const path = join(attempt.folder, nameOf(task, stream))
    const before = attempt.windows.get(path) ?? Promise.resolve(EMPTY_WINDOW)
    const after = before.then((window) => addTo(path, window, bytes, offset ?? window.total, skip))
    attempt.windows.set(
      path,
      after.catch(async () => measured(path, await before)),
    )
    return Promise.all([before, after]).then(([{ total: had }, { total }]) => ({
      from: skip ? Math.min(total, Math.max(had, offset ?? had)) : had,
      total,
    }))
  }

  /**
   * What is stored from `offset`, at most `limit` bytes; nothing where nothing is stored (any more). A number: nothing
   * before it is stored any more, `offset` neither.
   */
  async read(
    jobId: string,
    token: number,
    task: number,
    stream: Stream,
    offset: number,
    limit: number,
  ): Promise<Buffer | number> {
    const path = join(this.#folderOf(jobId, token), nameOf(task, stream))
    const windowNow = async (): Promise<Window> =>
      (await this.#attempts.get(keyOf(jobId, token))?.windows.get(path)) ?? EMPTY_WINDOW
    const window = await windowNow()
    if (offset < window.from) return window.from
    const bytes = await readFrom(path, window, offset, limit)
    if (bytes.length > 0) return bytes
    // Nothing yet, or its file went while it was being opened.
    const { from } = await windowNow()
    return offset < from ? from : bytes
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
    await Promise.allSettled(attempt.windows.values())
    await rm(attempt.folder, { recursive: true, force: true }).catch(() => undefined)
    this.#attempts.delete(key)
  }

  #attemptOf(jobId: string, token: number): Attempt {
    const key = keyOf(jobId, token)
    const known = this.#attempts.get(key)
    if (known !== undefined) return known
    const attempt: Attempt = { folder: this.#folderOf(jobId, token), windows: new Map(), over: false }
    this.#attempts.set(key, attempt)
    return attempt
  }

  #folderOf(jobId: string, token: number): string {
    return join(this.#root, `${sha256Hex(jobId).slice(0, 32)}.${token}`)
  }
}

function keyOf(jobId: string, token: number): string {
  return `${jobId} ${token}`
}

function nameOf(task: number, stream: Stream): string {
  return `${task}.${stream}`
}
