/**
 * Commands are data: everything a rule may not fetch for itself (the time, chance, the caller) is already in them.
 * `phase` orders a batch: first what changes rows by name, then leases, then questions about the result.
 */
import type {
  ActionRequest,
  ErrorCode,
  JobStatus,
  JobWhyView,
  RetentionRule,
  WorkerRegistration,
} from '@agenix/specs'
import type { Look } from './look.ts'
import type { Signature } from './model.ts'
import type { BulkCursor, BulkFilter, JobFilter } from './port.ts'

/** When a command entered, by both clocks. */
export interface Instant {
  readonly wallMs: number
  readonly monoMs: number
}

/** A Job as it was validated, ready to be stored. */
export interface NewJob {
  readonly jobId: string
  readonly planId: string
  readonly envelope: string
  /** JSON of the commands, their order and wiring: compared with a stored Plan's. */
  readonly shape: string
  readonly contentHash: string
  readonly queue: string
  readonly priority: number
  readonly laneId: number
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  readonly maxAttempts: number
  readonly retryPolicy: string | null
  readonly notBefore: number | null
  readonly expiresAt: number | null
  readonly concurrencyKey: string | null
  readonly concurrencyLimit: number | null
  readonly labels: readonly (readonly [string, string])[]
  readonly input: Uint8Array | null
  readonly inputRef: string | null
  readonly inputBytes: number
  readonly signature: Signature | null
}

/** One task of a worker's report; the bytes still as base64, decoded where they are stored. */
export interface ReportedTask {
  readonly taskNumber: number
  readonly exitCode: number | null
  readonly report: string
  readonly stdoutInline: string | null
  readonly stderrInline: string | null
  /** sha256 of what must have been uploaded before. */
  readonly blobs: readonly string[]
  readonly keptBytes: number
}

export interface FinishReport {
  readonly tasks: readonly ReportedTask[]
  readonly error: string | null
  readonly reason: 'task' | 'worker' | 'cancelled' | 'policy'
  readonly retryable: boolean
}

/** Who speaks of a Job that a worker holds. */
export interface Speaking {
  /** The workers that the caller's key speaks for; absent: all of them, as for most callers. */
  readonly speakers?: readonly string[]
}

interface At {
  readonly at: Instant
}

export type WriteCommand =
  | ({ readonly kind: 'boot' } & At)
  /** `jumpMs`: so far the wall clock was set since the last tick, forward or back. */
  | ({ readonly kind: 'tick'; readonly jumpMs?: number } & At)
  | ({ readonly kind: 'job.submit'; readonly job: NewJob; readonly origin: string } & At)
  | ({ readonly kind: 'job.cancel'; readonly jobId: string } & At)
  /** `from`: the task to begin with, on the outputs of those before it; null: the whole Job. */
  | ({ readonly kind: 'job.retry'; readonly jobId: string; readonly from: number | null } & At)
  | ({ readonly kind: 'job.delete'; readonly jobId: string } & At)
  | ({ readonly kind: 'job.pin'; readonly jobId: string; readonly pinned: 0 | 1 } & At)
  | ({
      readonly kind: 'jobs.bulk'
      readonly bulk: BulkChange
      /** Where the piece before it ended; null: from the beginning. */
      readonly cursor: BulkCursor | null
      readonly limit: number
    } & At)
  | ({
      readonly kind: 'job.finish'
      readonly jobId: string
      readonly token: number
      readonly verdict: 'complete' | 'fail'
      readonly report: FinishReport
      /** 0 ≤ chance < 1, for the jitter of a retry. */
      readonly chance: number
      /** Lease so many more Jobs for the same worker, if the report was accepted. */
      readonly next: number
    } & At &
      Speaking)
  | ({ readonly kind: 'job.release'; readonly jobId: string; readonly token: number } & At & Speaking)
  | ({
      readonly kind: 'job.progress'
      readonly jobId: string
      readonly token: number
      readonly taskNumber: number
      readonly state: 'started' | 'finished'
    } & At &
      Speaking)
  | ({
      readonly kind: 'job.log'
      readonly jobId: string
      readonly token: number
      readonly taskNumber: number
    } & At &
      Speaking)
  | ({
      readonly kind: 'worker.register'
      /** The connection on which the id's present holder registered is still open. */
      readonly holderIsThere: boolean
      readonly registration: WorkerRegistration
      readonly intervalMs: number
      readonly leaseMs: number
    } & At)
  | ({
      readonly kind: 'worker.heartbeat'
      readonly workerId: string
      readonly instance: string | null
      /** What the worker says it runs; null: it did not say. */
      readonly held: readonly { readonly jobId: string; readonly token: number }[] | null
      readonly stats: string | null
    } & At)
  | ({ readonly kind: 'worker.unregister'; readonly workerId: string } & At)
  | ({ readonly kind: 'worker.drain'; readonly workerId: string } & At)
  | ({
      readonly kind: 'plan.put'
      readonly planId: string
      readonly document: string
      readonly shape: string
      readonly origin: string
    } & At)
  | ({
      readonly kind: 'action.submit'
      readonly request: ActionRequest
      readonly contentHash: string
      readonly origin: string
    } & At)
  | ({
      readonly kind: 'queue.set'
      readonly queue: string
      /** Undefined: as it was; null: none. */
      readonly weight?: number
      readonly maxWaiting?: number | null
      readonly ttlSecs?: number | null
    } & At)
  | ({ readonly kind: 'queue.pause'; readonly queue: string } & At)
  | ({ readonly kind: 'queue.resume'; readonly queue: string } & At)
  | ({ readonly kind: 'blob.record'; readonly sha256: string; readonly bytes: number } & At)

/** What is done to many Jobs, piece by piece: each piece is a command of its own, so that others come between. */
export type BulkChange =
  | { readonly do: 'retry' | 'cancel'; readonly filter: BulkFilter; readonly ofAction: boolean }
  | { readonly do: 'purge'; readonly queue: string }

export interface LeaseCommand extends At {
  readonly kind: 'job.lease'
  readonly workerId: string
  readonly count: number
  /** If there is nothing, say what the worker can run: thousands of names, so only when they are not known yet. */
  readonly introduce: boolean
}

/** One step of retention: at most `limit` of what a rule of the policy, or a day of silence, condemns. */
export interface SweepCommand extends At {
  readonly kind: 'retention.sweep'
  readonly step:
    | { readonly rule: RetentionRule }
    /** Workers that are lost or gone and were not heard of since. */
    | { readonly workersBefore: number }
  readonly limit: number
}

export type QueryCommand =
  | { readonly kind: 'job.status'; readonly jobId: string }
  /** Its status once it has ended; 0 before that. */
  | { readonly kind: 'job.end'; readonly jobId: string }
  | { readonly kind: 'job.get'; readonly jobId: string }
  | { readonly kind: 'job.why'; readonly jobId: string }
  | { readonly kind: 'job.list'; readonly filter: JobFilter }
  | {
      readonly kind: 'job.output'
      readonly jobId: string
      readonly taskNumber: number
      readonly stream: 'stdout' | 'stderr'
      readonly attempt: number | null
    }
  | { readonly kind: 'plan.get'; readonly planId: string }
  | { readonly kind: 'plan.list'; readonly pattern: string; readonly after: string; readonly limit: number }
  | { readonly kind: 'plan.delete'; readonly planId: string }
  | { readonly kind: 'action.status'; readonly actionId: string }
  | { readonly kind: 'action.list'; readonly before: number | null; readonly limit: number }
  | {
      readonly kind: 'queue.stats'
      readonly queue: string | null
      /** Whether to look at the heads of the lines too: one question a lane. */
      readonly heads: boolean
    }
  | { readonly kind: 'worker.list' }
  | { readonly kind: 'worker.get'; readonly workerId: string }
  | { readonly kind: 'blob.find'; readonly sha256: string }
  | { readonly kind: 'blob.known'; readonly names: readonly string[] }
  | { readonly kind: 'look'; readonly look: Look }

export type Command = WriteCommand | SweepCommand | LeaseCommand | QueryCommand

export interface Grant {
  readonly jobId: string
  readonly attempt: number
  readonly token: number
  readonly leaseMs: number
  readonly envelope: string
  readonly input: Uint8Array | null
  readonly inputRef: string | null
  readonly inputBytes: number
  /** JSON of where to begin and on what; null: from the beginning. */
  readonly resume: string | null
  readonly signature: Signature | null
}

/** Where the bytes asked for are: here, in a blob, in the live file of a running attempt, or nowhere. */
export type OutputPlace =
  | { readonly in: 'row'; readonly bytes: Uint8Array }
  | { readonly in: 'blob'; readonly sha256: string; readonly bytes: number }
  | { readonly in: 'live'; readonly token: number; readonly status: JobStatus }

/** Offsets in a stream: what is between them was written and not kept. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/** What a command is answered. Semantic, not RESP: `commands/` turns it into replies. */
export type Answer =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'nil' }
  | {
      readonly kind: 'grants'
      readonly grants: readonly Grant[]
      readonly can: Capabilities | null
      /** Nothing will come for this worker, whatever waits. */
      readonly draining: boolean
    }
  | { readonly kind: 'page'; readonly cursor: string | null; readonly rows: readonly string[] }
  | { readonly kind: 'output'; readonly place: OutputPlace; readonly gap: Gap | null }
  | {
      /** What a step of retention removed: nothing, and there is no more. */
      readonly kind: 'retired'
      readonly count: number
      readonly bytes: number
      /** Blobs whose rows are gone: now their files may go. */
      readonly blobs: readonly string[]
    }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** `stderr`: of the task that ended it; its last lines belong to the evidence. */
  | { readonly kind: 'why'; readonly view: JobWhyView; readonly stderr: OutputPlace | null }
  /** A piece of a bulk change: Jobs changed, Jobs that could not be yet, and where the next piece begins. */
  | {
      readonly kind: 'changed'
      readonly done: number
      readonly skipped: number
      readonly cursor: BulkCursor | null
    }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly text: string }

/** What a worker can run: enough to wake it for the right Job. */
export interface Capabilities {
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  /** Ids of the keys whose Jobs it runs; undefined: it runs any Job, signed or not. */
  readonly trust?: readonly string[] | undefined
}

export interface JobEvent {
  readonly channel: 'job'
  readonly event: string
  readonly jobId: string
  readonly queue: string
  readonly status: JobStatus
  readonly at: number
  readonly attempt: number
  readonly token: number
  readonly workerId: string | null
  readonly taskNumber?: number
  /** Which rule of retention removed the Job, or its outputs. */
  readonly policy?: string
}

export interface WorkerEvent {
  readonly channel: 'worker'
  readonly event: string
  readonly workerId: string
  readonly at: number
  readonly jobId?: string
  readonly token?: number
}

export type EngineEvent = JobEvent | WorkerEvent

/** A lane in which Jobs began to wait: somebody parked may want them. */
export interface Arrival {
  readonly laneId: number
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  readonly jobs: number
}

export interface BatchResult {
  readonly answers: readonly Answer[]
  readonly events: readonly EngineEvent[]
  readonly arrivals: readonly Arrival[]
  readonly nextDue: { readonly wallMs: number | null; readonly monoMs: number | null }
}

/** 0: writes by name · 1: leases · 2: questions. One connection's commands keep their order by it. */
export function phaseOf(command: Command): 0 | 1 | 2 {
  switch (command.kind) {
    case 'job.lease':
      return 1
    case 'job.finish':
      return command.next > 0 ? 1 : 0
    case 'job.status':
    case 'job.end':
    case 'job.get':
    case 'job.why':
    case 'job.list':
    case 'job.output':
    case 'plan.get':
    case 'plan.list':
    case 'plan.delete':
    case 'action.status':
    case 'action.list':
    case 'queue.stats':
    case 'worker.list':
    case 'worker.get':
    case 'blob.find':
    case 'blob.known':
    case 'look':
      return 2
    default:
      return 0
  }
}
