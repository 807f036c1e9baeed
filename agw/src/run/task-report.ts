/**
 * What is told about a task and a Job, in fields for programs and one line for people. Pure: records in, report out.
 */
import { constants } from 'node:os'
import type { CompleteTask, JobReport, StopReceipt, StreamReport, TaskReport } from '@agenix/specs'
import type { Exit } from '../exec/spawn-task.ts'
import type { Cause } from './machine.ts'
import type { Refusal } from './task-command.ts'

/** What the driver noted about one task, in the order it happened. */
export interface TaskRecord {
  readonly task: CompleteTask
  readonly startedAt: string
  readonly startMono: number
  pid: number | null
  refusal: Refusal | null
  exit: Exit | null
  /** Whether it ran in a sandbox, which tells an end by signal n as exit code 128 + n. */
  isolated: boolean
  durationMs: number
  /** Set when it was stopped before it ended by itself. */
  stopped: boolean
  /** When its tree was sent SIGTERM, and when SIGKILL, if it was. */
  termAt: string | null
  killAt: string | null
  /** Others of its tree that had to be killed, and those that would not die. */
  killed: number
  stuck: number
  /** Of its slot's groups when it began; and whether there were more when it ended. */
  memoryKills: number
  outOfMemory: boolean
  /** Which output was too much, in words; null: none was. */
  outputFault: string | null
}

const longestError = 4096

/** A task that begins now. */
export function newRecord(task: CompleteTask): TaskRecord {
  return {
    task,
    startedAt: new Date().toISOString(),
    startMono: performance.now(),
    pid: null,
    refusal: null,
    exit: null,
    isolated: false,
    durationMs: 0,
    stopped: false,
    termAt: null,
    killAt: null,
    killed: 0,
    stuck: 0,
    memoryKills: 0,
    outOfMemory: false,
    outputFault: null,
  }
}

export function isOkExit(task: CompleteTask, exit: Exit): boolean {
  return exit.code !== null && task.ok_exit_codes.includes(exit.code)
}

export function taskReport(
  record: TaskRecord,
  cause: Cause | null,
  stdout: StreamReport,
  stderr: StreamReport,
): TaskReport {
  const { task, refusal, exit } = record
  const failure = failureOf(record, cause)
  const text = failure === null ? null : errorText(record, cause)
  return {
    task_number: task.task_number,
    command: task.command,
    exit_code: refusal === null ? (exit?.code ?? null) : refusal.exitCode,
    signal: exit?.signal ?? null,
    timed_out: failure === 'timeout',
    failure,
    ...(text === null ? {} : { error: oneLine(text) }),
    started_at: record.startedAt,
    duration_ms: record.durationMs,
    stdout,
    stderr,
    ...receiptOf(record, cause),
  }
}

/** What was done to end it, where it did not end by itself and whole. */
function receiptOf(record: TaskRecord, cause: Cause | null): { readonly receipt?: StopReceipt } {
  const { stopped, termAt, killAt, killed, stuck } = record
  if (!stopped && killed === 0 && stuck === 0) return {}
  const receipt: StopReceipt = {
    cause: stopped ? (cause ?? 'leftover') : 'leftover',
    ...(termAt === null ? {} : { term_at: termAt }),
    ...(killAt === null ? {} : { kill_at: killAt }),
    killed,
    left: stuck,
  }
  return { receipt }
}

/** The Job's report out of its tasks'. `trouble` is what the worker itself could not do, if anything. */
export function jobReport(
  tasks: readonly TaskReport[],
  last: TaskRecord | undefined,
  cause: Cause | null,
  trouble: string | null,
): JobReport {
  if (trouble !== null)
    return { task_results: tasks, error: oneLine(trouble), reason: 'worker', retryable: true }
  if (cause === 'cancel')
    return { task_results: tasks, error: tasks.at(-1)?.error ?? 'cancelled', reason: 'cancelled' }
  const failed = tasks.at(-1)
  if (failed === undefined || failed.failure === null) return { task_results: tasks }
  const reason = last?.refusal?.by ?? 'task'
  return {
    task_results: tasks,
    error: failed.error ?? failed.failure,
    reason,
    ...(reason === 'policy' ? { retryable: last?.refusal?.elsewhere === true } : {}),
  }
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, longestError)
}

function failureOf(record: TaskRecord, cause: Cause | null): TaskReport['failure'] {
  if (record.refusal !== null) return record.refusal.failure
  if (record.stopped) return cause === null ? 'lost' : stopFailure[cause]
  if (record.exit === null) return 'lost'
  if (isOkExit(record.task, record.exit)) return null
  if (record.outOfMemory) return 'oom'
  if (usedUpCpu(record.task, record.exit)) return 'cpu'
  return record.exit.signal !== null ? 'signal' : 'exit'
}

/**
 * The kernel says it by SIGXCPU and, to whoever goes on for a second, by SIGKILL; a shell repeats what its child died
 * of as 128 and the number.
 */
function usedUpCpu({ limits }: CompleteTask, { code, signal, cpuMs }: Exit): boolean {
  if (limits.cpu_secs === null) return false
  if (signal === 'SIGXCPU' || code === shellBase + constants.signals.SIGXCPU) return true
  const isKill = signal === 'SIGKILL' || code === shellBase + constants.signals.SIGKILL
  return isKill && cpuMs >= limits.cpu_secs * 1000
}

const shellBase = 128

const stopFailure: Readonly<Record<Cause, NonNullable<TaskReport['failure']>>> = {
  timeout: 'timeout',
  output: 'output',
  cancel: 'cancelled',
  lease: 'lost',
  release: 'lost',
  fence: 'lost',
}

function errorText(record: TaskRecord, cause: Cause | null): string {
  return `${mainText(record, cause)}${killedText(record)}`
}

function mainText(record: TaskRecord, cause: Cause | null): string {
  const { task, refusal, exit, stopped, outputFault } = record
  const { command } = task
  if (refusal !== null) return refusal.text
  if (stopped) {
    if (cause === 'timeout')
      return `${command} timed out after ${task.timeout_secs} s and was stopped (${endText(exit)}). Raise timeout_secs if it needs longer`
    if (cause === 'output')
      return `${command} was stopped: ${outputFault ?? 'it wrote more than there is room for'}`
    if (cause === 'cancel') return `${command} was cancelled (${endText(exit)})`
    return `${command} was stopped with its worker`
  }
  const failure = failureOf(record, cause)
  if (failure === 'oom')
    return `${command} was killed for using more than its ${task.limits.memory_mb} MB of memory. Raise limits.memory_mb or let it use less`
  if (failure === 'cpu')
    return `${command} used up its ${task.limits.cpu_secs} s of CPU time. Raise limits.cpu_secs or let it do less`
  if (exit?.signal != null) return `${command} was ended by ${exit.signal}`
  const repeated = record.isolated ? signalIn(exit) : null
  const meaning = repeated === null ? '' : ` (in a sandbox an end by ${repeated} shows as this)`
  return `${command} exited with ${exit?.code}${meaning}`
}

/** The signal that an exit code may stand for. */
function signalIn(exit: Exit | null): string | null {
  const number = (exit?.code ?? 0) - shellBase
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null
}

function endText(exit: Exit | null): string {
  if (exit === null) return 'it cannot be killed'
  return exit.signal ?? `exit code ${exit.code}`
}

function killedText({ killed, stuck }: TaskRecord): string {
  const parts = [
    ...(killed > 0
      ? [`${killed} more ${killed === 1 ? 'process' : 'processes'} of it had to be killed`]
      : []),
    ...(stuck > 0 ? [`${stuck} cannot be killed`] : []),
  ]
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`
}
