/**
 * What a client outside the repository may count on in replies: written from the documents, not imported from the
 * product, so that a change of the product's types cannot silently change what the tests expect.
 */
export interface TaskResult {
  readonly task_number: number
  readonly command: string
  readonly exit_code: number | null
  readonly signal?: string | null
  readonly timed_out: boolean
  readonly failure?: string | null
  readonly error?: string
  readonly started_at: string
  readonly duration_ms: number
  readonly stdout_bytes: number
  readonly stderr_bytes: number
  readonly stdout_sha256: string
  readonly stderr_sha256: string
  readonly stdout: string
  readonly stderr: string
  readonly truncated: boolean
}

export interface JobStatus {
  readonly job_id: string
  readonly plan_id: string
  readonly action_id?: string
  readonly status: string
  readonly queue: string
  readonly priority: number
  readonly attempt: number
  readonly max_attempts: number
  readonly attempts?: readonly { readonly outcome: string }[]
  readonly created_at: string
  readonly started_at?: string
  readonly completed_at?: string
  readonly worker_id?: string
  readonly error?: string
  readonly running_task?: number
  readonly task_results: readonly TaskResult[]
}

/** The result of one task; throws when the Job has none. */
export function taskResult(status: JobStatus, taskNumber: number): TaskResult {
  const result = status.task_results.find(({ task_number }) => task_number === taskNumber)
  if (result === undefined) throw new Error(`no result of task ${taskNumber} in ${JSON.stringify(status)}`)
  return result
}
