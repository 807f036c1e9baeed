/**
 * How Jobs end that do not end well: each in its own documented way, with what the tasks before had written kept and
 * nothing run afterwards; and a Job that no worker can run keeps nobody waiting but itself.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  type Connection,
  type JobStatus,
  pipeline,
  type Step,
  startAgq,
  startAgw,
  taskResult,
  temporaryDirectory,
} from '../harness/index.ts'

const agq = await startAgq(t)
await startAgw(t, agq, { concurrency: 4 })
const connection = await agq.connect()

async function run(steps: readonly Step[]): Promise<{ jobId: string; status: JobStatus }> {
  const jobId = await connection.submit(pipeline(steps))
  return { jobId, status: await connection.wait(jobId) }
}

const hello: Step = ['printf', 'hello\n']
const never: Step = ['sh', '-c', 'echo this must not run; cat']

async function checkStopped(check: Tap, from: Connection, jobId: string, status: JobStatus): Promise<void> {
  check.equal(status.status, 'failed')
  check.equal(status.task_results.length, 2, 'the task after the failed one has no result')
  check.match(taskResult(status, 1), { exit_code: 0, stdout: 'hello\n', stdout_bytes: 6, timed_out: false })
  check.equal((await from.output(jobId, 1)).toString(), 'hello\n', 'what the task before wrote is kept')
  check.ok(status.error, 'the Job says in a line why it failed')
  check.ok(status.completed_at)
}
type Tap = Pick<typeof t, 'equal' | 'match' | 'ok'>

t.test('a task that takes too long', async (t) => {
  const { jobId, status } = await run([hello, { command: 'sleep', args: ['30'], timeout_secs: 1 }, never])
  await checkStopped(t, connection, jobId, status)
  const result = taskResult(status, 2)
  t.match(result, { timed_out: true, failure: 'timeout', exit_code: null })
  t.match(result.signal, /^SIG(TERM|KILL)$/)
  t.ok(result.duration_ms >= 1_000 && result.duration_ms < 10_000, `took ${result.duration_ms} ms`)
  t.match(status.error, /time|sleep/)
})

t.test('a task that ignores SIGTERM is killed', async (t) => {
  const stubborn = {
    command: 'sh',
    args: ['-c', 'trap "" TERM; echo deaf; while :; do sleep 1; done'],
    timeout_secs: 1,
  }
  const { jobId, status } = await run([hello, stubborn, never])
  await checkStopped(t, connection, jobId, status)
  t.match(taskResult(status, 2), { timed_out: true, failure: 'timeout', signal: 'SIGKILL', stdout: 'deaf\n' })
})

t.test('a command that does not exist', async (t) => {
  const { jobId, status } = await run([hello, ['/no/such/command', 'x'], never])
  await checkStopped(t, connection, jobId, status)
  t.match(taskResult(status, 2), { exit_code: 127, failure: 'not_found' })
  t.match(status.error, /\/no\/such\/command/)
})

t.test('a file that is no program', async (t) => {
  const file = join(temporaryDirectory('files'), 'data')
  writeFileSync(file, 'no program', { mode: 0o644 })
  const { jobId, status } = await run([hello, [file], never])
  await checkStopped(t, connection, jobId, status)
  t.match(taskResult(status, 2), { exit_code: 126, failure: 'not_started' })
})

t.test('a task that exits with 3', async (t) => {
  const { jobId, status } = await run([hello, ['sh', '-c', 'echo partial; echo why >&2; exit 3'], never])
  await checkStopped(t, connection, jobId, status)
  t.match(taskResult(status, 2), { exit_code: 3, failure: 'exit', stdout: 'partial\n', stderr: 'why\n' })
  t.equal((await connection.output(jobId, 2, 'STDERR')).toString(), 'why\n')
})

t.test('an exit code that is declared fine', async (t) => {
  const { status } = await run([
    hello,
    { command: 'sh', args: ['-c', 'cat; exit 3'], ok_exit_codes: [0, 3] },
    ['cat'],
  ])
  t.equal(status.status, 'completed')
  t.equal(taskResult(status, 2).exit_code, 3)
  t.equal(taskResult(status, 3).stdout, 'hello\n')
})

t.test('a task killed by a signal', async (t) => {
  const { jobId, status } = await run([hello, ['sh', '-c', 'kill -KILL $$'], never])
  await checkStopped(t, connection, jobId, status)
  t.match(taskResult(status, 2), { exit_code: null, signal: 'SIGKILL', failure: 'signal', timed_out: false })
})

t.test('children left behind by a task do not keep the Job', async (t) => {
  const { status } = await run([['sh', '-c', 'sleep 300 & echo done']])
  t.equal(status.status, 'completed')
  t.equal(taskResult(status, 1).stdout, 'done\n')
})

t.test('a tool that no worker has', async (t) => {
  const stuck = await connection.submit(pipeline([['no-worker-has-this-tool']], { priority: 0 }))
  const { status } = await run([hello])
  t.equal(status.status, 'completed', 'a Job behind it runs')
  t.equal((await connection.status(stuck)).status, 'pending')
  t.match(await connection.text('JOB.WHY', stuck), /no-worker-has-this-tool/, 'JOB.WHY names the tool')
})

t.test('it runs as soon as a worker has the tool', async (t) => {
  const jobId = await connection.submit(pipeline([['a-tool-of-its-own', 'x']]))
  t.equal((await connection.status(jobId)).status, 'pending')
  const directory = temporaryDirectory('tools')
  writeFileSync(join(directory, 'a-tool-of-its-own'), '#!/bin/sh\necho "it ran $1"\n', { mode: 0o755 })
  await startAgw(t, agq, { env: { PATH: `${directory}:/usr/bin:/bin` } })
  t.equal(taskResult(await connection.wait(jobId), 1).stdout, 'it ran x\n')
})

t.test('--tools limits what a worker offers', async (t) => {
  const own = await startAgq(t)
  const client = await own.connect()
  await startAgw(t, own, { tools: ['printf', 'cat'] })
  const other = await client.submit(pipeline([['sort']]))
  const offered = await client.submit(pipeline([['printf', 'x'], ['cat']]))
  t.equal((await client.wait(offered)).status, 'completed')
  t.equal((await client.status(other)).status, 'pending')
})
