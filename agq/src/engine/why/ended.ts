/** Why a Job ended as it did: which task, how, and what the record says of those who ended it. */
import type { JobWhyEvidence, JobWhyTask, TaskReport } from '@agenix/specs'
import { expiryOfOutputs } from '../expired.ts'
import type { AttemptRow, JobRow } from '../model.ts'
import { iso } from '../views.ts'
import type { Why } from './facts.ts'
import { count, meaningOfExit, meaningOfSignal, some } from './words.ts'

export function whyEnded(job: JobRow, last: TaskReport | undefined, attempts: readonly AttemptRow[]): Why {
  const why = explain(job, last, attempts)
  const removed = removedOutputs(job)
  if (removed === null) return why
  return {
    ...why,
    sentence: `${why.sentence} ${removed.sentence}`,
    evidence: { ...why.evidence, outputs_expired: removed.rule },
  }
}

/** The task whose end ended the attempt: the last one that has a report and failed. */
export function endingTask(reports: readonly TaskReport[]): TaskReport | undefined {
  return reports.findLast((report) => report.failure !== null)
}

function explain(job: JobRow, last: TaskReport | undefined, attempts: readonly AttemptRow[]): Why {
  const end = job.completedAt === null ? '' : ` at ${iso(job.completedAt)}`
  const evidence: JobWhyEvidence = {
    attempt: job.attempt,
    ...(job.error === null ? {} : { error: job.error }),
    ...(job.workerId === null ? {} : { worker_id: job.workerId }),
    ...(last === undefined ? {} : { task: taskEvidence(last) }),
  }
  switch (job.status) {
    case 'completed':
      return { code: 'completed', sentence: `It completed${end}: every task ended well.`, evidence }
    case 'cancelled':
      return cancelled(job, end, evidence, last)
    case 'dead':
      return dead(job, evidence, last, attempts)
    default:
      return failed(job, end, evidence, last)
  }
}

function failed(job: JobRow, end: string, evidence: JobWhyEvidence, last: TaskReport | undefined): Why {
  if (job.expiresBy !== null && job.expiresAt !== null && wasGivenUp(job)) {
    const expiry = iso(job.expiresAt)
    const rule =
      job.expiresBy === 'ttl'
        ? `queue ${job.queue} gives a Job until then (its ttl)`
        : 'its expires_at says so'
    return {
      code: 'expired',
      sentence: `It had not started by ${expiry} and was given up: ${rule}.`,
      evidence: { ...evidence, expires_at: expiry, expired_by: job.expiresBy },
    }
  }
  if (last === undefined) {
    const error = job.error === null ? 'its worker gave no reason' : job.error
    return { code: 'attempt_failed', sentence: `It failed${end}: ${error}.`, evidence }
  }
  return { code: codeOf(last), sentence: `It failed${end}: ${tellTask(last)}.`, evidence }
}

/** Not by a report of its last attempt, but by the tick that found it still waiting (rules/tick.ts writes this error). */
function wasGivenUp(job: JobRow): boolean {
  return (job.completedAt ?? 0) >= (job.expiresAt ?? 0) && (job.error ?? '').startsWith('expired: ')
}

function dead(
  job: JobRow,
  evidence: JobWhyEvidence,
  last: TaskReport | undefined,
  attempts: readonly AttemptRow[],
): Why {
  if (job.endedToken !== job.token) {
    const workers = attempts.filter(({ outcome }) => outcome === 'lost').map(({ workerId }) => workerId)
    return {
      code: 'poison',
      sentence: `It is dead: ${count(job.deaths, 'worker')} died while they ran it (${some(workers.slice(-job.deaths))}), so it is given to no other.`,
      evidence: { ...evidence, dead_workers: workers.slice(-job.deaths) },
    }
  }
  const how = last === undefined ? (job.error ?? 'the last one failed') : `in the last one ${tellTask(last)}`
  return {
    code: 'attempts_used_up',
    sentence: `It is dead: its ${count(job.maxAttempts, 'attempt')} are used up; ${how}.`,
    evidence: { ...evidence, max_attempts: job.maxAttempts },
  }
}

function cancelled(job: JobRow, end: string, evidence: JobWhyEvidence, last: TaskReport | undefined): Why {
  const how = job.error === null || job.error === 'cancelled' ? '' : ` (${job.error})`
  const stopped = last === undefined ? '' : ` Task ${last.task_number} (${last.command}) ${stopOf(last)}.`
  if (job.heldBy !== null) {
    return {
      code: 'cancelled',
      sentence: `It was cancelled${end}${how}; worker ${job.heldBy} has not yet said that everything of it is gone.`,
      evidence: { ...evidence, still_stopping_on: job.heldBy },
    }
  }
  return { code: 'cancelled', sentence: `It was cancelled${end}${how}.${stopped}`, evidence }
}

function stopOf({ signal, exit_code }: TaskReport): string {
  return signal === null ? `ended with exit code ${exit_code ?? 'unknown'}` : `was stopped by ${signal}`
}

function codeOf({ failure }: TaskReport): Why['code'] {
  switch (failure) {
    case 'exit':
      return 'task_exit'
    case 'signal':
      return 'task_signal'
    case 'timeout':
      return 'task_timeout'
    case 'not_found':
      return 'task_not_found'
    case 'not_started':
      return 'task_not_started'
    case 'output':
      return 'task_output'
    case 'oom':
      return 'task_oom'
    case 'cpu':
      return 'task_cpu'
    default:
      return 'attempt_failed'
  }
}

function tellTask(task: TaskReport): string {
  const meaning = meaningOf(task)
  const said = meaning === undefined ? '' : ` (${meaning})`
  return `task ${task.task_number} (${task.command}) ${howItEnded(task)}${said}`
}

function howItEnded(task: TaskReport): string {
  switch (task.failure) {
    case 'exit':
      return `exited with ${task.exit_code}`
    case 'signal':
      return `was ended by ${task.signal}`
    case 'timeout':
      return `ran longer than it may and was stopped after ${Math.round(task.duration_ms / 1000)} s`
    case 'not_found':
      return 'was not found on the worker'
    case 'not_started':
      return `could not be started${task.error === undefined ? '' : `: ${task.error}`}`
    case 'oom':
      return 'was killed for using more memory than its limits.memory_mb'
    case 'cpu':
      return 'used up its limits.cpu_secs of CPU time'
    case 'output':
      return 'wrote far more than is kept and was stopped'
    default:
      return task.error ?? `ended badly (${task.failure})`
  }
}

function meaningOf({ failure, command, exit_code, signal }: TaskReport): string | undefined {
  if (failure === 'exit' && exit_code !== null) return meaningOfExit(command, exit_code)
  return failure === 'signal' && signal !== null ? meaningOfSignal(signal) : undefined
}

function taskEvidence(task: TaskReport): JobWhyTask {
  const meaning = meaningOf(task)
  return {
    task_number: task.task_number,
    command: task.command,
    exit_code: task.exit_code,
    signal: task.signal,
    failure: task.failure,
    duration_ms: task.duration_ms,
    ...(meaning === undefined ? {} : { meaning }),
  }
}

function removedOutputs(
  job: JobRow,
): { readonly sentence: string; readonly rule: Record<string, unknown> } | null {
  const expired = expiryOfOutputs(job, job.token)
  if (expired === null) return null
  const { policy } = expired
  const at = iso(expired.at)
  return { sentence: `Its outputs expired by policy ${policy} at ${at}.`, rule: { policy, at } }
}
