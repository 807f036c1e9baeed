/**
 * Whether the disk of the worker's directory has room for Jobs: their outputs lie there until AGQ has them. Below the
 * least room the worker asks for no more Jobs, finishes what it runs, and says so; above it, with a quarter more, so
 * that it does not flutter, it asks again. Read from the file system at every heartbeat: a few microseconds.
 */
import { statfsSync } from 'node:fs'
import type { Logger } from 'pino'

/** The least room, as bytes or as a share of the disk; both: the smaller of them. */
export interface LeastRoom {
  readonly bytes?: number
  readonly share?: number
}

/** On a small disk 256 MiB would be a lot, on a large one 2 % would. */
export const usualLeastRoom: LeastRoom = { bytes: 256 * 1024 * 1024, share: 0.02 }

const againFactor = 1.25

export class DiskRoom {
  readonly #path: string
  readonly #least: LeastRoom
  readonly #log: Logger
  readonly #changed: () => void
  #freeBytes = 0
  #isLow = false

  /** `changed` is called when room runs out, and when it is back. */
  constructor(path: string, least: LeastRoom, log: Logger, changed: () => void) {
    this.#path = path
    this.#least = least
    this.#log = log
    this.#changed = changed
    this.look()
  }

  get isLow(): boolean {
    return this.#isLow
  }

  get freeBytes(): number {
    return this.#freeBytes
  }

  /** Reads it anew. */
  look(): void {
    const { bavail, blocks, bsize } = statfsSync(this.#path)
    this.#freeBytes = bavail * bsize
    const { bytes = Number.POSITIVE_INFINITY, share = 1 } = this.#least
    const leastBytes = Math.min(bytes, share * blocks * bsize)
    const isLow = this.#freeBytes < (this.#isLow ? leastBytes * againFactor : leastBytes)
    if (isLow === this.#isLow) return
    this.#isLow = isLow
    const said = { path: this.#path, free_bytes: this.#freeBytes, least_bytes: Math.round(leastBytes) }
    if (isLow) this.#log.warn(said, 'the disk is nearly full: no more Jobs until there is room')
    else this.#log.warn(said, 'the disk has room again: asking for Jobs')
    this.#changed()
  }
}

/** `500M`, `2G`, `1048576`, `5%`, `0`; undefined: it is none of these. */
export function readLeastRoom(text: string): LeastRoom | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT%]?)$/i.exec(text) ?? []
  if (digits === undefined) return undefined
  const value = Number(digits)
  if (unit === '%') return value <= 100 ? { share: value / 100 } : undefined
  return { bytes: value * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf(unit.toUpperCase()) }
}
