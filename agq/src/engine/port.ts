/**
 * The one port between the rules and a database. It belongs to the engine; a store implements it.
 * Every operation takes sets, so that a batch of commands costs a few statements. A store decides nothing:
 * it finds and keeps rows. `transact` makes all of a batch durable, or none of it, before it resolves.
 */
import type { JobStatus } from '@agenix/specs'
import type { Inspection } from './inspection.ts'
import type {
  ActionRow,
  AttemptRow,
  BlobRow,
  BlobUse,
  BusyLane,
  CarriedResults,
  JobBody,
  JobRow,
  LaneRow,
  PlanRow,
  QueueRow,
  RenewedSignature,
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
  /** Whether the waiting Jobs of queues that have a bound are to be counted. */
  readonly countWaiting: boolean
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
  /** All that have a row. */
  readonly queues: ReadonlyMap<string, QueueRow>
  /** Scheduled and pending Jobs of the queues that have a bound, if asked for. */
  readonly waiting: ReadonlyMap<string, number>
  /** Ids among `jobs` that are here because their hour has come. */
  readonly dueJobs: readonly string[]
  readonly expiredJobs: readonly string[]
  readonly lostWorkers: readonly string[]
  /** No token of a Job that was deleted is above it: whoever still has one is fenced by any new Job of that id. */
  readonly tokenFloor: number
}

export interface Changes {
  /** Jobs not stored before, with what is written once. */
  readonly newJobs: readonly { readonly row: JobRow; readonly body: JobBody }[]
  readonly jobs: readonly JobRow[]
  /** Those of them whose lane is another: no other update writes it. */
  readonly movedJobs: readonly JobRow[]
  readonly lanes: readonly LaneRow[]
  readonly queues: readonly QueueRow[]
  readonly lanePending: ReadonlyMap<number, number>
  readonly tallies: readonly Tally[]
  readonly attempts: readonly AttemptRow[]
  readonly taskResults: readonly TaskResultRow[]
  readonly carriedResults: readonly CarriedResults[]
  readonly signatures: readonly RenewedSignature[]
  /** Forgotten with all that belongs to them. Done first: the same id may be new again in these changes. */
  readonly deletedJobs: readonly JobRow[]
  /** Jobs whose results lose their bytes, and whose blobs are needed no more. */
  readonly expiredOutputs: readonly JobRow[]
  readonly deletedBlobs: readonly BlobRow[]
  readonly deletedWorkers: readonly string[]
  /** With what was counted of them. */
  readonly deletedActions: readonly string[]
  readonly plans: readonly PlanRow[]
  readonly deletedPlans: readonly string[]
  readonly actions: readonly ActionRow[]
  readonly workers: readonly WorkerRow[]
  readonly blobs: readonly BlobRow[]
  readonly blobUses: readonly BlobUse[]
  /** The age of the line (rank.ts), where a Job became ready. */
  readonly ageMs: number | null
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

/** Jobs to be worked through, oldest first, in pieces. Without an action it needs a status. */
export type BulkFilter = Pick<JobFilter, 'status' | 'plan' | 'action' | 'queue' | 'label'>

/** Of a filter: behind this Job. Of a queue's waiting Jobs: up to this one, and how far the scheduled ones were walked. */
export interface BulkCursor {
  readonly seq: number
  readonly due: { readonly dueAt: number; readonly seq: number } | null
}

export interface BulkPiece {
  readonly jobs: readonly JobRow[]
  /** Where the next piece begins; null: there is none. A piece may be empty and not the last. */
  readonly cursor: BulkCursor | null
}

/** Which ready Jobs of a lane: the first `limit` behind `after`. */
export interface HeadsAsk {
  readonly laneId: number
  readonly limit: number
  readonly after: { readonly rank: number; readonly seq: number } | null
}

/** An Action and its place in the order of acceptance. */
export interface PlacedAction {
  readonly place: number
  readonly action: ActionRow
}

/** One line of ended Jobs. */
export interface Scope {
  readonly queue: string
  readonly status: JobStatus
}

export interface EndedAsk {
  readonly scopes: readonly Scope[]
  /** Only Jobs that have kept outputs. */
  readonly onlyOutputs: boolean
  /** Only what ended by then; null: all. */
  readonly before: number | null
  readonly limit: number
}

/** When something must happen next though nobody asks; null: never. */
export interface NextDue {
  readonly wallMs: number | null
  readonly monoMs: number | null
}

export interface Transaction extends Inspection {
  load(needs: Needs): Promise<Loaded>
  /** Keeps all of it; answers with the numbers (seq) that the new Jobs got, in their order. */
  save(changes: Changes): Promise<readonly number[]>
  /** All lanes in which a Job stands ready. */
  busyLanes(): Promise<readonly BusyLane[]>
  /** The ready Jobs of each lane in their order: by rank, then age. */
  heads(asks: readonly HeadsAsk[]): Promise<readonly JobRow[]>
  /** How many Jobs of each concurrency key are held by a worker. */
  heldByKeys(keys: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The first gated Jobs of this key in each of its lanes, at most `limit` a lane. */
  gated(key: string, limit: number): Promise<readonly JobRow[]>
  bodies(seqs: readonly number[]): Promise<ReadonlyMap<number, Omit<JobBody, 'labels'>>>
  /** Results of these Jobs' newest reported attempt, or of the given attempt. */
  taskResults(seq: number, attempt: number | null): Promise<readonly TaskResultRow[]>
  /** The results that these attempts reported or were handed on. */
  resultsOf(
    attempts: readonly { readonly seq: number; readonly token: number }[],
  ): Promise<readonly TaskResultRow[]>
  attempts(seq: number): Promise<readonly AttemptRow[]>
  listJobs(filter: JobFilter): Promise<readonly JobRow[]>
  /** At most `limit` Jobs behind the cursor, and a bounded look for them. */
  bulk(filter: BulkFilter, cursor: BulkCursor | null, limit: number): Promise<BulkPiece>
  /** Scheduled and pending Jobs of a queue, gated ones too. Those that are pending must wait no more before the next piece. */
  waitingJobs(queue: string, cursor: BulkCursor, limit: number): Promise<BulkPiece>
  newestSeq(): Promise<number>
  /** Newest first; `before` is the place of the last one of the page before. */
  listActions(before: number | null, limit: number): Promise<readonly PlacedAction[]>
  /** The wall clock was set: the ends of all backoffs move with it. */
  shiftBackoffs(byMs: number): Promise<void>
  /** No backoff ends later than its policy allows from now on. */
  capBackoffs(wallMs: number): Promise<void>
  listPlans(after: string, limit: number): Promise<readonly PlanRow[]>
  listWorkers(): Promise<readonly WorkerRow[]>
  planIsActive(planId: string): Promise<boolean>
  heldCounts(): Promise<ReadonlyMap<string, number>>
  tallies(scope: 'queue' | 'action', name: string | null): Promise<readonly Tally[]>
  nextDue(): Promise<NextDue>
  /** Of the ended Jobs that are neither pinned nor held the oldest, up to `limit`; fewer may be found, but none only where there is none. */
  oldestEnded(ask: EndedAsk): Promise<readonly JobRow[]>
  /** The pinned ended Jobs of these lines, counted as `tallies` counts. */
  pinnedIn(scopes: readonly Scope[]): Promise<readonly Tally[]>
  /** Blobs that no Job names and that were not uploaded again since, oldest first. */
  idleBlobs(until: number, limit: number): Promise<readonly BlobRow[]>
  idleBlobTotals(): Promise<{ readonly blobs: number; readonly bytes: number }>
  /** Lost and gone workers that were not heard of since and hold nothing. */
  retiredWorkers(before: number, limit: number): Promise<readonly string[]>
}

export interface Store {
  /** How many lives this database has had, this one included. */
  readonly boots: number
  /** The age of the line when this life began: what became ready before has a smaller one (rank.ts). */
  readonly ageAtBootMs: number
  /** Rejects with StoreFull where the disk has no room: then nothing of it happened. After any other error it is over. */
  transact<T>(tenant: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  close(): void
}

/** The disk has no room for this transaction: it was rolled back whole. */
export class StoreFull extends Error {}

/**
 * What a command needs of the disk (growth.ts). 4: makes the data grow for good · 3: begins work that will have results ·
 * 2: adds the rows of a result · 1: changes rows in place · 0: only asks.
 */
export type Demand = 0 | 1 | 2 | 3 | 4

/** Watches the room on the store's disk, and keeps some back for what must go on when there is no more. */
export interface Room {
  /** Wall clock; null: there is room. */
  readonly fullSince: number | null
  /** What may be done now, if the data would grow by so many bytes. Asked before every batch. */
  allows(growthBytes: number): Demand
  /** A transaction found no room: the disk is full. True if something that was kept back is free now. */
  giveUp(): boolean
}
