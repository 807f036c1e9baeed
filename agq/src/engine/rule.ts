/**
 * What a rule is: a pure function of rows and a command. It sees rows through `Rows`, answers with an `Outcome`, and
 * changes nothing itself. No clock, no chance, no I/O: those came in with the command.
 */
import { type ErrorCode, type JobEvent as Event, nextStatus } from '@agenix/specs'
import type { Answer, EngineEvent, Instant, JobEvent } from './commands.ts'
import type {
  ActionRow,
  AttemptRow,
  BlobRow,
  BlobUse,
  CarriedResults,
  JobBody,
  JobRow,
  LaneRow,
  PlanRow,
  QueueRow,
  RenewedSignature,
  TaskResultRow,
  WorkerRow,
} from './model.ts'
import type { BulkCursor } from './port.ts'

export interface Rows {
  readonly tenant: string
  job(jobId: string): JobRow | undefined
  plan(planId: string): PlanRow | undefined
  action(actionId: string): ActionRow | undefined
  worker(workerId: string): WorkerRow | undefined
  blob(sha256: string): BlobRow | undefined
  lane(laneId: number): LaneRow | undefined
  /** Undefined: a plain queue, of which nothing was ever said. */
  queue(name: string): QueueRow | undefined
  /** Scheduled and pending Jobs of a queue that has a bound, while Jobs are submitted; 0 for others. */
  waitingIn(queue: string): number
  /** The place in its line of a Job that becomes ready now. */
  rankAt(priority: number, at: Instant): number
  /** Jobs that a worker may have processes of. */
  heldBy(workerId: string): readonly JobRow[]
  /** What a new Job's token begins with. */
  readonly tokenFloor: number
  /** What was looked up for the command whose turn it is. */
  readonly found: Found
  readonly dueJobs: readonly string[]
  readonly expiredJobs: readonly string[]
  readonly lostWorkers: readonly string[]
}

/** The past of a Job: its envelope, and what its newest attempt that reported anything reported. */
export interface History {
  readonly envelope: string
  readonly results: readonly TaskResultRow[]
}

/** What a command asks for that cannot be named beforehand (lookups.ts). */
export interface Found {
  readonly jobs: readonly string[]
  readonly cursor: BulkCursor | null
  readonly history: History | null
  /** All of them, for a Job that is to go on elsewhere. */
  readonly workers: readonly WorkerRow[]
}

export type Change =
  | { readonly table: 'new-job'; readonly row: JobRow; readonly body: JobBody }
  | { readonly table: 'job'; readonly row: JobRow }
  | { readonly table: 'deleted-job'; readonly row: JobRow }
  | { readonly table: 'expired-outputs'; readonly row: JobRow }
  | { readonly table: 'deleted-blob'; readonly row: BlobRow }
  | { readonly table: 'deleted-worker'; readonly workerId: string }
  | { readonly table: 'deleted-action'; readonly actionId: string }
  | { readonly table: 'lane'; readonly row: LaneRow }
  | { readonly table: 'attempt'; readonly row: AttemptRow }
  | { readonly table: 'task-result'; readonly row: TaskResultRow }
  | { readonly table: 'carried-results'; readonly row: CarriedResults }
  | { readonly table: 'signature'; readonly jobId: string; readonly row: RenewedSignature }
  | { readonly table: 'deleted-job'; readonly row: JobRow }
  | { readonly table: 'plan'; readonly row: PlanRow }
  | { readonly table: 'action'; readonly row: ActionRow }
  | { readonly table: 'worker'; readonly row: WorkerRow }
  | { readonly table: 'queue'; readonly row: QueueRow }
  | { readonly table: 'blob'; readonly row: BlobRow }
  | { readonly table: 'blob-use'; readonly row: BlobUse }

export interface Outcome {
  readonly answer: Answer
  readonly changes: readonly Change[]
  readonly events: readonly EngineEvent[]
  /** An accepted report frees a slot of this worker; a repeated one, or a refused one, frees none. */
  readonly freed?: string
}

export function refuse(code: ErrorCode, text: string): Outcome {
  return { answer: { kind: 'refused', code, text }, changes: [], events: [] }
}

export function accept(
  text: string,
  changes: readonly Change[] = [],
  events: readonly EngineEvent[] = [],
): Outcome {
  return { answer: { kind: 'ok', text }, changes, events }
}

/** The one function that moves a Job's status. A move the table does not have is a bug of the caller. */
export function move(job: JobRow, event: Event, fields: Partial<JobRow> = {}): JobRow {
  const status = nextStatus(job.status, event)
  if (status === undefined) throw new Error(`no transition '${event}' from ${job.status} (job ${job.jobId})`)
  return { ...job, gated: 0, ...fields, status }
}

export function jobEvent(job: JobRow, event: string, at: number, taskNumber?: number): JobEvent {
  return {
    channel: 'job',
    event,
    jobId: job.jobId,
    queue: job.queue,
    status: job.status,
    at,
    attempt: job.attempt,
    token: job.token,
    workerId: job.workerId,
    ...(taskNumber === undefined ? {} : { taskNumber }),
  }
}
