/**
 * A stream that wrote more than its cap is kept up to the cap. Whoever reads what is kept must be told: these are the
 * words, with the task, the stream, the bytes kept of the bytes written, and how to keep more.
 */
import { type JobEnvelope, type JobStatusView, limits } from '@agenix/specs'
import { quoteWord } from '../pipeline/quote-word.ts'
import { showText } from './table.ts'

/** A stream of one task: what was written, and what is kept of it. */
export interface CutStream {
  readonly task: number
  readonly command: string
  readonly stream: 'stdout' | 'stderr'
  readonly keptBytes: number
  readonly writtenBytes: number
}

/** One line about a stream that was cut. */
export function describeCut({ task, command, stream, keptBytes, writtenBytes }: CutStream): string {
  return `task ${task} (${showText(quoteWord(command))}): its ${stream} is cut: only the first ${keptBytes} of ${writtenBytes} bytes are kept. Raise limits.output_bytes in the envelope to keep more.`
}

/** A line for every stream of the Job that was cut. A task without a cap of its own has the default one. */
export function describeCuts(status: JobStatusView, job: Pick<JobEnvelope, 'tasks'>): readonly string[] {
  const caps = new Map(job.tasks.map((task) => [task.task_number, task.limits?.output_bytes]))
  return status.task_results.flatMap((result) => {
    if (!result.truncated) return []
    const { task_number: task, command } = result
    const cap = caps.get(task) ?? limits.outputBytes
    return (['stdout', 'stderr'] as const).flatMap((stream) => {
      const writtenBytes = result[`${stream}_bytes`]
      return writtenBytes > cap ? [describeCut({ task, command, stream, keptBytes: cap, writtenBytes })] : []
    })
  })
}
