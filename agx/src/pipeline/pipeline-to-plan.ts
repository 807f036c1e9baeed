/**
 * The commands of a pipeline as Tasks: numbered, each reading from the one before. Pure: ids and directories are
 * the caller's. `firstNumber` and `firstInput` let a pipeline be appended to a Plan that has Tasks already.
 */
import type { Task } from '@agenix/specs'
import { readPipeline } from './read-pipeline.ts'

/** Where the Tasks go and what every one of them gets. */
export interface TaskOptions {
  /** Number of the first new Task; default 1. */
  readonly firstNumber?: number
  /** The Task the first new one reads from; default: none, it reads the Job's input or nothing. */
  readonly firstInput?: number | undefined
  readonly timeoutSecs?: number | undefined
  readonly isolation?: Pick<Task, 'sandbox' | 'network' | 'read_paths' | 'write_paths'>
}

/** Reads the line and makes its Tasks. Throws `PipelineError`. */
export function pipelineToTasks(line: string, options: TaskOptions = {}): readonly Task[] {
  const firstNumber = options.firstNumber ?? 1
  return readPipeline(line).map(([command, ...args], index) => {
    const input = index === 0 ? options.firstInput : firstNumber + index - 1
    return {
      task_number: firstNumber + index,
      command: command.text,
      args: args.map((word) => word.text),
      ...(options.timeoutSecs === undefined ? {} : { timeout_secs: options.timeoutSecs }),
      ...options.isolation,
      ...(input === undefined ? {} : { input_from_task: input }),
    }
  })
}
