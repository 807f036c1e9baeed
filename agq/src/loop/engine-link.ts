/**
 * The main thread's end of the store's thread: opens it, sends one batch at a time, and reports its death.
 */
import { Worker } from 'node:worker_threads'
import type { BatchResult, Command } from '../engine/commands.ts'
import type { EngineThreadData, FromThread, ToThread } from '../engine-thread.ts'

export class EngineRefused extends Error {
  readonly locked: boolean
  constructor(text: string, locked: boolean) {
    super(text)
    this.locked = locked
  }
}

export interface EngineLink {
  readonly boots: number
  run(batch: readonly Command[]): Promise<BatchResult>
  close(): Promise<void>
}

export function openEngine(data: EngineThreadData, onDeath: (error: Error) => void): Promise<EngineLink> {
  const { promise, resolve, reject } = Promise.withResolvers<EngineLink>()
  const thread = new Worker(new URL('../engine-thread.js', import.meta.url), { workerData: data })
  let waiting: ((result: BatchResult) => void) | null = null
  const closed = Promise.withResolvers<void>()
  const send = (message: ToThread): void => thread.postMessage(message)

  thread.on('message', (message: FromThread) => {
    if ('result' in message) {
      const answer = waiting
      waiting = null
      answer?.(message.result)
    } else if ('opened' in message) {
      resolve({
        boots: message.opened.boots,
        run: (batch) =>
          new Promise((answer) => {
            waiting = answer
            send({ batch })
          }),
        close: () => {
          send({ close: true })
          return closed.promise
        },
      })
    } else if ('refused' in message) {
      reject(new EngineRefused(message.refused.text, message.refused.locked))
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
