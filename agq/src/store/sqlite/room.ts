/**
 * The room on the store's disk. There is room while the next batch, the log of changes (WAL) and its way into the
 * database fit beside a margin. When they do not, the disk counts as full: nothing new is accepted, and what was
 * accepted goes on, at the end on the reserve. A server that is full looks for room five times a second.
 *
 * The log must not grow without bound meanwhile: moving it into the database may itself find no room, and SQLite keeps
 * silent about that, so it is moved often and by hand here.
 */
import { statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Demand, type Room, StoreFull } from '../../engine/port.ts'
import { Reserve } from './reserve.ts'
import type { SqliteStore } from './store.ts'

const MiB = 1024 * 1024
const PAGE_BYTES = 4_096
/** Often enough that an idle server notices before somebody asks, and a full one within a second. */
const LOOK_MS = 1_000
const LOOK_FULL_MS = 200
/** While the disk is full the log is moved after so many pages. */
const FULL_CHECKPOINT_PAGES = 256

export interface RoomState {
  readonly fullSince: number | null
  readonly reserveBytes: number
}

/** Of a disk with so many bytes: how much is kept back, and how long the log grows before it is moved. */
export function sharesOf(diskBytes: number): { readonly reserve: number; readonly log: number } {
  const share = (max: number, parts: number, min: number): number =>
    Math.max(min, Math.min(max, Math.floor(diskBytes / parts / PAGE_BYTES) * PAGE_BYTES))
  return { reserve: share(32 * MiB, 16, MiB), log: share(16 * MiB, 32, MiB / 2) }
}

export class DiskRoom implements Room {
  readonly #folder: string
  readonly #logPath: string
  readonly #reserve: Reserve
  readonly #logBytes: number
  readonly #onChange: (state: RoomState) => void
  #store: SqliteStore | null = null
  #fullSince: number | null = null
  /** The data may grow by so much before somebody must look again. */
  #headroom = 0
  #lookedAtMs = 0
  #pages = 0
  #timer: NodeJS.Timeout | null = null

  /** Before the database is opened: a disk that is full gives it room to open at least. */
  constructor(databasePath: string, onChange: (state: RoomState) => void) {
    this.#folder = dirname(databasePath)
    this.#logPath = `${databasePath}-wal`
    const { reserve, log } = sharesOf(this.#disk().total)
    this.#reserve = new Reserve(join(this.#folder, 'reserve'), reserve)
    this.#logBytes = log
    this.#onChange = onChange
    if (this.#disk().free < reserve / 8) this.#reserve.giveUp()
  }

  /** From here on it watches. A reserve that is not there yet is made with the first look of the timer: a short life needs none. */
  attach(store: SqliteStore): void {
    this.#store = store
    store.beforeCommit = (pages) => this.#weigh(pages)
    store.logBytes = this.#logBytes
    store.moveLogAfter(this.#logBytes / PAGE_BYTES)
    this.#look(0)
    this.#wind()
    this.#onChange(this.state)
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  get fullSince(): number | null {
    return this.#fullSince
  }

  get state(): RoomState {
    return { fullSince: this.#fullSince, reserveBytes: this.#reserve.bytes }
  }

  allows(growthBytes: number): Demand {
    // A page is written to the log, and from there to the database.
    this.#headroom -= 2 * growthBytes
    if (this.#headroom < 0 || performance.now() - this.#lookedAtMs > LOOK_FULL_MS) this.#look(growthBytes)
    if (this.#fullSince === null) return 4
    return this.#reserve.bytes > this.#reserve.wholeBytes / 2 ? 3 : 2
  }

  giveUp(): boolean {
    this.#enter()
    const given = this.#reserve.giveUp()
    this.#moveLog()
    return given
  }

  /**
   * A transaction that adds much is looked at once more when its size is known: with the log alone it might just fit,
   * and then never find the way into the database.
   */
  #weigh(pages: number): void {
    const grownBytes = (pages - this.#pages) * PAGE_BYTES
    this.#pages = pages
    if (grownBytes < MiB || this.#fullSince !== null) return
    if (this.#disk().free < 2 * grownBytes + this.#logBytes + this.#reserve.wholeBytes / 4) {
      throw new StoreFull(`${grownBytes} bytes more do not fit on the disk`)
    }
  }

  #look(growthBytes: number): void {
    this.#lookedAtMs = performance.now()
    const log = statSync(this.#logPath, { throwIfNoEntry: false })?.size ?? 0
    const margin = this.#reserve.wholeBytes / 4
    // The log grows to its limit, and all of it may be new to the database.
    const needed = Math.max(this.#logBytes, log) + Math.max(0, this.#logBytes - log) + margin
    const { free } = this.#disk()
    this.#headroom = free - needed - 2 * growthBytes
    if (this.#fullSince === null) {
      if (this.#headroom < 0) this.#enter()
      return
    }
    if (log > this.#logBytes) this.#moveLog()
    const missing = this.#reserve.wholeBytes - this.#reserve.bytes
    // A margin more than where it began, or the two would take turns.
    if (free < needed + missing + margin) return
    if (missing === 0) this.#leave()
  }

  /** The timer's look: besides, what is missing of the reserve is made. */
  async #lookAndMake(): Promise<void> {
    this.#look(0)
    const missing = this.#reserve.wholeBytes - this.#reserve.bytes
    const roomy = this.#disk().free > missing + this.#logBytes + this.#reserve.wholeBytes / 2
    if (missing === 0 || !roomy) return
    if (!(await this.#reserve.make())) return
    this.#look(0)
    this.#onChange(this.state)
  }

  #enter(): void {
    if (this.#fullSince !== null) return
    this.#fullSince = Date.now()
    this.#store?.moveLogAfter(FULL_CHECKPOINT_PAGES)
    this.#moveLog()
    this.#wind()
    this.#onChange(this.state)
  }

  #leave(): void {
    this.#fullSince = null
    this.#store?.moveLogAfter(this.#logBytes / PAGE_BYTES)
    this.#wind()
    this.#onChange(this.state)
  }

  #wind(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    const everyMs = this.#fullSince === null ? LOOK_MS : LOOK_FULL_MS
    this.#timer = setInterval(() => void this.#lookAndMake(), everyMs)
  }

  /** Where there is no room for it, it stays as it is: it is tried again with what is given up next. */
  #moveLog(): void {
    try {
      this.#store?.moveLog()
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error
    }
  }

  #disk(): { readonly free: number; readonly total: number } {
    const { bavail, blocks, bsize } = statfsSync(this.#folder)
    return { free: bavail * bsize, total: blocks * bsize }
  }
}
