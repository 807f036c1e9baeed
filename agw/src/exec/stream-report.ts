/**
 * What a task wrote to one stream: how much, how much of it is kept, the sha256 of that, and the bytes themselves
 * when they are few. The only place where output is read; a large one in pieces, never whole.
 */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { limits, type StreamReport, sha256Hex } from '@agenix/specs'

const pieceBytes = 1024 * 1024
const emptySha256 = sha256Hex('')

// Output is cut at the cap without harm to the task; only what would fill the disk is stopped. RLIMIT_FSIZE would be
// exact, but it holds for every file that the task writes, not for its output alone.
const stopFactor = 4
const stopFloorBytes = 64 * 1024 * 1024

/** From how many bytes of one stream on a task is stopped whose output is kept up to `cap`. */
export function outputStopBytes(cap: number): number {
  return Math.max(stopFloorBytes, cap * stopFactor)
}

/** A stream nothing was written to. */
export const emptyStream: StreamReport = {
  bytes: 0,
  kept_bytes: 0,
  sha256: emptySha256,
  truncated: false,
  inline: '',
}

/** Measures the file; keeps at most `cap` bytes. A file that is not there (the task removed it) counts as empty. */
export async function measureStream(path: string, cap: number): Promise<StreamReport> {
  const bytes = sizeOf(path)
  if (bytes === 0) return emptyStream
  const kept = Math.min(bytes, cap)
  if (kept > limits.inlineBytes) return hashLarge(path, bytes, kept)
  const content = readStart(path, kept)
  return {
    bytes,
    kept_bytes: content.length,
    sha256: sha256Hex(content),
    truncated: content.length < bytes,
    inline: content.toString('base64'),
  }
}

/** The size of a spool file; 0 when it is not there. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function readStart(path: string, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  const file = openSync(path, 'r')
  try {
    let filled = 0
    while (filled < length) {
      const read = readSync(file, buffer, filled, length - filled, filled)
      if (read === 0) break
      filled += read
    }
    return buffer.subarray(0, filled)
  } finally {
    closeSync(file)
  }
}

async function hashLarge(path: string, bytes: number, kept: number): Promise<StreamReport> {
  const hash = createHash('sha256')
  let length = 0
  for await (const piece of readPieces(path, kept)) {
    hash.update(piece)
    length += piece.length
  }
  return { bytes, kept_bytes: length, sha256: hash.digest('hex'), truncated: length < bytes, blob: true }
}

/** The first `length` bytes in pieces of at most 1 MiB. A piece's memory is used again for the next one. */
async function* readPieces(path: string, length: number): AsyncGenerator<Buffer> {
  const file: FileHandle = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, length))
    for (let offset = 0; offset < length; ) {
      const want = Math.min(buffer.length, length - offset)
      const { bytesRead } = await file.read(buffer, 0, want, offset)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      offset += bytesRead
    }
  } finally {
    await file.close()
  }
}
