/**
 * Copies one stream of one task from AGQ, from where the last copy stopped. What was written cannot be unwritten, so
 * when a Job is tried again the new bytes are compared by hash with the old ones: the same beginning is skipped, another
 * beginning is written whole, and the caller is told. Bytes that AGQ has not (any more) are never passed over in silence.
 */
import { createHash } from 'node:crypto'
import type { AgqClient } from '../client/agq-client.ts'
import { AgqError } from '../client/agq-error.ts'
import type { StreamName } from '../client/views.ts'

const chunkBytes = 4 * 1024 * 1024

/** Where the bytes go. */
export type Sink = (bytes: Uint8Array) => Promise<void>

/**
 * Called where `missingBytes` are not there. True: they are passed over. False: the copy waits there, as they will be
 * there later.
 */
export type OnGap = (missingBytes: number) => boolean

/** The stream to copy, and its first byte that is wanted. */
export interface What {
  readonly jobId: string
  readonly task: number
  readonly stream: StreamName
  readonly attempt: number
  readonly offset?: number
}

/** A stream being copied. */
export class StreamCopy {
  readonly #client: AgqClient
  readonly #jobId: string
  readonly #task: number
  readonly #stream: StreamName
  readonly #sink: Sink
  readonly #onGap: OnGap
  #attempt: number
  #begin: number
  #offset: number
  #passed = false
  #hash = createHash('sha256')

  constructor(client: AgqClient, what: What, sink: Sink, onGap: OnGap = () => true) {
    this.#client = client
    this.#jobId = what.jobId
    this.#task = what.task
    this.#stream = what.stream
    this.#attempt = what.attempt
    this.#sink = sink
    this.#onGap = onGap
    this.#begin = what.offset ?? 0
    this.#offset = this.#begin
  }

  /** Where the next byte stands in the stream. */
  get offset(): number {
    return this.#offset
  }

  /** Writes everything there is by now. Resolves to the number of bytes written. */
  async pull(): Promise<number> {
    let written = 0
    for (;;) {
      const chunk = await this.#fetchOrSkip()
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
    if (this.#offset === this.#begin) return true
    const same = !this.#passed && (await this.#beginsTheSame(this.#offset))
    if (!same) {
      this.#begin = 0
      this.#offset = 0
      this.#passed = false
      this.#hash = createHash('sha256')
    }
    return same
  }

  async #fetchOrSkip(): Promise<Buffer | null> {
    for (;;) {
      try {
        return await this.#fetch(this.#offset)
      } catch (error) {
        const next = readOnAt(error)
        if (next === undefined || next <= this.#offset) throw error
        if (!this.#onGap(next - this.#offset)) return null
        this.#offset = next
        this.#passed = true
      }
    }
  }

  async #beginsTheSame(length: number): Promise<boolean> {
    const hash = createHash('sha256')
    let offset = this.#begin
    while (offset < length) {
      const chunk = await this.#fetch(offset, Math.min(chunkBytes, length - offset)).catch(nullIfMissing)
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

/** Where the bytes go on that AGQ has, from its words. */
function readOnAt(error: unknown): number | undefined {
  if (!(error instanceof AgqError) || error.code !== 'NOTFOUND') return undefined
  const found = /read on from OFFSET (\d+)$/.exec(error.message)
  return found === null ? undefined : Number(found[1])
}

function nullIfMissing(error: unknown): null {
  if (readOnAt(error) !== undefined) return null
  throw error
}
