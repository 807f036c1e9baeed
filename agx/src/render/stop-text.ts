/** How a cancelled Job was stopped, for people: which signal, when, what was left. Pure: status in, lines out. */
import type { JobStatusView, StopReceipt } from '@agenix/specs'
import { showText } from './table.ts'

/** One line for the Job, and one for each task that had to be stopped. */
export function describeStop(status: JobStatusView): readonly string[] {
  const { job_id: jobId, cancel } = status
  const worker = cancel?.worker_id
  const stopped =
    worker === undefined
      ? 'it was not running'
      : cancel?.stopped_at === undefined
        ? `worker ${worker} is gone without a word`
        : `worker ${worker} said at ${cancel.stopped_at} that nothing of it runs any more`
  const tasks = status.task_results.flatMap(({ task_number, command, receipt, from_attempt }) =>
    receipt === undefined || from_attempt !== undefined
      ? []
      : [`task ${task_number} (${showText(command)}): ${describeReceipt(receipt)}`],
  )
  return [`Job ${showText(jobId)} is cancelled: ${stopped}.`, ...(worker === undefined ? [] : tasks)]
}

/** The signals and what they came to. */
export function describeReceipt({ term_at, kill_at, killed, left }: StopReceipt): string {
  const parts = [
    ...(term_at === undefined ? [] : [`SIGTERM at ${term_at}`]),
    ...(kill_at === undefined ? [] : [`SIGKILL at ${kill_at}`]),
    ...(killed === 0 ? [] : [`${killed} more ${killed === 1 ? 'process' : 'processes'} killed`]),
    left === 0 ? 'nothing left' : `${left} cannot be killed`,
  ]
  return parts.join(', ')
}
