/**
 * The rows that the rules read and write: what AGQ remembers, without how it is stored.
 * Rows are immutable; a rule answers with new ones. Times are wall-clock milliseconds unless they end in Mono.
 * `store/sqlite/schema.sql` tells what each field means.
 */
import type { JobStatus, WorkerRegistration } from '@agenix/specs'

export interface JobRow {
  readonly tenant: string
  readonly jobId: string
  /** 0 until the store has numbered it. */
  readonly seq: number
  readonly planId: string
  readonly actionId: string | null
  readonly origin: string
  readonly contentHash: string
  readonly queue: string
  readonly priority: number
  readonly laneId: number
  readonly rank: number
  readonly gated: 0 | 1
  readonly concurrencyKey: string | null
  readonly concurrencyLimit: number | null
  readonly status: JobStatus
  readonly attempt: number
  readonly maxAttempts: number
  readonly deaths: number
  readonly token: number
  readonly endedToken: number
  readonly workerId: string | null
  readonly heldBy: string | null
  readonly grantedMono: number | null
  readonly createdAt: number
  readonly dueAt: number | null
  readonly expiresAt: number | null
  readonly expiresBy: 'expires_at' | 'ttl' | null
  readonly startedAt: number | null
  readonly completedAt: number | null
  readonly error: string | null
  readonly runningTask: number | null
  readonly retryPolicy: string | null
  readonly inputRef: string | null
  readonly inputBytes: number
  readonly resumeFrom: number | null
  readonly resumeToken: number | null
  readonly handRetries: number
  readonly pinned: 0 | 1
  readonly outputBytes: number
  readonly outputsExpired: string | null
}

/** The two words of SIG: kept and granted as they came, and judged by the worker alone. */
export interface Signature {
  readonly keyId: string
  readonly seal: string
}

/** What is written with the Job and never loaded by a rule: once, but for a signature that is renewed. */
export interface JobBody {
  readonly envelope: string
  readonly input: Uint8Array | null
  readonly signature: Signature | null
  readonly labels: readonly (readonly [string, string])[]
}

export interface LaneRow {
  readonly laneId: number
  readonly tenant: string
  readonly queue: string
  readonly tools: readonly string[]
  readonly tags: readonly string[]
}

/** A lane in which Jobs stand ready, and how many. */
export interface BusyLane extends LaneRow {
  readonly pending: number
}

export interface QueueRow {
  readonly tenant: string
  readonly queue: string
  readonly pausedAt: number | null
  readonly weight: number
  readonly maxWaiting: number | null
  readonly ttlSecs: number | null
  readonly pass: number
}

export type AttemptOutcome = 'completed' | 'failed' | 'cancelled' | 'lost' | 'released'

export interface AttemptRow {
  readonly seq: number
  readonly token: number
  readonly attempt: number
  readonly workerId: string
  readonly startedAt: number
  readonly endedAt: number
  readonly outcome: AttemptOutcome
  readonly error: string | null
  readonly firstTask: number
}

export interface TaskResultRow {
  readonly seq: number
  readonly token: number
  readonly taskNumber: number
  readonly report: string
  /** The bytes, when there are few; null when they are a blob. */
  readonly stdout: Uint8Array | null
  readonly stderr: Uint8Array | null
  /** The token of the attempt that reported it, where a later one was resumed behind it; null: this one. */
  readonly carriedFrom: number | null
}

/** Results of tasks below `below`, to stand with the attempt `toToken` too, where it reported none of its own. */
export interface CarriedResults {
  readonly seq: number
  readonly fromToken: number
  readonly toToken: number
  readonly below: number
}

/** A signature that takes the place of an older one of the same key. */
export interface RenewedSignature {
  readonly seq: number
  readonly signature: Signature
}

export interface PlanRow {
  readonly tenant: string
  readonly planId: string
  readonly document: string
  readonly shape: string
  readonly origin: string
  readonly createdAt: number
}

export interface ActionRow {
  readonly tenant: string
  readonly actionId: string
  readonly planId: string
  readonly contentHash: string
  readonly jobs: number
  readonly origin: string
  readonly createdAt: number
}

export type WorkerStatus = 'live' | 'draining' | 'lost' | 'gone'

export interface WorkerRow {
  readonly tenant: string
  readonly workerId: string
  readonly registration: WorkerRegistration
  readonly instance: string
  readonly status: WorkerStatus
  readonly intervalMs: number
  readonly leaseMs: number
  readonly leaseUntilMono: number
  readonly registeredAt: number
  readonly seenAt: number
  readonly stats: string | null
}

export interface BlobRow {
  readonly sha256: string
  readonly bytes: number
  readonly createdAt: number
}

export interface BlobUse {
  readonly sha256: string
  readonly seq: number
  readonly use: 'input' | 'output'
}

export interface Tally {
  readonly scope: 'queue' | 'action'
  readonly name: string
  readonly status: JobStatus
  readonly jobs: number
  /** Of their kept outputs. */
  readonly bytes: number
  /** How many of them have kept outputs. */
  readonly outputs: number
}
