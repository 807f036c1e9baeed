/**
 * One AGQ: opens the store, the blobs and the sockets, wires them, and closes them in the opposite order. Reads as the
 * picture in ARCHITECTURE.md.
 */
import { statfsSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { Blobs } from './blobs/blobs.ts'
import { LiveOutput } from './blobs/live.ts'
import type { Context, DiskFacts } from './commands/context.ts'
import { commandTable, makeDispatch } from './commands/dispatch.ts'
import { Registrars } from './commands/registrars.ts'
import { writeRefusals } from './commands/write-commands.ts'
import type { RoomState } from './engine-thread.ts'
import { systemClock } from './loop/clock.ts'
import { type EngineLink, openEngine } from './loop/engine-link.ts'
import { startLoop } from './loop/start-loop.ts'
import { Sweeper } from './loop/sweeper.ts'
import { Backups } from './ops/backups.ts'
import { Meters } from './ops/meters.ts'
import type { Reloadable, Reloaded } from './ops/reload.ts'
import type { Retention } from './ops/retention.ts'
import { type PubSub, type StoredKey, startWire, type TlsMaterial } from './wire/index.ts'

/** The only tenant there is; rows carry it from the first day. */
const TENANT = 'default'

export interface ServerOptions {
  readonly listen: Parameters<typeof startWire>[0]['listen']
  readonly dataDir: string
  /** Asked for once the data directory is locked: two servers that start at once must not make two keys. */
  readonly sessionKey: () => string
  /** The named keys. */
  readonly keys: readonly StoredKey[]
  /** Null: TCP is in the clear. */
  readonly tls: TlsMaterial | null
  /** Reads keys and certificates anew; undefined: too early. */
  readonly reload: () => Reloaded | undefined
  readonly version: string
  /** Connections at once. */
  readonly clients: number
  readonly retention: Retention
  readonly log: Logger
  /** The store's thread died, or the disk failed under the blobs: nothing more can be acknowledged. */
  readonly onFatal: (error: Error) => void
}

export interface Server extends Reloadable {
  readonly addresses: readonly string[]
  close(): Promise<void>
}

/** An address could not be taken; the text says which, and what to do. */
export class ListenFailed extends Error {}

async function firstOrClose<T>(engine: EngineLink, work: () => T): Promise<T> {
  try {
    return work()
  } catch (error) {
    await engine.close()
    throw error
  }
}

function diskFacts(dataDir: string, room: RoomState): DiskFacts {
  const { bavail, bsize } = statfsSync(dataDir)
  return { ...room, freeBytes: bavail * bsize }
}

const SILENCE: PubSub = { publish: () => undefined, hasSubscribers: () => false }

export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataDir, log, version } = options
  const meters = new Meters()
  const engine = await openEngine(
    { databasePath: join(dataDir, 'agq.db'), tenant: TENANT },
    options.onFatal,
    (commands, durationMs, commitMs) => meters.observeBatch(commands, durationMs, commitMs),
  )
  const sessionKey = await firstOrClose(engine, options.sessionKey)
  const hasNoRoom = (): boolean => engine.room().fullSince !== null
  const blobs = await Blobs.open(join(dataDir, 'blobs'), hasNoRoom, options.onFatal)
  const backups = new Backups(engine, blobs, dataDir, version)
  if (engine.restored) log.warn('this data comes from a backup: every lease granted before is fenced')
  const live = await LiveOutput.open(join(dataDir, 'live'))

  let pubsub = SILENCE
  const attemptEnded = (jobId: string, token: number): void => void live.forget(jobId, token)
  const registrars = new Registrars()
  const workerForgotten = (workerId: string): void => registrars.forget(workerId)
  const hearers = { pubsub: () => pubsub, attemptEnded, workerForgotten }
  const heart = await startLoop(engine, systemClock, hearers).catch(async (error: unknown) => {
    await engine.close()
    throw error
  })
  const { loop, leases, waits, events } = heart
  const sweeper = new Sweeper({
    loop,
    blobs,
    retention: options.retention,
    clock: systemClock,
    uptimeMs: () => uptime() * 1000,
    log,
    wakeAt: (monoMs) => heart.alarm.wakeAt(monoMs),
  })
  heart.alarm.alsoRing(sweeper)

  const startedAtMs = performance.now()
  const context: Context = {
    clock: systemClock,
    chance: Math.random,
    loop,
    blobs,
    live,
    leases,
    waits,
    events,
    sweeper,
    registrars,
    backUp: (file) => backups.make(file),
    meters,
    reload: options.reload,
    facts: () => ({
      version,
      addresses: wire.addresses,
      dataDir,
      startedAtMs,
      clients: wire.clientCount(),
      security: wire.security,
      disk: diskFacts(dataDir, engine.room()),
      traffic: wire.traffic,
    }),
  }
  const closeStore = async (): Promise<void> => {
    heart.alarm.stop()
    blobs.stopRemoving()
    await backups.close()
    await sweeper.stop()
    await loop.drain()
    await blobs.close()
    await engine.close()
  }
  const wire = await startWire({
    listen: options.listen,
    sessionKey,
    keys: options.keys,
    tls: options.tls,
    commands: commandTable,
    refuseWrite: writeRefusals(commandTable),
    version,
    dispatch: makeDispatch(context),
    log,
    bounds: { clients: options.clients },
  }).catch(async (error: unknown) => {
    await closeStore()
    throw new ListenFailed(error instanceof Error ? error.message : String(error))
  })
  pubsub = wire.pubsub
  // Who is refused a connection knows that nobody serves, and counts its leases anew from then (agw's `absence.ts`):
  // so they begin anew once more now that nobody is refused any longer.
  await loop.submit(0, { kind: 'boot', at: systemClock.now() })

  return {
    addresses: wire.addresses,
    useKeys: wire.useKeys,
    endExpired: wire.endExpired,
    useTls: wire.useTls,
    async close() {
      // From the moment that connections are refused no worker may be found lost any more.
      heart.alarm.stop()
      await wire.close()
      await closeStore()
    },
  }
}
