// Generated from specs/schemas by specs/scripts/generate.ts. Do not edit.

export interface ActionInput {
  readonly [k: string]: unknown
}
/**
 * An Action: many Jobs from one stored Plan, one for each input. At most 16 MiB as UTF-8 JSON.
 */
export interface ActionRequest {
  /**
   * Names the Action.
   */
  readonly action_id: string
  /**
   * The stored Plan.
   */
  readonly plan_id: string
  /**
   * One object for each Job. `{{key}}` in args, env and cwd is replaced by its value; the JSON of the object is the stdin of Task 1.
   *
   * @minItems 1
   * @maxItems 10000
   */
  readonly inputs: readonly ActionInput[]
}
/**
 * A lease: the Job and the token of the grant.
 */
export interface LeaseRef {
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly job_id: string
  /**
   * The token of the grant; it grows with every grant of the Job.
   */
  readonly token: number
}
/**
 * What a worker says in WORKER.HEARTBEAT. It renews every lease the worker holds. Fields that an AGQ does not know it passes over: the worker may be newer.
 */
export interface HeartbeatStats {
  /**
   * The UUID of this life of the process.
   */
  readonly instance?: string
  readonly slots_total?: number
  readonly slots_used?: number
  /**
   * One-minute load average.
   */
  readonly load?: number
  /**
   * Room on the file system of its directory.
   */
  readonly disk_free_bytes?: number
  /**
   * There is so little that it asks for no Jobs until there is more.
   */
  readonly disk_low?: boolean
  /**
   * Jobs it still runs, or has an unsent result for.
   *
   * @maxItems 10000
   */
  readonly held?: readonly LeaseRef[]
}
export interface Step {
  /**
   * The place of the Task in the Job: 1, 2, 3, … without gaps.
   */
  readonly step_number: number
  /**
   * The program to run: a bare name (`grep`) or a path. Never interpreted by a shell.
   */
  readonly command: string
  /**
   * The arguments, each passed as it is. At most 100, each of at most 65,536 characters.
   *
   * @maxItems 100
   */
  readonly args?: readonly string[]
  /**
   * How long the Task may run, in seconds.
   */
  readonly timeout_secs?: number
  /**
   * The earlier step whose stdout is this one's stdin.
   */
  readonly input_from_step?: number
}
/**
 * @deprecated
 * A Job, a Plan or a plan buffer in version 0.1, read with a deprecation warning and upgraded to 0.2. A document is 0.1 if it has `steps` and no `tasks`. It knows only the fields below; ids are required, and steps may be empty, where version 0.2 says so.
 */
export interface JobEnvelope01 {
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly job_id?: string
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly plan_id?: string
  /**
   * What the Plan is for, in words. At most 1024 characters.
   */
  readonly plan_description?: string
  /**
   * The Tasks, in the order they run. At most 100.
   *
   * @maxItems 100
   */
  readonly steps: readonly Step[]
}
/**
 * The wait before the next Attempt: base_secs × factor^(attempt − 1), at most max_secs. Jitter is always on.
 */
export interface Backoff {
  /**
   * Seconds before the second Attempt.
   */
  readonly base_secs?: number
  /**
   * What each further wait is multiplied with.
   */
  readonly factor?: number
  /**
   * The longest wait, in seconds.
   */
  readonly max_secs?: number
}
/**
 * Environment variables of every Task.
 */
export interface Environment {
  readonly [k: string]: string
}
/**
 * Free words for finding the Job again: name to value. At most 64.
 */
export interface Labels {
  readonly [k: string]: string
}
/**
 * What one Task may use up. A limit that is not given is not set, except output_bytes.
 */
export interface TaskLimits {
  /**
   * Memory in MiB.
   */
  readonly memory_mb?: number
  /**
   * CPU time of all threads together, in seconds.
   */
  readonly cpu_secs?: number
  /**
   * Bytes kept of stdout, and of stderr, each: half of them the first ones, half the last. A later Task that reads stdout gets all of it, whatever this says; over it, 16 KiB of such a stdout are kept. Where it is not given, a stdout that was read so is kept whole up to 16 MiB once the Job has completed.
   */
  readonly output_bytes?: number
  /**
   * Processes and threads at a time.
   */
  readonly processes?: number
  /**
   * File descriptors of each process.
   */
  readonly open_files?: number
}
/**
 * One command, stdin to stdout.
 */
export interface Task {
  /**
   * The place of the Task in the Job: 1, 2, 3, … without gaps.
   */
  readonly task_number: number
  /**
   * The program to run: a bare name (`grep`) or a path. Never interpreted by a shell.
   */
  readonly command: string
  /**
   * The arguments, each passed as it is. At most 100, each of at most 65,536 characters.
   *
   * @maxItems 100
   */
  readonly args?: readonly string[]
  /**
   * How long the Task may run, in seconds.
   */
  readonly timeout_secs?: number
  /**
   * The earlier Task whose stdout is this Task's stdin. Without it Task 1 reads the Job's input and any other Task an empty stdin.
   */
  readonly input_from_task?: number
  readonly env?: Environment
  /**
   * The directory to run in. A relative path starts from the private directory of the Attempt.
   */
  readonly cwd?: string
  /**
   * The exit codes that count as success.
   *
   * @minItems 1
   * @maxItems 256
   */
  readonly ok_exit_codes?: readonly number[]
  readonly limits?: TaskLimits
  /**
   * `none`: as the worker's own user. `isolated`: only on a worker that can isolate it, never on another.
   */
  readonly sandbox?: 'none' | 'isolated'
  /**
   * What an isolated Task has of a network. `none`: not even 127.0.0.1; `loopback`: a 127.0.0.1 of its own; `host`: the worker's. Only with `sandbox: isolated`.
   */
  readonly network?: 'none' | 'loopback' | 'host'
  /**
   * Files and directories of the worker that an isolated Task may read, beside the system. Absolute, without `..`, at most 16.
   *
   * @maxItems 16
   */
  readonly read_paths?: readonly string[]
  /**
   * Files and directories of the worker that an isolated Task may read and write. Absolute, without `..`, at most 16.
   *
   * @maxItems 16
   */
  readonly write_paths?: readonly string[]
}
/**
 * A Job, version 0.2: one execution of a Plan. At most 1 MiB as UTF-8 JSON.
 */
export interface JobEnvelope {
  /**
   * Names this execution. The same id with the same content again is the same Job.
   */
  readonly job_id: string
  /**
   * Names the Plan that the Job executes.
   */
  readonly plan_id: string
  /**
   * What the Plan is for, in words. At most 1024 characters.
   */
  readonly plan_description?: string
  /**
   * The named line the Job waits in.
   */
  readonly queue?: string
  /**
   * 0 is served first, 9 last.
   */
  readonly priority?: number
  /**
   * How many Attempts the Job may use up before it fails for good.
   */
  readonly max_attempts?: number
  readonly backoff?: Backoff
  /**
   * Only a failure with one of these exit codes is retried. Without it: any failure.
   *
   * @minItems 1
   * @maxItems 256
   */
  readonly retry_exit_codes?: readonly number[]
  /**
   * The Job does not start before this time (RFC 3339).
   */
  readonly not_before?: string
  /**
   * The Job fails if it has not started by this time (RFC 3339).
   */
  readonly expires_at?: string
  /**
   * Tags that a worker must have to run the Job.
   *
   * @maxItems 100
   */
  readonly requires?: readonly string[]
  readonly env?: Environment
  /**
   * The directory to run in. A relative path starts from the private directory of the Attempt.
   */
  readonly cwd?: string
  /**
   * Jobs with the same key run at most concurrency_limit at a time.
   */
  readonly concurrency_key?: string
  /**
   * How many Jobs with this concurrency_key may run at a time.
   */
  readonly concurrency_limit?: number
  readonly labels?: Labels
  /**
   * The Tasks, in the order they run. At most 100.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly tasks: readonly Task[]
}
/**
 * What a Task wrote to stdout or stderr.
 */
export interface StreamReport {
  /**
   * Bytes written.
   */
  readonly bytes: number
  /**
   * Bytes kept.
   */
  readonly kept_bytes: number
  /**
   * Of the kept bytes, those that were written first; the others were written last, and what was written between them is dropped. Without it all kept bytes are the first ones.
   */
  readonly head_bytes?: number
  /**
   * SHA-256 of the kept bytes.
   */
  readonly sha256: string
  readonly truncated: boolean
  /**
   * The kept bytes as base64, where they are at most 16 KiB.
   */
  readonly inline?: string
  /**
   * The kept bytes were stored under their sha256 before.
   */
  readonly blob?: true
}
/**
 * How a Task was stopped, or what it left behind: which signals, when, and what is left.
 */
export interface StopReceipt {
  /**
   * leftover: the Task had ended by itself and left processes behind.
   */
  readonly cause: 'cancel' | 'timeout' | 'output' | 'lease' | 'release' | 'fence' | 'leftover'
  /**
   * When its processes were sent SIGTERM.
   */
  readonly term_at?: string
  /**
   * When those that remained were sent SIGKILL.
   */
  readonly kill_at?: string
  /**
   * Processes that SIGKILL ended, the Task's own not counted.
   */
  readonly killed: number
  /**
   * Processes that even SIGKILL did not end (they wait for a device).
   */
  readonly left: number
}
/**
 * How one Task ended.
 */
export interface TaskReport {
  /**
   * The place of the Task in the Job: 1, 2, 3, … without gaps.
   */
  readonly task_number: number
  /**
   * The program to run: a bare name (`grep`) or a path. Never interpreted by a shell.
   */
  readonly command: string
  /**
   * The exit code, or null where a signal ended it. 127: command not found; 126: found but not executable.
   */
  readonly exit_code: number | null
  /**
   * The signal that ended the Task, e.g. SIGKILL, or null.
   */
  readonly signal: string | null
  readonly timed_out: boolean
  /**
   * What ended the Task, or null where it ended well.
   */
  readonly failure:
    | null
    | 'exit'
    | 'signal'
    | 'timeout'
    | 'oom'
    | 'cpu'
    | 'not_found'
    | 'not_started'
    | 'cancelled'
    | 'output'
    | 'lost'
  /**
   * One line for people: what went wrong and what to do.
   */
  readonly error?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly started_at: string
  readonly duration_ms: number
  readonly stdout: StreamReport
  readonly stderr: StreamReport
  readonly receipt?: StopReceipt
}
/**
 * How an Attempt ended: the JSON of JOB.COMPLETE (all Tasks ended well) and JOB.FAIL (anything else). A Task after the failed one has no report. At most 8 MiB as UTF-8 JSON. Fields that an AGQ does not know it passes over: the worker may be newer.
 */
export interface JobReport {
  /**
   * @maxItems 100
   */
  readonly task_results: readonly TaskReport[]
  /**
   * One line for people: what went wrong and what to do.
   */
  readonly error?: string
  /**
   * Who ended the Attempt: the Task itself, the worker, a cancellation, or a policy.
   */
  readonly reason?: 'task' | 'worker' | 'cancelled' | 'policy'
  /**
   * False: another Attempt cannot help. True with the reason `policy`: this worker's rules refused the Job before anything of it ran, and a worker with other rules may run it.
   */
  readonly retryable?: boolean
}
/**
 * Of a cancelled Job. The receipt of what was stopped stands with the Task that ran.
 */
export interface CancelView {
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly requested_at?: string
  /**
   * Who ran it then.
   */
  readonly worker_id?: string
  /**
   * When that worker said that nothing of it runs any more.
   */
  readonly stopped_at?: string
}
export interface AttemptView {
  readonly attempt: number
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly worker_id: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly started_at: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly ended_at: string
  /**
   * lost: its worker died. released: given back, which burns no Attempt.
   */
  readonly outcome: 'completed' | 'failed' | 'cancelled' | 'lost' | 'released'
  /**
   * One line for people: what went wrong and what to do.
   */
  readonly error?: string
  /**
   * It was resumed from this Task.
   */
  readonly first_task?: number
}
/**
 * How one Task ended. stdout and stderr are previews: the first 4 KiB as text.
 */
export interface TaskResultView {
  /**
   * The place of the Task in the Job: 1, 2, 3, … without gaps.
   */
  readonly task_number: number
  /**
   * The program to run: a bare name (`grep`) or a path. Never interpreted by a shell.
   */
  readonly command: string
  /**
   * The exit code, or null where a signal ended it. 127: command not found; 126: found but not executable.
   */
  readonly exit_code: number | null
  /**
   * The signal that ended the Task, e.g. SIGKILL, or null.
   */
  readonly signal?: string | null
  readonly timed_out: boolean
  /**
   * What ended the Task, or null where it ended well.
   */
  readonly failure:
    | null
    | 'exit'
    | 'signal'
    | 'timeout'
    | 'oom'
    | 'cpu'
    | 'not_found'
    | 'not_started'
    | 'cancelled'
    | 'output'
    | 'lost'
  /**
   * One line for people: what went wrong and what to do.
   */
  readonly error?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly started_at: string
  readonly duration_ms: number
  /**
   * Bytes written.
   */
  readonly stdout_bytes: number
  /**
   * Bytes written.
   */
  readonly stderr_bytes: number
  /**
   * SHA-256 of the kept bytes, lower-case hex.
   */
  readonly stdout_sha256: string
  /**
   * SHA-256 of the kept bytes, lower-case hex.
   */
  readonly stderr_sha256: string
  readonly stdout: string
  readonly stderr: string
  /**
   * Not everything that was written is kept: of stdout, of stderr, or of both.
   */
  readonly truncated: boolean
  /**
   * Where stdout was cut: the bytes that are kept.
   */
  readonly stdout_kept_bytes?: number
  /**
   * Where stdout was cut: how many of the kept bytes are its first ones. The others are its last ones; JOB.OUTPUT has them at their own offsets.
   */
  readonly stdout_head_bytes?: number
  readonly stderr_kept_bytes?: number
  readonly stderr_head_bytes?: number
  readonly receipt?: StopReceipt
  /**
   * The Attempt that ran it, where the last one was resumed behind it.
   */
  readonly from_attempt?: number
}
/**
 * What JOB.STATUS and JOB.WAIT answer. A reader must bear fields it does not know.
 */
export interface JobStatusView {
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly job_id: string
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly plan_id: string
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly action_id?: string
  readonly status: 'scheduled' | 'pending' | 'running' | 'completed' | 'failed' | 'cancelled' | 'dead'
  /**
   * The named line the Job waits in.
   */
  readonly queue: string
  /**
   * 0 is served first, 9 last.
   */
  readonly priority: number
  /**
   * The Attempt under way, or the last one; 0 before the first.
   */
  readonly attempt: number
  /**
   * How many Attempts the Job may use up before it fails for good.
   */
  readonly max_attempts: number
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly created_at: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly started_at?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly completed_at?: string
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly worker_id?: string
  /**
   * One line for people: what went wrong and what to do.
   */
  readonly error?: string
  /**
   * The place of the Task in the Job: 1, 2, 3, … without gaps.
   */
  readonly running_task?: number
  /**
   * While scheduled: when it becomes pending.
   */
  readonly due_at?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly expires_at?: string
  readonly input_bytes?: number
  /**
   * Who made this Job, and how.
   */
  readonly origin?: {
    readonly key: string
    readonly command: string
  }
  /**
   * Attempts begin with this Task, on the kept outputs of those before it, since someone sent the Job back so.
   */
  readonly resumed_from?: number
  /**
   * How often someone sent it back by hand.
   */
  readonly hand_retries?: number
  /**
   * Retention leaves it alone.
   */
  readonly pinned?: boolean
  readonly cancel?: CancelView
  /**
   * The Job is cancelled, and this worker has not yet said that everything of it is gone.
   */
  readonly still_stopping_on?: string
  /**
   * Retention removed the bytes of the outputs shown here, by the rule of this name; their sizes and hashes stay.
   */
  readonly outputs_expired?: {
    /**
     * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
     */
    readonly policy: string
    /**
     * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
     */
    readonly at: string
  }
  /**
   * How each Attempt so far ended.
   */
  readonly attempts?: readonly AttemptView[]
  /**
   * @maxItems 100
   */
  readonly task_results: readonly TaskResultView[]
}
export interface JobWhyLacking {
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly worker_id: string
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  /**
   * What its policy (agw --allow) says of the Job, where it forbids it.
   */
  readonly forbids?: string
}
export interface JobWhyHolder {
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly job_id: string
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly worker_id: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly since?: string
  /**
   * The place of the Task in the Job: 1, 2, 3, … without gaps.
   */
  readonly running_task?: number
}
/**
 * The Task that ended the Attempt.
 */
export interface JobWhyTask {
  /**
   * The place of the Task in the Job: 1, 2, 3, … without gaps.
   */
  readonly task_number: number
  /**
   * The program to run: a bare name (`grep`) or a path. Never interpreted by a shell.
   */
  readonly command: string
  /**
   * The exit code, or null where a signal ended it. 127: command not found; 126: found but not executable.
   */
  readonly exit_code: number | null
  /**
   * The signal that ended the Task, e.g. SIGKILL, or null.
   */
  readonly signal: string | null
  /**
   * What ended the Task, or null where it ended well.
   */
  readonly failure:
    | null
    | 'exit'
    | 'signal'
    | 'timeout'
    | 'oom'
    | 'cpu'
    | 'not_found'
    | 'not_started'
    | 'cancelled'
    | 'output'
    | 'lost'
  readonly duration_ms: number
  /**
   * What the exit code or the signal commonly says.
   */
  readonly meaning?: string
}
/**
 * What the sentence rests on; which fields there are depends on the code.
 */
export interface JobWhyEvidence {
  readonly attempt?: number
  /**
   * How many Attempts the Job may use up before it fails for good.
   */
  readonly max_attempts?: number
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly worker_id?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly since?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly due_at?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly expires_at?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly paused_since?: string
  /**
   * A point in time as RFC 3339 text, e.g. 2026-01-31T09:30:00Z or 2026-01-31T09:30:00.250+01:00.
   */
  readonly disk_full_since?: string
  /**
   * One line for people: what went wrong and what to do.
   */
  readonly error?: string
  readonly live_workers?: number
  /**
   * Commands that none of the live workers has.
   */
  readonly tools?: readonly string[]
  /**
   * Tags that none of the live workers has.
   */
  readonly tags?: readonly string[]
  /**
   * Id of the key that signed it.
   */
  readonly signed_by?: string
  /**
   * Ids of the keys that live workers trust; the first 20.
   *
   * @maxItems 20
   */
  readonly trusted_keys?: readonly string[]
  /**
   * What each live worker lacks; the first 20.
   *
   * @maxItems 20
   */
  readonly lacking?: readonly JobWhyLacking[]
  /**
   * Workers that can run it; the first 20.
   *
   * @maxItems 20
   *
   * Items: An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly workers?: readonly string[]
  /**
   * Jobs that hold what it waits for, the longest first; 20 at most.
   *
   * @maxItems 20
   */
  readonly holders?: readonly JobWhyHolder[]
  readonly concurrency_key?: string
  readonly concurrency_limit?: number
  /**
   * Jobs that stand before it in its line: its queue and what it requires. Counted up to 1,000.
   */
  readonly ahead?: number
  /**
   * There are 1,000 or more.
   */
  readonly ahead_is_more?: boolean
  /**
   * Other queues whose Jobs wait for the same workers; 10 at most.
   *
   * @maxItems 10
   */
  readonly other_queues?: readonly string[]
  readonly task?: JobWhyTask
  /**
   * The last lines of that Task's stderr: 10 and 2 KiB at most.
   *
   * @maxItems 10
   */
  readonly stderr?: readonly string[]
  /**
   * Items: An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly dead_workers?: readonly string[]
  readonly expired_by?: 'expires_at' | 'ttl'
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly still_stopping_on?: string
  /**
   * Which rule of retention removed its outputs, and when.
   */
  readonly outputs_expired?: {}
}
/**
 * What JOB.WHY answers: why a Job is where it is. The sentence is for people, the code and the evidence for programs. A reader must bear fields it does not know.
 */
export interface JobWhyView {
  /**
   * An identifier: 1 to 64 letters, digits, '.', '_', ':' or '-'.
   */
  readonly job_id: string
  readonly status: 'scheduled' | 'pending' | 'running' | 'completed' | 'failed' | 'cancelled' | 'dead'
  /**
   * Waiting: disk_full … waiting_for_lease. Scheduled: not_before, backoff. Ended: completed … cancelled.
   */
  readonly code:
    | 'disk_full'
    | 'queue_paused'
    | 'no_worker'
    | 'no_worker_has_tool'
    | 'no_worker_has_tag'
    | 'no_worker_has_all'
    | 'no_worker_trusts'
    | 'no_worker_allows'
    | 'workers_draining'
    | 'workers_low_on_disk'
    | 'concurrency_key'
    | 'all_slots_busy'
    | 'behind_others'
    | 'waiting_for_lease'
    | 'not_before'
    | 'backoff'
    | 'running'
    | 'completed'
    | 'task_exit'
    | 'task_signal'
    | 'task_timeout'
    | 'task_not_found'
    | 'task_not_started'
    | 'task_oom'
    | 'task_cpu'
    | 'task_output'
    | 'attempt_failed'
    | 'attempts_used_up'
    | 'poison'
    | 'expired'
    | 'cancelled'
  readonly sentence: string
  readonly evidence: JobWhyEvidence
}
/**
 * The plan buffer: a Plan being written. Ids may be missing, tasks may be empty.
 */
export interface PlanDraft {
  /**
   * Names this execution. The same id with the same content again is the same Job.
   */
  readonly job_id?: string
  /**
   * Names the Plan that the Job executes.
   */
  readonly plan_id?: string
  /**
   * What the Plan is for, in words. At most 1024 characters.
   */
  readonly plan_description?: string
  /**
   * The named line the Job waits in.
   */
  readonly queue?: string
  /**
   * 0 is served first, 9 last.
   */
  readonly priority?: number
  /**
   * How many Attempts the Job may use up before it fails for good.
   */
  readonly max_attempts?: number
  readonly backoff?: Backoff
  /**
   * Only a failure with one of these exit codes is retried. Without it: any failure.
   *
   * @minItems 1
   * @maxItems 256
   */
  readonly retry_exit_codes?: readonly number[]
  /**
   * The Job does not start before this time (RFC 3339).
   */
  readonly not_before?: string
  /**
   * The Job fails if it has not started by this time (RFC 3339).
   */
  readonly expires_at?: string
  /**
   * Tags that a worker must have to run the Job.
   *
   * @maxItems 100
   */
  readonly requires?: readonly string[]
  readonly env?: Environment
  /**
   * The directory to run in. A relative path starts from the private directory of the Attempt.
   */
  readonly cwd?: string
  /**
   * Jobs with the same key run at most concurrency_limit at a time.
   */
  readonly concurrency_key?: string
  /**
   * How many Jobs with this concurrency_key may run at a time.
   */
  readonly concurrency_limit?: number
  readonly labels?: Labels
  /**
   * The Tasks, in the order they run. At most 100.
   *
   * @maxItems 100
   */
  readonly tasks: readonly Task[]
}
/**
 * A Plan: an ordered list of Tasks, reusable under its plan_id. A Job without its job_id.
 */
export interface Plan {
  /**
   * Names the Plan that the Job executes.
   */
  readonly plan_id: string
  /**
   * What the Plan is for, in words. At most 1024 characters.
   */
  readonly plan_description?: string
  /**
   * The named line the Job waits in.
   */
  readonly queue?: string
  /**
   * 0 is served first, 9 last.
   */
  readonly priority?: number
  /**
   * How many Attempts the Job may use up before it fails for good.
   */
  readonly max_attempts?: number
  readonly backoff?: Backoff
  /**
   * Only a failure with one of these exit codes is retried. Without it: any failure.
   *
   * @minItems 1
   * @maxItems 256
   */
  readonly retry_exit_codes?: readonly number[]
  /**
   * The Job does not start before this time (RFC 3339).
   */
  readonly not_before?: string
  /**
   * The Job fails if it has not started by this time (RFC 3339).
   */
  readonly expires_at?: string
  /**
   * Tags that a worker must have to run the Job.
   *
   * @maxItems 100
   */
  readonly requires?: readonly string[]
  readonly env?: Environment
  /**
   * The directory to run in. A relative path starts from the private directory of the Attempt.
   */
  readonly cwd?: string
  /**
   * Jobs with the same key run at most concurrency_limit at a time.
   */
  readonly concurrency_key?: string
  /**
   * How many Jobs with this concurrency_key may run at a time.
   */
  readonly concurrency_limit?: number
  readonly labels?: Labels
  /**
   * The Tasks, in the order they run. At most 100.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly tasks: readonly Task[]
}
/**
 * At least one of max_age_secs, max_count and max_bytes.
 */
export interface RetentionRule {
  /**
   * Statuses, events and counters say by this name who removed something.
   */
  readonly name: string
  /**
   * jobs: ended Jobs with everything of them. outputs: the bytes of what ended Jobs wrote; the record keeps sizes and hashes. blobs: uploaded bytes that no Job names.
   */
  readonly what: 'jobs' | 'outputs' | 'blobs'
  /**
   * Which ended Jobs. Without it: all of them. Not for blobs.
   *
   * @minItems 1
   * @maxItems 4
   */
  readonly statuses?: readonly ('completed' | 'failed' | 'cancelled' | 'dead')[]
  /**
   * Jobs of which queues, as patterns with * and ?. Without it: all of them. Not for blobs.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly queues?: readonly string[]
  /**
   * Seconds since the Job ended; of blobs, since they were last uploaded.
   */
  readonly max_age_secs?: number
  /**
   * The newest so many are kept, of all that the rule covers together. Pinned Jobs do not count.
   */
  readonly max_count?: number
  /**
   * The newest are kept up to so many bytes of outputs (or of blobs) together. Pinned Jobs do not count.
   */
  readonly max_bytes?: number
}
/**
 * What AGQ keeps, and for how long (agq --retention FILE). Active Jobs, pinned Jobs and Jobs that a worker still holds are never touched.
 */
export interface RetentionPolicy {
  /**
   * Seconds from the end of one sweep to the next.
   */
  readonly sweep_secs?: number
  /**
   * Each rule for itself removes what is beyond any of its bounds. An empty list keeps all Jobs and outputs for ever; blobs that no Job names still go after an hour, unless a rule for blobs says otherwise.
   *
   * @maxItems 100
   */
  readonly rules: readonly RetentionRule[]
}
export interface Capabilities {
  /**
   * Bare names of the commands it can run.
   *
   * @maxItems 20000
   */
  readonly tools: readonly string[]
  /**
   * How surely what a task starts is ended with it, e.g. pid-namespace, cgroup or session.
   */
  readonly containment?: string
  /**
   * Ids of the keys whose Jobs it runs, and no others. Without: it runs any Job, signed or not.
   *
   * @maxItems 1000
   */
  readonly trust?: readonly string[]
  /**
   * Names of the agentic units it can run.
   *
   * @maxItems 20000
   */
  readonly agentic_units?: readonly string[]
}
/**
 * What it runs at all, where it does not run anything it is given. At most 128 KiB of rules.
 */
export interface WorkerPolicy {
  /**
   * The rules of agw --allow, in the language of docs/policy.md.
   *
   * @maxItems 1000
   */
  readonly allow: readonly string[]
  /**
   * The variables that Jobs may declare besides the harmless ones (agw --allow-env).
   *
   * @maxItems 100
   */
  readonly env?: readonly string[]
}
/**
 * What a worker says of itself in WORKER.REGISTER. At most 1 MiB as UTF-8 JSON. Fields that an AGQ does not know it passes over: the worker may be newer.
 */
export interface WorkerRegistration {
  /**
   * Names the worker; kept over restarts.
   */
  readonly worker_id: string
  readonly hostname: string
  /**
   * e.g. linux-x64.
   */
  readonly platform: string
  readonly agw_version: string
  readonly capabilities: Capabilities
  /**
   * How many Jobs it runs at a time.
   */
  readonly max_concurrent_jobs: number
  /**
   * Tags, each e.g. `gpu` or `region=eu`.
   *
   * @maxItems 100
   */
  readonly tags: readonly string[]
  readonly policy?: WorkerPolicy
  /**
   * The interval it wishes, in seconds; the reply says which one counts.
   */
  readonly heartbeat_interval_secs?: number
  /**
   * The UUID of this life of the process.
   */
  readonly instance: string
  /**
   * Jobs it still runs, or has an unsent result for.
   *
   * @maxItems 10000
   */
  readonly held?: readonly LeaseRef[]
}
