/**
 * A Job with every optional field filled in, so that no reader has to know a default.
 *
 * The numbers are those of the schemas and of limits.ts; a test holds them together. `null` says "none".
 */
import type { JobEnvelope, Task, TaskLimits } from '../generated/types.ts'
import { limits } from '../limits.ts'

export type CompleteTask = {
  readonly task_number: number
  readonly command: string
  readonly args: readonly string[]
  readonly timeout_secs: number
  readonly input_from_task: number | null
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string | null
  readonly ok_exit_codes: readonly number[]
  readonly limits: {
    readonly memory_mb: number | null
    readonly cpu_secs: number | null
    readonly output_bytes: number
    readonly processes: number | null
    readonly open_files: number | null
  }
  readonly sandbox: 'none' | 'isolated'
  readonly network: 'none' | 'loopback' | 'host'
  readonly read_paths: readonly string[]
  readonly write_paths: readonly string[]
}

export type CompleteJob = {
  readonly job_id: string
  readonly plan_id: string
  readonly plan_description: string | null
  readonly queue: string
  readonly priority: number
  readonly max_attempts: number
  readonly backoff: { readonly base_secs: number; readonly factor: number; readonly max_secs: number }
  /** null: any failure is retried. */
  readonly retry_exit_codes: readonly number[] | null
  readonly not_before: string | null
  readonly expires_at: string | null
  readonly requires: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string | null
  readonly concurrency_key: string | null
  readonly concurrency_limit: number
  readonly labels: Readonly<Record<string, string>>
  readonly tasks: readonly CompleteTask[]
}

const completeLimits = (given: TaskLimits = {}): CompleteTask['limits'] => ({
  memory_mb: given.memory_mb ?? null,
  cpu_secs: given.cpu_secs ?? null,
  output_bytes: given.output_bytes ?? limits.outputBytes,
  processes: given.processes ?? null,
  open_files: given.open_files ?? null,
})

const completeTask = (task: Task): CompleteTask => ({
  task_number: task.task_number,
  command: task.command,
  args: task.args ?? [],
  timeout_secs: task.timeout_secs ?? limits.timeoutSecs.default,
  input_from_task: task.input_from_task ?? null,
  env: task.env ?? {},
  cwd: task.cwd ?? null,
  ok_exit_codes: task.ok_exit_codes ?? [0],
  limits: completeLimits(task.limits),
  sandbox: task.sandbox ?? 'none',
  network: task.network ?? 'none',
  read_paths: task.read_paths ?? [],
  write_paths: task.write_paths ?? [],
})

/** Every optional field with its default. Fields of the Job are not mixed into its Tasks: env and cwd stay where they are. */
export const withDefaults = (job: JobEnvelope): CompleteJob => ({
  job_id: job.job_id,
  plan_id: job.plan_id,
  plan_description: job.plan_description ?? null,
  queue: job.queue ?? 'default',
  priority: job.priority ?? 5,
  max_attempts: job.max_attempts ?? 1,
  backoff: {
    base_secs: job.backoff?.base_secs ?? 1,
    factor: job.backoff?.factor ?? 2,
    max_secs: job.backoff?.max_secs ?? 3600,
  },
  retry_exit_codes: job.retry_exit_codes ?? null,
  not_before: job.not_before ?? null,
  expires_at: job.expires_at ?? null,
  requires: job.requires ?? [],
  env: job.env ?? {},
  cwd: job.cwd ?? null,
  concurrency_key: job.concurrency_key ?? null,
  concurrency_limit: job.concurrency_limit ?? 1,
  labels: job.labels ?? {},
  tasks: job.tasks.map(completeTask),
})
