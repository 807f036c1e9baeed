/** Ends of a task as a worker reports them, with the code of JOB.WHY that they come to, and what its sentence says. */
export const endedTasks: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
  [
    'task_exit',
    { command: 'grep', exit_code: 1, failure: 'exit' },
    /task 1 \(grep\) exited with 1 \(no line matched\)/,
  ],
  [
    'task_exit',
    { command: 'sh', exit_code: 137, failure: 'exit' },
    /exited with 137 \(as a shell says .* SIGKILL\)/,
  ],
  ['task_signal', { exit_code: null, signal: 'SIGSEGV', failure: 'signal' }, /ended by SIGSEGV \(it crashed/],
  [
    'task_timeout',
    { exit_code: null, signal: 'SIGTERM', timed_out: true, failure: 'timeout', duration_ms: 5_000 },
    /ran longer than it may and was stopped after 5 s/,
  ],
  ['task_not_found', { exit_code: 127, failure: 'not_found' }, /was not found on the worker/],
  [
    'task_not_started',
    { exit_code: 126, failure: 'not_started', error: 'permission denied' },
    /could not be started: permission denied/,
  ],
  [
    'task_oom',
    { exit_code: null, signal: 'SIGKILL', failure: 'oom' },
    /more memory than its limits.memory_mb/,
  ],
  ['task_cpu', { exit_code: 152, failure: 'cpu' }, /used up its limits.cpu_secs/],
  ['task_output', { exit_code: null, signal: 'SIGKILL', failure: 'output' }, /wrote far more than is kept/],
]
