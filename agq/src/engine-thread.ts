/**
 * The store's thread: wires the rules to the embedded database and runs batches one after the other, so that the loop
 * that serves sockets never waits for a disk. The rules have no clock here: the time comes with each command.
 * A disk without room is answered FULL; any other error is the end of the process: nothing is acknowledged after a
 * failed sync.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { BatchResult, Command } from './engine/commands.ts'
import { StoreFull } from './engine/port.ts'
import { runScarce } from './engine/scarce.ts'
import { StoreDamaged, StoreLocked, StoreUnusable } from './store/sqlite/open.ts'
import { DiskRoom, type RoomState } from './store/sqlite/room.ts'
import { type BlobName, openSqliteStore, type SqliteStore } from './store/sqlite/store.ts'

export type { BlobName, RoomState }

export interface EngineThreadData {
  readonly databasePath: string
  readonly tenant: string
}

export type ToThread =
  | { readonly batch: readonly Command[] }
  /** From `begin` to `end` the database file stands still (store.ts). */
  | { readonly snapshot: 'begin' | 'end' }
  | { readonly blobsAfter: string; readonly limit: number }
  | { readonly close: true }

export type FromThread =
  | { readonly room: RoomState }
  | { readonly snapshot: 'begun' | 'full' | 'ended' }
  | { readonly blobs: readonly BlobName[] }
  | { readonly opened: { readonly boots: number; readonly restored: boolean } }
  | { readonly refused: Refused }
  | { readonly result: BatchResult; readonly commitMs: number }
  | { readonly closed: true }

/** Why the database cannot be opened. `damaged`: the disk or the file failed. */
export interface Refused {
  readonly text: string
  readonly locked: boolean
  readonly damaged: boolean
}

function serve(data: EngineThreadData): void {
  const port = parentPort
  if (port === null) throw new Error('the store thread was started as a program')
  const send = (message: FromThread): void => port.postMessage(message)
  let store: SqliteStore
  let room: DiskRoom
  try {
    room = new DiskRoom(data.databasePath, (state) => send({ room: state }))
    store = openSqliteStore(data.databasePath)
  } catch (error) {
    if (!(error instanceof StoreUnusable)) throw error
    const locked = error instanceof StoreLocked
    send({ refused: { text: error.message, locked, damaged: error instanceof StoreDamaged } })
    return
  }
  room.attach(store)
  port.on('message', (message: ToThread) => {
    if ('batch' in message) {
      runScarce(store, room, data.tenant, message.batch).then(
        (result) => send({ result, commitMs: store.lastCommitMs }),
        (error: unknown) => {
          setImmediate(() => {
            throw error
          })
        },
      )
    } else if ('snapshot' in message) {
      send({ snapshot: message.snapshot === 'begin' ? beginSnapshot(store) : endSnapshot(store) })
    } else if ('blobsAfter' in message) {
      send({ blobs: store.blobsAfter(message.blobsAfter, message.limit) })
    } else {
      room.close()
      store.close()
      send({ closed: true })
      port.close()
    }
  })
  send({ opened: { boots: store.boots, restored: store.restored } })
}

function beginSnapshot(store: SqliteStore): 'begun' | 'full' {
  try {
    store.beginSnapshot()
    return 'begun'
  } catch (error) {
    if (error instanceof StoreFull) return 'full'
    throw error
  }
}

function endSnapshot(store: SqliteStore): 'ended' {
  store.endSnapshot()
  return 'ended'
}

serve(workerData as EngineThreadData)
