/**
 * A stream that wrote more than its cap is kept at its beginning and its end. Whoever reads what is kept must be told:
 * these are the words, with the task, the stream, the bytes kept of the bytes written, and how to keep more.
 */
import type { JobStatusView, TaskResultView } from '@agenix/specs'
import type { StreamName } from '../client/views.ts'
import { quoteWord } from '../pipeline/quote-word.ts'
import { showText } from './table.ts'

/** One line about a stream of a task that was cut; undefined: all of it is kept. */
export function describeCut(result: TaskResultView, name: StreamName): string | undefined {
  const stream = name === 'STDOUT' ? 'stdout' : 'stderr'
  const written = result[`${stream}_bytes`]
  const kept = result[`${stream}_kept_bytes`]
  if (kept === undefined || kept >= written) return undefined
  const head = result[`${stream}_head_bytes`] ?? kept
  const what =
    head === kept
      ? `only the first ${kept} of ${written} bytes are kept`
      : `only the first ${head} and the last ${kept - head} of ${written} bytes are kept`
  const task = `task ${result.task_number} (${showText(quoteWord(result.command))})`
  return `${task}: its ${stream} is cut: ${what}. Raise limits.output_bytes in the envelope to keep more.`
}

/** A line for every stream of the Job that was cut, of those that are shown. */
export function describeCuts(
  status: JobStatusView,
  isShown: (task: number, name: StreamName) => boolean,
): readonly string[] {
  return status.task_results.flatMap((result) =>
    (['STDOUT', 'STDERR'] as const).flatMap((name) =>
      isShown(result.task_number, name) ? (describeCut(result, name) ?? []) : [],
    ),
  )
}

/** One line where bytes are missing in the middle of what is shown. */
export function describeGap(task: number, name: StreamName, missingBytes: number): string {
  return `… ${missingBytes} bytes of ${name.toLowerCase()} of task ${task} are not shown …`
}
