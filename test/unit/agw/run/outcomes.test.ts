/** How a task may end, and what is said about it. Real processes. */
import { chmodSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { searchPath } from '../../../../agw/dist/exec/resolve-command.js'
import { allowOf } from '../../../../agw/dist/policy/allow.js'
import { runJob, textOf } from './run-one-job.ts'

t.test('well', async (t) => {
  const { verdict, report, tasks } = await runJob(t.testdir(), [
    { command: 'echo', args: ['a  b', '$HOME', '; rm'] },
  ])
  t.equal(verdict, 'complete')
  t.equal(report?.error, undefined)
  t.match(tasks, [
    { task_number: 1, command: 'echo', exit_code: 0, signal: null, timed_out: false, failure: null },
  ])
  t.equal(textOf(tasks[0]), 'a  b $HOME ; rm\n', 'arguments are data')
  t.match(tasks[0]?.started_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

t.test('with an exit code', async (t) => {
  const { verdict, report, tasks } = await runJob(t.testdir(), [
    { command: 'sh', args: ['-c', 'echo said; exit 3'] },
    { command: 'true' },
  ])
  t.equal(verdict, 'fail')
  t.match(tasks, [{ exit_code: 3, failure: 'exit', error: 'sh exited with 3' }])
  t.equal(tasks.length, 1, 'fail fast: no task after it, and what it said is kept')
  t.equal(textOf(tasks[0]), 'said\n')
  t.match(report, { error: 'sh exited with 3', reason: 'task' })
})

t.test('with an exit code that is declared to be well', async (t) => {
  const { verdict, tasks } = await runJob(t.testdir(), [
    { command: 'sh', args: ['-c', 'exit 3'], ok_exit_codes: [1, 3] },
    { command: 'true' },
  ])
  t.equal(verdict, 'complete')
  t.match(tasks, [{ exit_code: 3, failure: null }, { exit_code: 0 }])
  const other = await runJob(t.testdir(), [{ command: 'true', ok_exit_codes: [1] }])
  t.match(other.tasks, [{ exit_code: 0, failure: 'exit' }], 'and 0 is not, when it is not declared')
})

t.test('by a signal', async (t) => {
  const { tasks } = await runJob(t.testdir(), [{ command: 'sh', args: ['-c', 'kill -SEGV $$'] }])
  t.match(tasks, [
    { exit_code: null, signal: 'SIGSEGV', failure: 'signal', error: 'sh was ended by SIGSEGV' },
  ])
})

t.test('not found', async (t) => {
  const { tasks, report } = await runJob(t.testdir(), [{ command: 'no-such-tool' }])
  t.match(tasks, [{ exit_code: 127, failure: 'not_found' }])
  t.match(report?.error, /command not found: no-such-tool .*PATH/)
  const path = await runJob(t.testdir(), [{ command: './no-such-tool' }])
  t.match(path.tasks, [{ exit_code: 127, failure: 'not_found', error: /looked for .*\/no-such-tool/ }])
})

t.test('not executable', async (t) => {
  const directory = t.testdir({ plain: 'text', dir: {} })
  t.match((await runJob(directory, [{ command: `${directory}/plain` }])).tasks, [
    { exit_code: 126, failure: 'not_started' },
  ])
  t.match((await runJob(directory, [{ command: `${directory}/dir` }])).tasks, [
    { exit_code: 126, failure: 'not_started' },
  ])
})

t.test('a script whose interpreter is missing', async (t) => {
  const directory = t.testdir()
  writeFileSync(`${directory}/script`, '#!/no/such/interpreter\n')
  chmodSync(`${directory}/script`, 0o755)
  const { tasks } = await runJob(directory, [{ command: `${directory}/script` }])
  t.match(tasks, [{ exit_code: 126, failure: 'not_started', error: /interpreter/ }])
})

t.test('a path is taken from the cwd', async (t) => {
  const directory = t.testdir({ bin: {} })
  writeFileSync(`${directory}/bin/tool`, '#!/bin/sh\necho "$0" ran\n')
  chmodSync(`${directory}/bin/tool`, 0o755)
  const { tasks } = await runJob(directory, [{ command: 'bin/tool', cwd: directory }])
  t.match(textOf(tasks[0]), /tool ran/)
})

t.test('arguments too long for the system', async (t) => {
  const args = Array.from({ length: 100 }, () => 'x'.repeat(65_000))
  const { tasks } = await runJob(t.testdir(), [{ command: 'true', args }])
  t.match(tasks, [{ exit_code: 126, failure: 'not_started', error: /too long/ }])
})

t.test('a zero byte in an argument', async (t) => {
  const { tasks } = await runJob(t.testdir(), [{ command: 'true', args: ['a\0b'] }])
  t.match(tasks, [{ failure: 'not_started', exit_code: 126, error: /a NUL byte cannot be part/ }])
})

t.test('isolated: never run by a worker that cannot', async (t) => {
  const { tasks, report } = await runJob(t.testdir(), [{ command: 'true', sandbox: 'isolated' }])
  t.match(tasks, [{ failure: 'not_started', error: /cannot isolate/ }])
  t.match(report, { reason: 'policy', retryable: false })
})

t.test('refused by policy', async (t) => {
  const policy = { tools: null, allow: allowOf({ allow: ['echo'] }, searchPath(process.env.PATH)) }
  t.equal((await runJob(t.testdir(), [{ command: 'echo' }], { policy })).verdict, 'complete')
  const { tasks, report } = await runJob(t.testdir(), [{ command: 'true' }], { policy })
  t.match(tasks, [
    { exit_code: 126, failure: 'not_started', error: /does not allow true \(its --allow has: echo\)/ },
  ])
  t.match(report, { reason: 'policy', retryable: true }, 'nothing ran, and another worker may')
})

t.test('what ended before a failure is reported whole', async (t) => {
  const { verdict, tasks } = await runJob(t.testdir(), [
    { command: 'echo', args: ['one'] },
    { command: 'sh', args: ['-c', 'cat; echo two >&2; exit 1'], input_from_task: 1 },
    { command: 'echo', args: ['three'] },
  ])
  t.equal(verdict, 'fail')
  t.strictSame(
    tasks.map(({ task_number: n, exit_code: code }) => [n, code]),
    [
      [1, 0],
      [2, 1],
    ],
  )
  t.equal(textOf(tasks[1]), 'one\n')
  t.equal(textOf(tasks[1], 'stderr'), 'two\n')
})
