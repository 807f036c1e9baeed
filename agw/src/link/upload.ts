/**
 * Brings a spool file to AGQ under the sha256 that is known since it was measured: nothing is hashed again here, as
 * AGQ checks what arrived at the COMMIT. Some chunks are on their way while the next is read; their memory goes round,
 * so a file of any size costs four chunks.
 */
import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { AgqClient } from '@agenix/agx/client'
import { limits } from '@agenix/specs'
import { piecesOf } from '../exec/kept-part.ts'
import type { BlobFile } from '../run/grant.ts'

const mostUnderway = 4

interface Chunk {
  readonly memory: Buffer
  /** The call that uses the memory. */
  sent: Promise<unknown>
}

/** Resolves when AGQ has the bytes; throws `AgqError`, also when the file is not what was measured. */
export async function uploadBlob(line: AgqClient, path: string, blob: Omit<BlobFile, 'file'>): Promise<void> {
  const upload = `up-${randomUUID()}`
  const size = Math.min(limits.blobChunkBytes, blob.bytes)
  const ring: readonly Chunk[] = Array.from({ length: mostUnderway }, () => ({
    memory: Buffer.allocUnsafeSlow(size),
    sent: Promise.resolve(),
  }))
  const file = await open(path, 'r')
  try {
    let turn = 0
    for (const { at, length } of piecesOf(blob.bytes, blob.gap ?? null, size)) {
      const chunk = ring[turn++ % mostUnderway]
      if (chunk === undefined) break
      await chunk.sent
      const { bytesRead } = await file.read(chunk.memory, 0, length, at)
      // The end, where the file became shorter: the hash will tell.
      if (bytesRead === 0) break
      chunk.sent = line.call('BLOB.APPEND', upload, chunk.memory.subarray(0, bytesRead))
      // Its failure is thrown where it is awaited; until then it must not count as unhandled.
      chunk.sent.catch(() => {})
    }
    await Promise.all(ring.map(({ sent }) => sent))
  } finally {
    await file.close()
  }
  await line.call('BLOB.COMMIT', upload, blob.sha256)
}
