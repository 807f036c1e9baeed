/**
 * The file `reserve` in the data directory: room on the disk that is kept for the day when there is no more. It holds
 * real blocks, is given up piece by piece, and is made again when there is room. Nobody reads it.
 */
import { randomFillSync } from 'node:crypto'
import { closeSync, fdatasyncSync, ftruncateSync, openSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const PIECE_BYTES = 1024 * 1024

export class Reserve {
  readonly #path: string
  /** How large it should be. */
  readonly wholeBytes: number
  #making = false

  constructor(path: string, wholeBytes: number) {
    this.#path = path
    this.wholeBytes = wholeBytes
  }

  get bytes(): number {
    return sizeOf(this.#path)
  }

  /** Gives a quarter of the whole back to the disk; false where nothing is left. */
  giveUp(): boolean {
    const bytes = this.bytes
    if (bytes === 0) return false
    const file = openSync(this.#path, 'r+')
    try {
      ftruncateSync(file, Math.max(0, bytes - Math.ceil(this.wholeBytes / 4)))
      // Some file systems free blocks only with their next commit.
      fdatasyncSync(file)
    } finally {
      closeSync(file)
    }
    return true
  }

  /** Makes what is missing while the server goes on. False: there is no room for it (yet), or it is being made. */
  async make(): Promise<boolean> {
    if (this.#making) return false
    this.#making = true
    try {
      return await this.#make()
    } finally {
      this.#making = false
    }
  }

  async #make(): Promise<boolean> {
    const bytes = this.wholeBytes
    const before = this.bytes
    if (before === bytes) return true
    const file = await open(this.#path, before === 0 ? 'w' : 'r+', 0o600)
    try {
      if (before > bytes) await file.truncate(bytes)
      else await fill(file, before, bytes)
      await file.datasync()
      return true
    } catch (error) {
      await file.truncate(Math.min(before, bytes))
      if (!NO_ROOM.has((error as NodeJS.ErrnoException).code)) throw error
      return false
    } finally {
      await file.close()
    }
  }
}

const NO_ROOM: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Noise, so that a file system that compresses keeps as many blocks as there are bytes. */
async function fill(file: FileHandle, from: number, to: number): Promise<void> {
  const noise = randomFillSync(Buffer.allocUnsafe(PIECE_BYTES))
  for (let at = from; at < to; ) {
    const { bytesWritten } = await file.write(noise, 0, Math.min(PIECE_BYTES, to - at), at)
    at += bytesWritten
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
