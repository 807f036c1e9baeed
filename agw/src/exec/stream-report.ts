/**
 * What a task wrote to one stream: how much, which part of it is kept, the sha256 of that, and the bytes themselves
 * when they are few. The only place where output is read; a large one in pieces, never whole.
 */
import { createHash } from 'node:crypto'
import { closeSync, lstatSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { limits, type StreamReport, sha256Hex } from '@agenix/specs'
import { type Gap, gapOf, piecesOf } from './kept-part.ts'

const pieceBytes = 1024 * 1024
const emptySha256 = sha256Hex('')

/** A stream nothing was written to. */
export const emptyStream: StreamReport = {
  bytes: 0,
  kept_bytes: 0,
  sha256: emptySha256,
  truncated: false,
  inline: '',
}

/** What is kept of a stream, and where in its file: all but the gap. */
export interface Measured {
  readonly report: StreamReport
  readonly gap: Gap | null
}

/** Measures the file; keeps at most `cap` bytes. A file that is not there (the task removed it) counts as empty. */
export async function measureStream(path: string, cap: number): Promise<Measured> {
  const bytes = sizeOf(path)
  if (bytes === 0) return { report: emptyStream, gap: null }
  const gap = gapOf(bytes, cap)
  const kept = Math.min(bytes, cap)
  const cut = gap === null ? { truncated: false } : { head_bytes: gap.from, truncated: true }
  if (kept > limits.inlineBytes) {
    const sha256 = await hashPieces(path, kept, gap)
    return { report: { bytes, kept_bytes: kept, ...cut, sha256, blob: true }, gap }
  }
  const content = readKept(path, kept, gap)
  const inline = content.toString('base64')
  return { report: { bytes, kept_bytes: kept, ...cut, sha256: sha256Hex(content), inline }, gap }
}

/**
 * Of an output that later tasks have read and that is over its cap: what stands in the report, and the file goes. More of
 * it would be a file to be synced, and a sync waits for the gigabytes that were just written.
 */
export async function putAside(path: string, cap: number): Promise<StreamReport> {
  const { report } = await measureStream(path, Math.min(cap, limits.inlineBytes))
  await rm(path, { force: true })
  return report
}

/** The size of a spool file; 0 when it is not there, or something else in its place. */
export function sizeOf(path: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat?.isFile() === true ? stat.size : 0
}

function readKept(path: string, kept: number, gap: Gap | null): Buffer {
  const buffer = Buffer.allocUnsafe(kept)
  const file = openSync(path, 'r')
  try {
    let filled = 0
    for (const { at, length } of piecesOf(kept, gap, pieceBytes)) {
      for (let done = 0; done < length; ) {
        const read = readSync(file, buffer, filled, length - done, at + done)
        if (read === 0) throw becameShorter(path)
        filled += read
        done += read
      }
    }
    return buffer
  } finally {
    closeSync(file)
  }
}

async function hashPieces(path: string, kept: number, gap: Gap | null): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of readPieces(path, kept, gap)) hash.update(piece)
  return hash.digest('hex')
}

/** The kept bytes in pieces of at most 1 MiB. A piece's memory is used again for the next one. */
async function* readPieces(path: string, kept: number, gap: Gap | null): AsyncGenerator<Buffer> {
  const file: FileHandle = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, kept))
    for (const { at, length } of piecesOf(kept, gap, buffer.length)) {
      for (let done = 0; done < length; ) {
        const { bytesRead } = await file.read(buffer, 0, length - done, at + done)
        if (bytesRead === 0) throw becameShorter(path)
        yield buffer.subarray(0, bytesRead)
        done += bytesRead
      }
    }
  } finally {
    await file.close()
  }
}

/** All of its tasks have ended: nobody may write to it now. */
function becameShorter(path: string): Error {
  return new Error(`${path} became shorter while it was read`)
}
