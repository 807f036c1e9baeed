/**
 * Output of tasks that still run: one growing file for each stream of an attempt, shown by JOB.OUTPUT until the report
 * comes. A convenience, not a record: never synced, bounded, and removed when the attempt ends.
 */
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Hex } from '@agenix/specs'

/** More of a running task's output is not shown before it ends. */
const LIVE_BYTES_MAX = 16 * 1024 * 1024

export type Stream = 'stdout' | 'stderr'

export class LiveOutput {
  readonly #root: string
  /** By attempt, then by file: writes to one file follow each other. */
  readonly #tails = new Map<string, Map<string, Promise<number>>>()

  private constructor(root: string) {
    this.#root = root
  }

  static async open(root: string): Promise<LiveOutput> {
    await rm(root, { recursive: true, force: true })
    await mkdir(root, { recursive: true, mode: 0o700 })
    return new LiveOutput(root)
  }

  /** Answers with how many bytes are stored. Bytes before what is stored are skipped; a gap is filled with nothing. */
  append(
    jobId: string,
    token: number,
    task: number,
    stream: Stream,
    bytes: Uint8Array,
    offset: number | null,
  ): Promise<number> {
    const folder = this.#folderOf(jobId, token)
    const path = join(folder, `${task}.${stream}`)
    const tails = this.#tails.get(folder) ?? new Map<string, Promise<number>>()
    this.#tails.set(folder, tails)
    const before = tails.get(path) ?? sizeOf(path)
    const after = before.then(async (size) => {
      const from = offset ?? size
      if (from > size) return size
      const fresh = bytes.subarray(size - from, Math.max(size - from, LIVE_BYTES_MAX - from))
      if (fresh.length === 0) return size
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(path, 'a', 0o600)
      try {
        await file.writeFile(fresh)
      } finally {
        await file.close()
      }
      return size + fresh.length
    })
    tails.set(
      path,
      after.catch(() => 0),
    )
    return after
  }

  async read(jobId: string, token: number, task: number, stream: Stream, offset: number, limit: number) {
    const folder = this.#folderOf(jobId, token)
    const path = join(folder, `${task}.${stream}`)
    await this.#tails.get(folder)?.get(path)
    const size = await sizeOf(path)
    const length = Math.max(0, Math.min(limit, size - offset))
    const buffer = Buffer.allocUnsafe(length)
    if (length === 0) return buffer
    const file = await open(path, 'r')
    try {
      const { bytesRead } = await file.read(buffer, 0, length, offset)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }

  /** The attempt is over. Costs nothing where nothing was written. */
  async forget(jobId: string, token: number): Promise<void> {
    const folder = this.#folderOf(jobId, token)
    const tails = this.#tails.get(folder)
    if (tails === undefined) return
    this.#tails.delete(folder)
    await Promise.all(tails.values())
    await rm(folder, { recursive: true, force: true })
  }

  #folderOf(jobId: string, token: number): string {
    return join(this.#root, `${sha256Hex(jobId).slice(0, 32)}.${token}`)
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  )
}
