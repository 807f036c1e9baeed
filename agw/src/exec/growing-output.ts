/**
 * One stream of a running task, as its file grows. What a later task reads must be whole: it may take room up to the
 * operator's bound, and while the disk has some. Of all else only head and tail are kept, so the room of what lies
 * between them is given back to the disk as the task writes on: it is never blocked, and never stopped for writing much.
 * Where the file system cannot do that, it is stopped before it fills the disk.
 */
import { statfsSync } from 'node:fs'
import { type Gap, halvesOf } from './kept-part.ts'
import { punchHole } from './punch-hole.ts'
import { sizeOf } from './stream-report.ts'

/** What a stream's file may take. */
export interface OutputBounds {
  /** Bytes that are kept of it (limits.output_bytes). */
  readonly cap: number
  /** The number of a later task that reads it; null: none does. */
  readonly reader: number | null
  /** Bytes that an output which is read later may have (agw --max-spool). */
  readonly mostBytes: number
}

// Where no room can be given back, output is cut at the cap without harm to the task; only what would fill the disk is
// stopped. RLIMIT_FSIZE would be exact, but it holds for every file that the task writes, not for its output alone.
const stopFactor = 4
const stopFloorBytes = 64 * 1024 * 1024

/** Room is given back in steps of this, and so much of the newest bytes stays beside the tail, for who reads along. */
const stepBytes = 16 * 1024 * 1024
const blockBytes = 1024 * 1024

/** What a spool leaves free of its disk: for the worker's outbox, and for the neighbours. */
const reserveBytes = 512 * 1024 * 1024
const reserveShare = 0.05

export class GrowingOutput {
  readonly path: string
  readonly #bounds: OutputBounds
  readonly #punch: typeof punchHole
  #hole: Gap | null = null
  #way: 'punch' | 'punching' | 'cannot' = 'punch'

  constructor(path: string, bounds: OutputBounds, punch = punchHole) {
    this.path = path
    this.#bounds = bounds
    this.#punch = punch
  }

  /** Whether a later task reads it. */
  get isRead(): boolean {
    return this.#bounds.reader !== null
  }

  /** What of it may be gone: no byte there is to be read. */
  get hole(): Gap | null {
    return this.#hole
  }

  /** Looks how large it is, and gives room back where there is much to give. */
  look(): number {
    const size = sizeOf(this.path)
    if (!this.isRead && this.#way === 'punch') this.#giveBack(size)
    return size
  }

  /** Why its task cannot go on, in words that go on from `its stdout`; null: it can. */
  fault(size: number): string | null {
    const { cap, reader, mostBytes } = this.#bounds
    if (reader !== null) {
      if (size > mostBytes)
        return `, which task ${reader} reads, passed ${mostBytes} bytes, the most that this worker takes (agw --max-spool)`
      if (size > stopFloorBytes && isNearlyFull(this.path))
        return `, which task ${reader} reads, has ${size} bytes, and the worker's disk is nearly full`
      return null
    }
    const most = Math.max(stopFloorBytes, cap * stopFactor)
    if (this.#way !== 'cannot' || size <= most) return null
    return ` passed ${most} bytes, where a task is stopped whose worker cannot give room back while it writes; ${cap} bytes are kept. Raise limits.output_bytes or let it write less`
  }

  #giveBack(size: number): void {
    const { head, tail } = halvesOf(this.#bounds.cap)
    const from = this.#hole?.to ?? blocks(head + blockBytes - 1)
    const to = blocks(size - tail - blockBytes)
    if (to - from < stepBytes) return
    this.#way = 'punching'
    // Said before it is done: who read there meanwhile looks again and throws away what was read.
    this.#hole = { from: this.#hole?.from ?? from, to }
    this.#punch(this.path, from, to - from).then(
      () => {
        this.#way = 'punch'
      },
      () => {
        this.#way = 'cannot'
      },
    )
  }
}

function blocks(bytes: number): number {
  return bytes - (bytes % blockBytes)
}

function isNearlyFull(path: string): boolean {
  const { bavail, blocks: all, bsize } = statfsSync(path)
  return bavail * bsize < Math.min(reserveBytes, all * bsize * reserveShare)
}
