/** What every command works with. Made once by server.ts; nothing here decides anything. */
import type { Blobs } from '../blobs/blobs.ts'
import type { LiveOutput } from '../blobs/live.ts'
import type { Clock } from '../loop/clock.ts'
import type { Events } from '../loop/events.ts'
import type { Loop } from '../loop/loop.ts'
import type { JobParking, LeaseParking } from '../loop/parking.ts'
import type { Sweeper } from '../loop/sweeper.ts'
import type { Backup } from '../ops/backup-file.ts'
import type { Meters } from '../ops/meters.ts'
import type { Reloaded } from '../ops/reload.ts'
import type { Caller, Dispatched, Security, Traffic } from '../wire/index.ts'
import type { Registrars } from './registrars.ts'

export interface Context {
  /** The rules have no clock and no chance: both come in with the commands, and from here. */
  readonly clock: Clock
  /** 0 ≤ chance < 1. */
  readonly chance: () => number
  readonly loop: Loop
  readonly blobs: Blobs
  readonly live: LiveOutput
  readonly leases: LeaseParking
  readonly waits: JobParking
  readonly events: Events
  readonly sweeper: Sweeper
  readonly registrars: Registrars
  /** Writes all data into this new file; rejects with BackupFailed. */
  readonly backUp: (file: string) => Promise<Backup>
  /** Reads keys and certificates anew; undefined: the server is only starting. */
  readonly reload: () => Reloaded | undefined
  readonly facts: () => ServerFacts
  readonly meters: Meters
}

/** What INFO and METRICS tell. */
export interface ServerFacts {
  readonly version: string
  readonly addresses: readonly string[]
  readonly dataDir: string
  readonly startedAtMs: number
  readonly clients: number
  readonly security: Security
  readonly traffic: Traffic
  readonly disk: DiskFacts
}

/** Of the disk that holds the data. */
export interface DiskFacts {
  readonly freeBytes: number
  /** What is kept back of it for Jobs that end while it is full. */
  readonly reserveBytes: number
  /** Wall clock; null: there is room. */
  readonly fullSince: number | null
}

export interface CommandEntry {
  readonly name: string
  /** As Redis counts: the name included; negative is a minimum. */
  readonly arity: number
  readonly summary: string
  /** The most bytes its reply may have, or comes to at most in practice, where that is much. */
  readonly replyBytes?: number
  readonly run: (context: Context, caller: Caller, args: readonly Buffer[]) => Dispatched
}
