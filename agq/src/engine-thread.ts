/**
 * The store's thread: wires the rules to the embedded database and runs batches one after the other, so that the loop
 * that serves sockets never waits for a disk. It has no clock of its own: the time comes with each command.
 * Any error here is the end of the process: nothing is acknowledged after a failed sync.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { runBatch } from './engine/batch.ts'
import type { BatchResult, Command } from './engine/commands.ts'
import { StoreLocked, StoreUnusable } from './store/sqlite/open.ts'
import { openSqliteStore } from './store/sqlite/store.ts'

export interface EngineThreadData {
  readonly databasePath: string
  readonly tenant: string
}

export type ToThread = { readonly batch: readonly Command[] } | { readonly close: true }

export type FromThread =
  | { readonly opened: { readonly boots: number } }
  | { readonly refused: { readonly text: string; readonly locked: boolean } }
  | { readonly result: BatchResult }
  | { readonly closed: true }

function serve(data: EngineThreadData): void {
  const port = parentPort
  if (port === null) throw new Error('the store thread was started as a program')
  const send = (message: FromThread): void => port.postMessage(message)
  let store: ReturnType<typeof openSqliteStore>
  try {
    store = openSqliteStore(data.databasePath)
  } catch (error) {
    if (!(error instanceof StoreUnusable)) throw error
    send({ refused: { text: error.message, locked: error instanceof StoreLocked } })
    return
  }
  port.on('message', (message: ToThread) => {
    if ('close' in message) {
      store.close()
      send({ closed: true })
      port.close()
      return
    }
    runBatch(store, data.tenant, message.batch).then(
      (result) => send({ result }),
      (error: unknown) => {
        setImmediate(() => {
          throw error
        })
      },
    )
  })
  send({ opened: { boots: store.boots } })
}

serve(workerData as EngineThreadData)
