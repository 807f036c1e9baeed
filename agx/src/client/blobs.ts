/**
 * Bytes to and from AGQ under their sha256. Uploads go in chunks and are named only by COMMIT, so a broken
 * upload leaves nothing that could be mistaken for the whole. Holds one chunk in memory, never the blob.
 */
import { createHash, randomUUID } from 'node:crypto'
import { limits } from '@agenix/specs'
import { AgqError } from './agq-error.ts'
import { type Argument, type BlobRef, type BytesReply, type Reply, readOk } from './views.ts'

interface Caller {
  call(command: string, ...args: readonly Argument[]): Promise<Reply>
  callBytes(command: string, ...args: readonly Argument[]): Promise<BytesReply>
}

/** Uploads the source and returns its name. An empty source is a blob too. */
export async function putBlob(
  client: Caller,
  source: AsyncIterable<Uint8Array> | Uint8Array,
): Promise<BlobRef> {
  const upload = `up-${randomUUID()}`
  const hash = createHash('sha256')
  let bytes = 0
  // One chunk is on its way while the next is read: the line stays busy, memory stays at two chunks.
  let underway: Promise<Reply> | undefined
  for await (const chunk of inChunks(source)) {
    hash.update(chunk)
    bytes += chunk.length
    await underway
    underway = client.call('BLOB.APPEND', upload, chunk)
    // Its failure is reported by the await above or below; until then it must not count as unhandled.
    underway.catch(() => {})
  }
  await (underway ?? client.call('BLOB.APPEND', upload, new Uint8Array()))
  const sha256 = hash.digest('hex')
  const reply = readOk(await client.call('BLOB.COMMIT', upload, sha256))
  return { sha256: reply.sha256 ?? sha256, bytes }
}

/** Downloads a blob chunk by chunk. Throws `AgqError` NOTFOUND when it is not there. */
export async function* readBlob(
  client: Caller,
  sha256: string,
  onChunk?: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  let offset = 0
  for (;;) {
    const chunk = await client.callBytes('BLOB.GET', sha256, 'OFFSET', offset, 'LIMIT', limits.blobChunkBytes)
    if (!Buffer.isBuffer(chunk))
      throw new AgqError('NOTFOUND', `AGQ has no blob ${sha256}. It may have expired.`)
    if (chunk.length === 0) return
    onChunk?.(chunk)
    yield chunk
    offset += chunk.length
    if (chunk.length < limits.blobChunkBytes) return
  }
}

async function* inChunks(source: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
  const size = limits.blobChunkBytes
  const pieces = source instanceof Uint8Array ? [source] : source
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (const piece of pieces) {
    let rest = piece
    while (heldBytes + rest.length >= size) {
      const cut = size - heldBytes
      yield Buffer.concat([...held, rest.subarray(0, cut)])
      rest = rest.subarray(cut)
      held = []
      heldBytes = 0
    }
    if (rest.length === 0) continue
    // Copied, because a stream may reuse the memory of a piece once the next one is asked for.
    held.push(Uint8Array.from(rest))
    heldBytes += rest.length
  }
  if (heldBytes > 0) yield Buffer.concat(held)
}
