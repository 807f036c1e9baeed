/**
 * Which column holds which field, in one place; the statements are made from it. The order is schema.sql's.
 */
import type { ActionRow, AttemptRow, JobRow, PlanRow, QueueRow, TaskResultRow } from '../../engine/model.ts'

type Columns<Row> = { readonly [Field in keyof Row]-?: string }

export const JOB: Columns<JobRow> = {
  seq: 'seq',
  tenant: 'tenant',
  jobId: 'job_id',
  planId: 'plan_id',
  actionId: 'action_id',
  origin: 'origin',
  contentHash: 'content_hash',
  queue: 'queue',
  priority: 'priority',
  laneId: 'lane_id',
  rank: 'rank',
  gated: 'gated',
  concurrencyKey: 'concurrency_key',
  concurrencyLimit: 'concurrency_limit',
  status: 'status',
  attempt: 'attempt',
  maxAttempts: 'max_attempts',
  deaths: 'deaths',
  token: 'token',
  endedToken: 'ended_token',
  workerId: 'worker_id',
  heldBy: 'held_by',
  grantedMono: 'granted_mono',
  createdAt: 'created_at',
  dueAt: 'due_at',
  expiresAt: 'expires_at',
  expiresBy: 'expires_by',
  startedAt: 'started_at',
  completedAt: 'completed_at',
  error: 'error',
  runningTask: 'running_task',
  retryPolicy: 'retry_policy',
  inputRef: 'input_ref',
  inputBytes: 'input_bytes',
  resumeFrom: 'resume_from',
  resumeToken: 'resume_token',
  handRetries: 'hand_retries',
  pinned: 'pinned',
  outputBytes: 'output_bytes',
  outputsExpired: 'outputs_expired',
}

const JOB_FIELDS = Object.keys(JOB) as readonly (keyof JobRow)[]
const BLANK = Object.fromEntries(JOB_FIELDS.map((field) => [field, null]))

/**
 * A Job from its values in the order above. All Jobs are copies of one blank, so that they have one shape in the engine:
 * the rules copy them at every step, and rows as the database makes them are dictionaries, and far dearer to copy.
 */
export function jobOf(values: readonly unknown[]): JobRow {
  const job: Record<string, unknown> = { ...BLANK }
  for (let i = 0; i < JOB_FIELDS.length; i++) job[JOB_FIELDS[i] ?? ''] = values[i]
  return job as unknown as JobRow
}

/** What an update of a Job may change; all else is written once. */
export const JOB_MUTABLE = [
  'rank',
  'gated',
  'status',
  'attempt',
  'deaths',
  'token',
  'endedToken',
  'workerId',
  'heldBy',
  'grantedMono',
  'dueAt',
  'startedAt',
  'completedAt',
  'error',
  'runningTask',
  'resumeFrom',
  'resumeToken',
  'handRetries',
  'pinned',
  'outputBytes',
  'outputsExpired',
] as const satisfies readonly (keyof JobRow)[]

export const ATTEMPT: Columns<AttemptRow> = {
  seq: 'seq',
  token: 'token',
  attempt: 'attempt',
  workerId: 'worker_id',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  outcome: 'outcome',
  error: 'error',
  firstTask: 'first_task',
}

export const TASK_RESULT: Columns<TaskResultRow> = {
  seq: 'seq',
  token: 'token',
  taskNumber: 'task_number',
  report: 'report',
  stdout: 'stdout',
  stderr: 'stderr',
  carriedFrom: 'carried_from',
}

export const QUEUE: Columns<QueueRow> = {
  tenant: 'tenant',
  queue: 'queue',
  pausedAt: 'paused_at',
  weight: 'weight',
  maxWaiting: 'max_waiting',
  ttlSecs: 'ttl_secs',
  pass: 'pass',
}

export const PLAN: Columns<PlanRow> = {
  tenant: 'tenant',
  planId: 'plan_id',
  document: 'document',
  shape: 'shape',
  origin: 'origin',
  createdAt: 'created_at',
}

export const ACTION: Columns<ActionRow> = {
  tenant: 'tenant',
  actionId: 'action_id',
  planId: 'plan_id',
  contentHash: 'content_hash',
  jobs: 'jobs',
  origin: 'origin',
  createdAt: 'created_at',
}

/** `job_id AS jobId, …`: a row comes back with the fields' names. */
export function select<Row>(columns: Columns<Row>): string {
  return Object.entries<string>(columns)
    .map(([field, column]) => `${column} AS ${field}`)
    .join(', ')
}

/** `(seq, …) VALUES (?, …)` */
export function values(columns: Readonly<Record<string, string>>): string {
  const names = Object.values(columns)
  return `(${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
}

/** The row's fields in the order of the columns. */
export function bind<Row>(columns: Partial<Columns<Row>>, row: Row): Bindable[] {
  const fields = Object.keys(columns) as (keyof Row)[]
  return fields.map((field) => row[field] as Bindable)
}

export type Bindable = string | number | null | Uint8Array
