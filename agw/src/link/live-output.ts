/**
 * Ships output while its task still runs, for people who watch: every byte in order, one piece of a stream at a time, in
 * a pace that leaves room for others. Who writes faster for long is shown at its newest, and AGQ is told what is passed
 * over. A courtesy: any error is ignored, as the report brings what is kept anyway. One object per Job.
 */
import { open } from 'node:fs/promises'
import { AgqError } from '@agenix/agx/client'
import type { Gap } from '../exec/kept-part.ts'
import type { Session } from './session.ts'

export interface LivePorts {
  readonly jobId: string
  readonly token: number
  session(): Session | null
  /** AGQ said that the lease is lost; a heartbeat will tell what to do. */
  suspectFenced(): void
}

/** What must be known of a stream's file. */
export interface LiveFile {
  /** A later task reads it: it is more often data than words, and may be very large. */
  readonly isRead: boolean
  /** No byte there is to be read: asked before and after reading. */
  readonly hole: Gap | null
}

// Twenty looks a second: about 5 MB/s of each stream, more than a person or a program that reads along could follow.
const pieceBytes = 256 * 1024
/**
 * The first bytes are always shown in their order, so many; after them, what is further behind than this is passed over,
 * as it would be shown seconds late. AGQ keeps as much, so nobody misses what was shipped.
 */
const lagBytes = 8 * 1024 * 1024
/** Of what a later task reads, no more is shown. */
const mostReadBytes = 8 * 1024 * 1024
/** An AGQ that was started anew is told so much again: those who read along are not further behind. */
const againBytes = 4 * 1024 * 1024

interface Stream {
  sent: number
  busy: boolean
  /** Whom it was sent to: another session may be with an AGQ that has none of it. */
  session: Session | null
}

export class LiveOutput {
  readonly #ports: LivePorts
  readonly #streams = new Map<string, Stream>()
  #ended = false

  constructor(ports: LivePorts) {
    this.#ports = ports
  }

  progress(task: number, state: 'started' | 'finished'): void {
    const { jobId, token } = this.#ports
    const session = this.#ports.session()
    if (session === null || this.#ended) return
    const json = JSON.stringify({ task_number: task, state })
    session.client.call('JOB.PROGRESS', jobId, token, json).catch((error: unknown) => this.#note(error))
  }

  output(task: number, stream: 'stdout' | 'stderr', path: string, size: number, file: LiveFile): void {
    const key = `${task}.${stream}`
    const state = this.#streams.get(key) ?? { sent: 0, busy: false, session: null }
    this.#streams.set(key, state)
    const session = this.#ports.session()
    if (session === null || this.#ended || state.busy) return
    const asks = state.session !== session && state.sent > 0
    const { from, until } = asks ? { from: state.sent, until: state.sent } : nextPiece(state.sent, size, file)
    if (until <= from && !asks) return
    state.busy = true
    const ship = async (): Promise<void> => {
      const piece = asks ? Buffer.alloc(0) : await readRange(path, from, until - from)
      if ((piece.length === 0 && !asks) || overlaps(file.hole, from, from + piece.length)) return
      state.sent = await this.#ship(session, [task, stream.toUpperCase()], piece, from, from > state.sent)
      state.session = session
    }
    ship()
      .catch((error: unknown) => this.#note(error))
      .finally(() => {
        state.busy = false
      })
  }

  /** Resolves to where the next piece begins. */
  async #ship(
    session: Session,
    [task, stream]: readonly [number, string],
    piece: Buffer,
    from: number,
    skip: boolean,
  ): Promise<number> {
    const { jobId, token } = this.#ports
    const line = await session.bytes()
    const send = (bytes: Buffer, offset: number, ...more: readonly string[]) =>
      line.call('JOB.LOG', jobId, token, task, stream, bytes, 'OFFSET', offset, ...more)
    const total = await send(piece, from, ...(skip ? ['SKIP'] : []))
    const sent = from + piece.length
    if (typeof total !== 'number' || total >= sent) return sent
    // It came back with less than it had.
    const again = Math.max(total, sent - againBytes)
    if (again > total) await send(Buffer.alloc(0), again, 'SKIP')
    return again
  }

  #note(error: unknown): void {
    if (!(error instanceof AgqError) || error.code !== 'FENCED') return
    this.#ended = true
    this.#ports.suspectFenced()
  }
}

/** What is shipped next: from behind what was sent, but not in a hole nor far behind what is written. */
function nextPiece(
  sent: number,
  size: number,
  { isRead, hole }: LiveFile,
): { readonly from: number; readonly until: number } {
  const next = hole !== null && overlaps(hole, sent, sent + 1) ? hole.to : sent
  const from = !isRead && next >= lagBytes && size - next > lagBytes ? size - pieceBytes : next
  const most = isRead ? mostReadBytes : Number.POSITIVE_INFINITY
  const edge = hole !== null && from < hole.from ? hole.from : size
  return { from, until: Math.min(size, most, edge, from + pieceBytes) }
}

function overlaps(hole: Gap | null, from: number, until: number): boolean {
  return hole !== null && from < hole.to && until > hole.from
}

async function readRange(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(length)
    const { bytesRead } = await file.read(buffer, 0, length, offset)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
