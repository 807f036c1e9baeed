/**
 * Copies one stream of one task from AGQ, from where the last copy stopped. What was written cannot be unwritten, so
 * when a Job is tried again the new bytes are compared by hash with the old ones: the same beginning is skipped, another
 * beginning is written whole, and the caller is told.
 */
import { createHash } from 'node:crypto'
import type { AgqClient } from '../client/agq-client.ts'
import type { StreamName } from '../client/views.ts'

const chunkBytes = 4 * 1024 * 1024

/** Where the bytes go. */
export type Sink = (bytes: Uint8Array) => Promise<void>

/** A stream being copied. */
export class StreamCopy {
  readonly #client: AgqClient
  readonly #jobId: string
  readonly #task: number
  readonly #stream: StreamName
  readonly #sink: Sink
  #attempt: number
  #offset = 0
  #hash = createHash('sha256')

  constructor(
    client: AgqClient,
    what: { jobId: string; task: number; stream: StreamName; attempt: number },
    sink: Sink,
  ) {
    this.#client = client
    this.#jobId = what.jobId
    this.#task = what.task
    this.#stream = what.stream
    this.#attempt = what.attempt
    this.#sink = sink
  }

  /** Writes everything there is by now. Resolves to the number of bytes written. */
  async pull(): Promise<number> {
    let written = 0
    for (;;) {
      const chunk = await this.#fetch(this.#offset)
      if (chunk === null || chunk.length === 0) return written
      this.#hash.update(chunk)
      this.#offset += chunk.length
      written += chunk.length
      await this.#sink(chunk)
    }
  }

  /** Goes on with another Attempt. Resolves to false when its bytes begin otherwise than what was written already. */
  async turnTo(attempt: number): Promise<boolean> {
    if (attempt === this.#attempt) return true
    this.#attempt = attempt
    if (this.#offset === 0) return true
    const same = await this.#beginsTheSame(this.#offset)
    if (!same) {
      this.#offset = 0
      this.#hash = createHash('sha256')
    }
    return same
  }

  async #beginsTheSame(length: number): Promise<boolean> {
    const hash = createHash('sha256')
    let offset = 0
    while (offset < length) {
      const chunk = await this.#fetch(offset, Math.min(chunkBytes, length - offset))
      if (chunk === null || chunk.length === 0) return false
      hash.update(chunk)
      offset += chunk.length
    }
    return hash.digest('hex') === this.#hash.copy().digest('hex')
  }

  #fetch(offset: number, limit = chunkBytes): Promise<Buffer | null> {
    const range = { offset, limit, ...(this.#attempt > 0 ? { attempt: this.#attempt } : {}) }
    return this.#client.output(this.#jobId, this.#task, this.#stream, range)
  }
}
