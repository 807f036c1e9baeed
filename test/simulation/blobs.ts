/** Bytes by hash, in memory: what the simulated server keeps of uploads. They outlive it, as files do. */
import { createHash } from 'node:crypto'

export class MemoryBlobs {
  readonly #bytes = new Map<string, Uint8Array>()

  /** Nothing is ever removed here. */
  release(): void {}

  async put(bytes: Uint8Array): Promise<{ readonly sha256: string; readonly bytes: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    this.#bytes.set(sha256, Uint8Array.from(bytes))
    return { sha256, bytes: bytes.length }
  }

  async read(sha256: string, offset: number, limit: number): Promise<Buffer | null> {
    const bytes = this.#bytes.get(sha256)
    return bytes === undefined ? null : Buffer.from(bytes.subarray(offset, offset + limit))
  }
}
