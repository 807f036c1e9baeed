/**
 * The one port between the rules and a database. It belongs to the engine; a store implements it.
 * Every operation takes sets, so that a batch of commands costs a few statements. A store decides nothing:
 * it finds and keeps rows. `transact` makes all of a batch durable, or none of it, before it resolves.
 */
import type { JobStatus } from '@agenix/specs'
import type {
  ActionRow,
  AttemptRow,
  BlobRow,
  BusyLane,
  JobBody,
  JobRow,
  LaneRow,
  PlanRow,
  Tally,
  TaskResultRow,
  WorkerRow,
} from './model.ts'

/** Which rows the commands of a batch name. Ids are those of one tenant (`tenant` of the transaction). */
export interface Needs {
  readonly jobs: ReadonlySet<string>
  readonly plans: ReadonlySet<string>
  readonly actions: ReadonlySet<string>
  readonly workers: ReadonlySet<string>
  readonly blobs: ReadonlySet<string>
  readonly lanes: ReadonlySet<number>
  /** Workers whose held Jobs are needed. */
  readonly holders: ReadonlySet<string>
  /** Everything whose hour has come. */
  readonly overdue: { readonly wallMs: number; readonly monoMs: number; readonly limit: number } | null
}

export interface Loaded {
  readonly jobs: readonly JobRow[]
  readonly plans: readonly PlanRow[]
  readonly actions: readonly ActionRow[]
  readonly workers: readonly WorkerRow[]
  readonly blobs: readonly BlobRow[]
  readonly lanes: readonly LaneRow[]
  /** Ids among `jobs` that are here because their hour has come. */
  readonly dueJobs: readonly string[]
  readonly expiredJobs: readonly string[]
  readonly lostWorkers: readonly string[]
}

export interface Changes {
  /** Jobs not stored before, with what is written once. */
  readonly newJobs: readonly { readonly row: JobRow; readonly body: JobBody }[]
  readonly jobs: readonly JobRow[]
  readonly lanes: readonly LaneRow[]
  readonly lanePending: ReadonlyMap<number, number>
  readonly tallies: readonly Tally[]
  readonly attempts: readonly AttemptRow[]
  readonly taskResults: readonly TaskResultRow[]
  readonly plans: readonly PlanRow[]
  readonly deletedPlans: readonly string[]
  readonly actions: readonly ActionRow[]
  readonly workers: readonly WorkerRow[]
  readonly blobs: readonly BlobRow[]
}

export interface JobFilter {
  readonly status: JobStatus | null
  readonly plan: string | null
  readonly action: string | null
  readonly queue: string | null
  readonly label: readonly [string, string] | null
  readonly limit: number
  /** Only Jobs older than this seq. */
  readonly before: number | null
}

/** When something must happen next though nobody asks; null: never. */
export interface NextDue {
  readonly wallMs: number | null
  readonly monoMs: number | null
}

export interface Transaction {
  load(needs: Needs): Promise<Loaded>
  /** Keeps all of it; answers with the numbers (seq) that the new Jobs got, in their order. */
  save(changes: Changes): Promise<readonly number[]>
  /** All lanes in which a Job waits. */
  busyLanes(): Promise<readonly BusyLane[]>
  /** The first `limit` Jobs of each lane, by priority, then age. */
  heads(asks: readonly { readonly laneId: number; readonly limit: number }[]): Promise<readonly JobRow[]>
  bodies(
    seqs: readonly number[],
  ): Promise<ReadonlyMap<number, { envelope: string; input: Uint8Array | null }>>
  /** Results of these Jobs' newest reported attempt, or of the given attempt. */
  taskResults(seq: number, attempt: number | null): Promise<readonly TaskResultRow[]>
  attempts(seq: number): Promise<readonly AttemptRow[]>
  listJobs(filter: JobFilter): Promise<readonly JobRow[]>
  listPlans(after: string, limit: number): Promise<readonly PlanRow[]>
  listWorkers(): Promise<readonly WorkerRow[]>
  planIsActive(planId: string): Promise<boolean>
  heldCounts(): Promise<ReadonlyMap<string, number>>
  tallies(scope: 'queue' | 'action', name: string | null): Promise<readonly Tally[]>
  nextDue(): Promise<NextDue>
}

export interface Store {
  /** How many lives this database has had, this one included. */
  readonly boots: number
  transact<T>(tenant: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  close(): void
}
