/**
 * Envelopes for tests: the shortest way to say which commands a Job runs.
 */
import { randomUUID } from 'node:crypto'

/** A command with its arguments, or a whole task to be numbered. */
export type Step =
  | readonly [string, ...string[]]
  | (Readonly<Record<string, unknown>> & { readonly command: string })

export interface Envelope {
  readonly job_id: string
  readonly plan_id: string
  readonly tasks: readonly Readonly<Record<string, unknown>>[]
}

/** A Job that runs `steps` as a pipeline: each reads what the one before wrote. */
export function pipeline(steps: readonly Step[], more: Readonly<Record<string, unknown>> = {}): Envelope {
  const tasks = steps.map((step, index) => {
    const wiring = index === 0 ? {} : { input_from_task: index }
    const { command, ...rest } = isTask(step) ? step : { command: step[0], args: step.slice(1) }
    return { task_number: index + 1, command, ...rest, ...wiring }
  })
  return { job_id: `job-${randomUUID()}`, plan_id: 'plan-of-the-test', tasks, ...more }
}

/** A Job of one shell script: the script is data of `sh`, nobody else reads it. */
export function script(text: string, more: Readonly<Record<string, unknown>> = {}): Envelope {
  return pipeline([['/bin/sh', '-c', text]], more)
}

function isTask(step: Step): step is Readonly<Record<string, unknown>> & { readonly command: string } {
  return !Array.isArray(step)
}
