/** The exit code that stands for a Job. */
import type { JobStatusView, TaskResultView } from '@agenix/specs'
import t from 'tap'
import { exitCodeOf } from '../../../agx/dist/exit-code.js'

const result = (fields: Partial<TaskResultView>): TaskResultView => ({
  task_number: 1,
  command: 'x',
  exit_code: 0,
  timed_out: false,
  failure: null,
  started_at: '',
  duration_ms: 0,
  stdout_bytes: 0,
  stderr_bytes: 0,
  stdout_sha256: '',
  stderr_sha256: '',
  stdout: '',
  stderr: '',
  truncated: false,
  ...fields,
})

const job = (status: JobStatusView['status'], ...results: Partial<TaskResultView>[]): JobStatusView => ({
  job_id: 'j',
  plan_id: 'p',
  status,
  queue: 'default',
  priority: 5,
  attempt: 1,
  max_attempts: 1,
  created_at: '',
  task_results: results.map((fields, index) => result({ task_number: index + 1, ...fields })),
})

const cases: readonly (readonly [string, JobStatusView, number])[] = [
  ['completed', job('completed', {}, {}), 0],
  ['completed with an exit code that counts as success', job('completed', { exit_code: 1 }), 1],
  ['failed in its second task', job('failed', {}, { exit_code: 42, failure: 'exit' }), 42],
  [
    'timed out',
    job('failed', { exit_code: null, signal: 'SIGTERM', timed_out: true, failure: 'timeout' }),
    124,
  ],
  ['killed', job('failed', { exit_code: null, signal: 'SIGKILL', failure: 'signal' }), 137],
  ['not found', job('failed', { exit_code: 127, failure: 'not_found' }), 127],
  ['not executable', job('failed', { exit_code: 126, failure: 'not_started' }), 126],
  ['lost', job('dead', { exit_code: null, failure: 'lost' }), 1],
  ['failed although its last task said 0', job('failed', { exit_code: 0, failure: 'output' }), 1],
  ['expired before it started', job('failed'), 1],
  ['cancelled', job('cancelled', {}), 130],
]

for (const [name, status, code] of cases) {
  t.test(name, async (t) => t.equal(exitCodeOf(status), code))
}
