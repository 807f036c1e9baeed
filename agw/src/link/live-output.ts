/**
 * Ships output while its task still runs, for people who watch. A courtesy: it is bounded in pace and size, one piece
 * of a stream at a time, and any error is ignored, as the report brings every byte anyway. One object per Job.
 */
import { open } from 'node:fs/promises'
import { AgqError } from '@agenix/agx/client'
import type { Session } from './session.ts'

export interface LivePorts {
  readonly jobId: string
  readonly token: number
  session(): Session | null
  /** AGQ said that the lease is lost; a heartbeat will tell what to do. */
  suspectFenced(): void
}

// Ten looks a second: about 1.3 MB/s of each stream, and no more than a person or a program could follow.
const pieceBytes = 128 * 1024
const mostBytes = 8 * 1024 * 1024

interface Stream {
  sent: number
  busy: boolean
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

  output(task: number, stream: 'stdout' | 'stderr', path: string, size: number): void {
    const key = `${task}.${stream}`
    const state = this.#streams.get(key) ?? { sent: 0, busy: false }
    this.#streams.set(key, state)
    const session = this.#ports.session()
    if (session === null || this.#ended || state.busy) return
    const until = Math.min(size, mostBytes, state.sent + pieceBytes)
    if (until <= state.sent) return
    state.busy = true
    this.#ship(session, task, stream, path, state, until)
      .catch((error: unknown) => this.#note(error))
      .finally(() => {
        state.busy = false
      })
  }

  async #ship(
    session: Session,
    task: number,
    stream: string,
    path: string,
    state: Stream,
    until: number,
  ): Promise<void> {
    const { jobId, token } = this.#ports
    const piece = await readRange(path, state.sent, until - state.sent)
    if (piece.length === 0) return
    const line = await session.bytes()
    const total = await line.call(
      'JOB.LOG',
      jobId,
      token,
      task,
      stream.toUpperCase(),
      piece,
      'OFFSET',
      state.sent,
    )
    // An AGQ that came back with less than it had is told the rest again.
    state.sent =
      typeof total === 'number' ? Math.min(total, state.sent + piece.length) : state.sent + piece.length
  }

  #note(error: unknown): void {
    if (!(error instanceof AgqError) || error.code !== 'FENCED') return
    this.#ended = true
    this.#ports.suspectFenced()
  }
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
