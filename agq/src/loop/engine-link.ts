/**
 * The main thread's end of the store's thread: opens it, sends one batch at a time, and reports its death.
 */
import { Worker } from 'node:worker_threads'
import type { BatchResult, Command } from '../engine/commands.ts'
import type {
  BlobName,
  EngineThreadData,
  FromThread,
  Refused,
  RoomState,
  ToThread,
} from '../engine-thread.ts'

export class EngineRefused extends Error {
  readonly locked: boolean
  /** The disk or the file failed. */
  readonly damaged: boolean
  constructor(refused: Refused) {
    super(refused.text)
    this.locked = refused.locked
    this.damaged = refused.damaged
  }
}

export interface EngineLink {
  readonly boots: number
  run(batch: readonly Command[]): Promise<BatchResult>
  close(): Promise<void>
}

/** The same, and what the server asks the store's thread besides. */
export interface StoreLink extends EngineLink {
  /** This is the first life after a restore. */
  readonly restored: boolean
  /** Whether the disk has room, as of the last look. */
  room(): RoomState
  /** From `begin` to `end` the database file does not change. False: it could not begin, the disk is too full. */
  snapshot(step: 'begin' | 'end'): Promise<boolean>
  /** Names and sizes of stored blobs, ordered by name, behind `after`. */
  blobsAfter(after: string, limit: number): Promise<readonly BlobName[]>
}

/** How many commands shared a batch, and how long it and its commit took. */
export type OnBatch = (commands: number, durationMs: number, commitMs: number) => void

export function openEngine(
  data: EngineThreadData,
  onDeath: (error: Error) => void,
  onBatch: OnBatch = () => undefined,
): Promise<StoreLink> {
  const { promise, resolve, reject } = Promise.withResolvers<StoreLink>()
  const thread = new Worker(new URL('../engine-thread.js', import.meta.url), { workerData: data })
  let waiting: ((result: BatchResult, commitMs: number) => void) | null = null
  let room: RoomState = { fullSince: null, reserveBytes: 0 }
  /** The thread answers these in their order. */
  const asked: ((message: FromThread) => void)[] = []
  const ask = (message: ToThread): Promise<FromThread> =>
    new Promise((answer) => {
      asked.push(answer)
      send(message)
    })
  const closed = Promise.withResolvers<void>()
  const send = (message: ToThread): void => thread.postMessage(message)

  thread.on('message', (message: FromThread) => {
    if ('result' in message) {
      const answer = waiting
      waiting = null
      answer?.(message.result, message.commitMs)
    } else if ('room' in message) {
      room = message.room
    } else if ('snapshot' in message || 'blobs' in message) {
      asked.shift()?.(message)
    } else if ('opened' in message) {
      resolve({
        ...message.opened,
        run: (batch) =>
          new Promise((answer) => {
            const began = performance.now()
            waiting = (result, commitMs) => {
              onBatch(batch.length, performance.now() - began, commitMs)
              answer(result)
            }
            send({ batch })
          }),
        room: () => room,
        snapshot: async (step) => {
          const answer = await ask({ snapshot: step })
          return 'snapshot' in answer && answer.snapshot !== 'full'
        },
        blobsAfter: async (after, limit) => {
          const answer = await ask({ blobsAfter: after, limit })
          return 'blobs' in answer ? answer.blobs : []
        },
        close: () => {
          send({ close: true })
          return closed.promise
        },
      })
    } else if ('refused' in message) {
      reject(new EngineRefused(message.refused))
    } else {
      closed.resolve()
    }
  })
  thread.on('error', (error) => {
    reject(error)
    onDeath(error)
  })
  thread.on('exit', () => closed.resolve())
  return promise
}
