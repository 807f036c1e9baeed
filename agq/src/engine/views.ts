/**
 * Rows as the outside sees them: the JSON of JOB.STATUS, WORKER.LIST and the rest. Its names are the
 * contract (agq/README.md), for good.
 */
import {
  isTerminal,
  limits,
  policyTag,
  type StreamReport,
  type TaskReport,
  type WorkerPolicy,
} from '@agenix/specs'
import { expiryOfOutputs } from './expired.ts'
import type {
  ActionRow,
  AttemptRow,
  JobRow,
  PlanRow,
  QueueRow,
  Tally,
  TaskResultRow,
  WorkerRow,
} from './model.ts'

export function jobSummary(job: JobRow): Record<string, unknown> {
  return {
    job_id: job.jobId,
    plan_id: job.planId,
    ...optional('action_id', job.actionId),
    status: job.status,
    queue: job.queue,
    priority: job.priority,
    attempt: job.attempt,
    max_attempts: job.maxAttempts,
    created_at: iso(job.createdAt),
    ...optional('due_at', job.dueAt === null ? null : iso(job.dueAt)),
    ...optional('expires_at', job.expiresAt === null ? null : iso(job.expiresAt)),
    ...optional('started_at', job.startedAt === null ? null : iso(job.startedAt)),
    ...optional('completed_at', job.completedAt === null ? null : iso(job.completedAt)),
    ...optional('worker_id', job.workerId),
    ...optional('running_task', job.runningTask),
    ...optional('resumed_from', job.resumeFrom),
    ...optional('hand_retries', job.handRetries === 0 ? null : job.handRetries),
    ...(job.pinned === 1 ? { pinned: true } : {}),
    ...optional('error', job.error),
  }
}

export function jobStatus(
  job: JobRow,
  results: readonly TaskResultRow[],
  attempts: readonly AttemptRow[],
): Record<string, unknown> {
  return {
    ...jobSummary(job),
    origin: JSON.parse(job.origin),
    input_bytes: job.inputBytes,
    ...(isTerminal(job.status) && job.heldBy !== null ? { still_stopping_on: job.heldBy } : {}),
    ...(job.status === 'cancelled' ? { cancel: cancelView(job, attempts) } : {}),
    ...outputsExpired(job, results),
    attempts: attempts.map((attempt) => ({
      attempt: attempt.attempt,
      worker_id: attempt.workerId,
      started_at: iso(attempt.startedAt),
      ended_at: iso(attempt.endedAt),
      outcome: attempt.outcome,
      ...optional('error', attempt.error),
      ...optional('first_task', attempt.firstTask > 1 ? attempt.firstTask : null),
    })),
    task_results: results.map((row) => ({ ...taskResult(row), ...optional('from_attempt', origin(row)) })),
  }

  function origin({ carriedFrom }: TaskResultRow): number | null {
    return attempts.find((attempt) => attempt.token === carriedFrom)?.attempt ?? null
  }
}

/** When it was cancelled, and when its worker said that nothing of it runs any more: an attempt that ended after it. */
function cancelView(job: JobRow, attempts: readonly AttemptRow[]): Record<string, unknown> {
  const at = job.completedAt ?? 0
  const stop = attempts.find(
    ({ token, outcome, endedAt }) =>
      token === job.token && (endedAt > at || (endedAt === at && outcome === 'cancelled')),
  )
  return {
    ...optional('requested_at', job.completedAt === null ? null : iso(job.completedAt)),
    ...optional('worker_id', stop?.workerId ?? job.heldBy),
    ...optional('stopped_at', stop === undefined || stop.outcome === 'lost' ? null : iso(stop.endedAt)),
  }
}

/** Of the results shown: what a later attempt reported is there. */
function outputsExpired(job: JobRow, results: readonly TaskResultRow[]): Record<string, unknown> {
  const expired = expiryOfOutputs(job, results[0]?.token ?? job.token)
  return expired === null ? {} : { outputs_expired: { policy: expired.policy, at: iso(expired.at) } }
}

function taskResult(row: TaskResultRow): Record<string, unknown> {
  const report = JSON.parse(row.report) as TaskReport
  return {
    task_number: report.task_number,
    command: report.command,
    exit_code: report.exit_code,
    ...optional('signal', report.signal),
    timed_out: report.timed_out,
    failure: report.failure,
    ...optional('error', report.error ?? null),
    started_at: report.started_at,
    duration_ms: report.duration_ms,
    stdout_bytes: report.stdout.bytes,
    stderr_bytes: report.stderr.bytes,
    stdout_sha256: report.stdout.sha256,
    stderr_sha256: report.stderr.sha256,
    stdout: preview(row.stdout),
    stderr: preview(row.stderr),
    truncated: report.stdout.truncated || report.stderr.truncated,
    ...keptOf('stdout', report.stdout),
    ...keptOf('stderr', report.stderr),
    ...(report.receipt === undefined ? {} : { receipt: report.receipt }),
  }
}

/** Of a stream that was cut: how much of it is kept, and how much of that is its beginning. The rest is its end. */
function keptOf(name: 'stdout' | 'stderr', report: StreamReport): Record<string, unknown> {
  const { truncated, kept_bytes: kept, head_bytes: head } = report
  return truncated ? { [`${name}_kept_bytes`]: kept, [`${name}_head_bytes`]: head ?? kept } : {}
}

/**
 * Text for people: the head, decoded as UTF-8. What is no text becomes U+FFFD, and so does NUL, which many readers of
 * JSON cannot hold. The exact bytes are JOB.OUTPUT's.
 */
function preview(bytes: Uint8Array | null): string {
  if (bytes === null) return ''
  return new TextDecoder('utf-8').decode(bytes.subarray(0, limits.previewBytes)).replaceAll('\0', '\uFFFD')
}

export function planSummary(plan: PlanRow): Record<string, unknown> {
  const document = JSON.parse(plan.document) as { plan_description?: string; tasks: readonly unknown[] }
  return {
    plan_id: plan.planId,
    ...optional('plan_description', document.plan_description ?? null),
    tasks: document.tasks.length,
    created_at: iso(plan.createdAt),
  }
}

export function actionStatus(action: ActionRow, tallies: readonly Tally[]): Record<string, unknown> {
  const totals = totalsOf(tallies)
  const there = Object.values(totals).reduce<number>((sum, jobs) => sum + (jobs ?? 0), 0)
  const open = (totals.scheduled ?? 0) + (totals.pending ?? 0) + (totals.running ?? 0)
  return {
    action_id: action.actionId,
    plan_id: action.planId,
    created_at: iso(action.createdAt),
    jobs: action.jobs,
    done: open === 0,
    totals,
    // Deleted, or expired by a rule of retention: the totals do not know how they ended.
    ...optional('forgotten', there === action.jobs ? null : action.jobs - there),
  }
}

export function queueStats(
  name: string,
  tallies: readonly Tally[],
  row: QueueRow | undefined,
  waitingSince: number | undefined,
): Record<string, unknown> {
  const bytes = tallies.reduce((sum, tally) => sum + tally.bytes, 0)
  return {
    queue: name,
    ...totalsOf(tallies),
    output_bytes: bytes,
    ...(waitingSince === undefined ? {} : { waiting_since: iso(waitingSince) }),
    ...(row === undefined ? {} : queueSettings(row)),
  }
}

export function queueSettings(row: QueueRow): Record<string, unknown> {
  return {
    ...optional('paused_since', row.pausedAt === null ? null : iso(row.pausedAt)),
    weight: row.weight,
    ...optional('max_waiting', row.maxWaiting),
    ...optional('ttl_secs', row.ttlSecs),
  }
}

const STATUSES = ['scheduled', 'pending', 'running', 'completed', 'failed', 'cancelled', 'dead'] as const

function totalsOf(tallies: readonly Tally[]): Partial<Record<string, number>> {
  return Object.fromEntries(
    STATUSES.map((status) => [
      status,
      tallies.filter((tally) => tally.status === status).reduce((sum, tally) => sum + tally.jobs, 0),
    ]),
  )
}

export function workerView(worker: WorkerRow, held: number, withTools: boolean): Record<string, unknown> {
  const { registration } = worker
  return {
    worker_id: worker.workerId,
    status: worker.status,
    hostname: registration.hostname,
    platform: registration.platform,
    agw_version: registration.agw_version,
    max_concurrent_jobs: registration.max_concurrent_jobs,
    running_jobs: held,
    tags: registration.tags,
    tools_count: registration.capabilities.tools.length,
    ...optional('containment', registration.capabilities.containment ?? null),
    ...(withTools ? { capabilities: registration.capabilities } : {}),
    ...policyView(registration.policy, withTools),
    heartbeat_interval: worker.intervalMs / 1000,
    registered_at: iso(worker.registeredAt),
    seen_at: iso(worker.seenAt),
    ...(worker.stats === null ? {} : { stats: JSON.parse(worker.stats) as unknown }),
  }
}

/** In a list only how many rules there are, and which policies are the same. */
function policyView(policy: WorkerPolicy | undefined, whole: boolean): Record<string, unknown> {
  if (policy === undefined) return {}
  return {
    policy: { ...(whole ? policy : {}), allow_count: policy.allow.length, id: policyTag(policy).slice(8) },
  }
}

/** Its own word: so little room on its disk that it asks for no Jobs. */
export function isLowOnDisk({ stats }: WorkerRow): boolean {
  return stats !== null && (JSON.parse(stats) as { readonly disk_low?: boolean }).disk_low === true
}

/** Total: a time that no calendar has is said as its number, and stops nothing. */
export function iso(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString()
}

function optional(name: string, value: string | number | null): Record<string, unknown> {
  return value === null ? {} : { [name]: value }
}
