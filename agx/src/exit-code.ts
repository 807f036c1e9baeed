/**
 * The exit code that stands for a Job: that of its last Task that ran, in the convention of shells and timeout(1):
 * timed out 124, found but not executable 126, not found 127, killed by a signal 128 + its number.
 * A Job that was cancelled is 130, one that never got to a Task is 1.
 */
import { constants } from 'node:os'
import type { JobStatusView, TaskResultView } from './client/views.ts'

/** Nothing but success. */
export const exitOk = 0
/** The Job failed or was refused. */
export const exitFailed = 1
/** Wrong usage. */
export const exitUsage = 2
/** Timed out waiting. */
export const exitTimedOut = 124
/** A command no worker has. */
export const exitNotFound = 127
/** Interrupted. */
export const exitInterrupted = 130
/** Nobody reads our output any more (128 + SIGPIPE), as a shell counts it. */
export const exitBrokenPipe = 141

/** The exit code for a Job that has ended. */
export function exitCodeOf(status: JobStatusView): number {
  const last = lastResult(status)
  if (status.status === 'completed') return last === undefined ? exitOk : (last.exit_code ?? exitOk)
  if (status.status === 'cancelled') return exitInterrupted
  const code = last === undefined ? exitFailed : taskExitCode(last)
  // A failed Job is never a success, whatever its last task said (its output may have been refused, say).
  return code === exitOk ? exitFailed : code
}

/** The result of the Task with the highest number that has one. */
export function lastResult(status: JobStatusView): TaskResultView | undefined {
  return [...status.task_results].sort((a, b) => a.task_number - b.task_number).at(-1)
}

function taskExitCode(result: TaskResultView): number {
  if (result.timed_out) return exitTimedOut
  if (result.exit_code !== null) return result.exit_code
  if (result.signal) return 128 + signalNumber(result.signal)
  return exitFailed
}

function signalNumber(name: string): number {
  const numbers: Readonly<Record<string, number>> = constants.signals
  return numbers[name] ?? 0
}
