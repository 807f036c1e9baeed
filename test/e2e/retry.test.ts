/**
 * A Job's second life with a real server and a real worker: sent back by hand, resumed from the stage that broke, by
 * filter, cancelled with a receipt, deleted, pinned; by the wire and by agx.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  type Argument,
  agx,
  type Connection,
  isRunning,
  ledgerLines,
  listen,
  makeGate,
  outsidePid,
  pipeline,
  register,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'

t.setTimeout(120_000)
const agq = await startAgq(t)
const worker = await startAgw(t, agq, { concurrency: 2, heartbeat: 1, args: ['--kill-grace', '0.3'] })
const connection = await agq.connect()
const directory = temporaryDirectory('retry')
const run = (args: readonly string[]) => agx(args, { agq, cwd: directory })
const text = async (jobId: string, task: number): Promise<string> =>
  (await connection.output(jobId, task)).toString()

/** Three stages: a first that keeps a ledger of its runs, one in between, a last that fails until `mark` is there. */
function breaking(name: string, first: string) {
  const [ledger, mark] = [join(directory, `${name}.ledger`), join(directory, `${name}.mark`)]
  const envelope = pipeline([
    ['sh', '-c', `echo ran >> '${ledger}'; ${first}`],
    ['tr', 'a-z', 'A-Z'],
    ['sh', '-c', `test -e '${mark}' || exit 7; wc -c; echo attempt $AGX_ATTEMPT`],
  ])
  return {
    envelope,
    jobId: envelope.job_id,
    repair: () => writeFileSync(mark, ''),
    runs: () => (existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').length - 1 : 0),
  }
}

t.test('a broken pipeline goes on from its broken stage', async (t) => {
  const events = await listen(agq, ['jobs'])
  const job = breaking('small', 'echo small')
  await connection.submit(job.envelope)
  t.match(await connection.wait(job.jobId), { status: 'failed', task_results: [{}, {}, { exit_code: 7 }] })
  const refused = await run(['job', 'retry', job.jobId, '--from', '4'])
  t.equal(refused.code, 1)
  t.match(refused.stderr, 'it has only 3 tasks')
  job.repair()
  const retried = await run(['job', 'retry', job.jobId, '--from', '3', '--wait'])
  t.equal(retried.code, 0, retried.stderr)
  t.match(JSON.parse(retried.stdout), {
    status: 'completed',
    attempt: 2,
    hand_retries: 1,
    resumed_from: 3,
    attempts: [{ outcome: 'failed' }, { outcome: 'completed', first_task: 3 }],
    task_results: [{ from_attempt: 1 }, { from_attempt: 1, stdout: 'SMALL\n' }, { task_number: 3 }],
  })
  t.equal(await text(job.jobId, 2), 'SMALL\n')
  t.equal(await text(job.jobId, 3), '6\nattempt 2\n')
  t.equal(job.runs(), 1, 'the first stage ran once')
  await events.until((event) => event.event === 'retried' && event.job_id === job.jobId)
})

t.test('a large output comes back to the worker as it was', async (t) => {
  const job = breaking('large', 'seq 1 200000')
  await connection.submit(job.envelope)
  t.equal((await connection.wait(job.jobId)).status, 'failed')
  job.repair()
  const followed = await run(['job', 'retry', job.jobId, '--from', '3', '--follow'])
  t.equal(followed.code, 0, followed.stderr)
  t.equal(followed.stdout, '1288895\nattempt 2\n', 'shown as it came')
  t.equal(job.runs(), 1)
})

t.test('an output that was cut stands in the way, and is named', async (t) => {
  const tasks = [
    { command: 'seq', args: ['1', '1000'], limits: { output_bytes: 10 } },
    { command: 'sh', args: ['-c', 'exit 7'] },
  ]
  const jobId = await connection.submit(pipeline(tasks))
  t.equal((await connection.wait(jobId)).status, 'failed')
  const refused = await run(['job', 'retry', jobId, '--from', '2'])
  t.equal(refused.code, 1)
  t.match(refused.stderr, 'the output of task 1 was cut: 10 of 3893 bytes are kept; retry it from task 1')
  const whole = await run(['job', 'retry', jobId])
  t.match(JSON.parse(whole.stdout), { job_id: jobId, attempt: 2, from_task: 1 })
  t.match(await connection.wait(jobId), { status: 'failed', attempt: 2 })
})

t.test('a running Job is cancelled at once; the receipt says how it was stopped', async (t) => {
  const ledger = join(directory, 'pids')
  const stubborn = `trap '' TERM; sleep 1000 & echo $! >> '${ledger}'; echo $$ >> '${ledger}'; wait; sleep 1000`
  const jobId = await connection.submit(script(stubborn))
  const pids = (await ledgerLines(directory, ledger, 2)).map((pid) => outsidePid(worker.pid, Number(pid)))
  const cancelled = await run(['job', 'cancel', jobId, '--wait'])
  t.equal(cancelled.code, 0, cancelled.stderr)
  for (const pid of pids) t.notOk(isRunning(pid), `${pid} is gone before agx says so`)
  t.match(cancelled.stderr, /is cancelled: worker \S+ said at \S+Z that nothing of it runs any more\./)
  t.match(cancelled.stderr, /task 1 \(\/bin\/sh\): SIGTERM at \S+Z, SIGKILL at \S+Z, .*nothing left/)
  const status = await connection.status(jobId)
  t.match(status, {
    status: 'cancelled',
    cancel: { requested_at: /Z$/, stopped_at: /Z$/ },
    task_results: [{ receipt: { cause: 'cancel', left: 0 } }],
  })
  t.equal(await connection.text('JOB.CANCEL', jobId), 'OK status=cancelled', 'twice is once')
  t.match(await connection.status(jobId), status, 'and changes nothing')
})

t.test('many at once: by filter, by Action, by queue', async (t) => {
  const mark = join(directory, 'many.mark')
  const failing = (queue: string) => script(`test -e '${mark}'`, { queue, labels: { night: '1' } })
  const jobIds: string[] = []
  for (const queue of ['one', 'one', 'two']) jobIds.push(await connection.submit(failing(queue)))
  for (const jobId of jobIds) t.equal((await connection.wait(jobId)).status, 'failed')
  const listed = await run(['jobs', 'retry', '--queue', 'one', '--dry-run', '--json'])
  t.equal(JSON.parse(listed.stdout).jobs.length, 2)
  writeFileSync(mark, '')
  const retried = await run(['jobs', 'retry', '--queue', 'one', '--label', 'night=1', '--json'])
  t.same(JSON.parse(retried.stdout), { retried: 2, still_stopping: 0 })
  for (const jobId of jobIds.slice(0, 2)) t.equal((await connection.wait(jobId)).status, 'completed')
  t.equal((await connection.status(jobIds[2] ?? '')).status, 'failed')

  const gate = makeGate()
  t.teardown(() => gate.open())
  const plan = {
    plan_id: 'gated',
    queue: 'acts',
    tasks: [{ task_number: 1, command: 'sh', args: ['-c', gate.script] }],
  }
  await connection.text('PLAN.SUBMIT', JSON.stringify(plan))
  const action = { action_id: 'act', plan_id: 'gated', inputs: [{}, {}, {}, {}, {}] }
  const listener = await listen(agq, ['queue:acts'])
  await connection.text('ACTION.SUBMIT', JSON.stringify(action))
  await gate.reached(2)
  // What was leased ahead of the two slots, after Jobs that were short, goes back before long.
  const released = (): number => listener.seen.filter(({ event }) => event.event === 'released').length
  const running = async (): Promise<number> => {
    const stats = JSON.parse((await connection.text('QUEUE.STATS', 'acts')) ?? '{}')
    return stats.running
  }
  for (let known = 0; (await running()) > 2; known = released())
    await listener.until(() => released() > known)
  const unsure = await run(['queue', 'purge', 'acts'])
  t.equal(unsure.code, 2)
  t.match(unsure.stderr, /Say so with --yes/)
  t.match(JSON.parse((await run(['queue', 'purge', 'acts', '--yes', '--json'])).stdout), { purged: 3 })
  t.match((await run(['action', 'list'])).stdout, /act +gated +5 +2 running, 3 cancelled/)
  const stopped = await run(['action', 'cancel', 'act', '--json'])
  t.match(JSON.parse(stopped.stdout), { cancelled: 2, done: true, totals: { cancelled: 5 } })
  t.match(JSON.parse((await run(['action', 'retry', 'act', '--json'])).stdout), { retried: 0 })
  t.equal((await run(['action', 'cancel', 'nobody'])).code, 1)
})

t.test('delete, pin, unpin', async (t) => {
  const envelope = pipeline([['true']])
  const jobId = await connection.submit(envelope)
  await connection.wait(jobId)
  t.equal((await run(['job', 'pin', jobId])).code, 0)
  const pinned = await run(['job', 'delete', jobId])
  t.equal(pinned.code, 1)
  t.match(pinned.stderr, /unpin it first/)
  t.equal((await run(['job', 'unpin', jobId])).code, 0)
  t.equal((await run(['job', 'delete', jobId])).code, 0)
  t.equal((await run(['job', 'status', jobId])).code, 1)
  await connection.submit({ ...envelope, priority: 1 })
  t.match(await connection.wait(jobId), { status: 'completed', attempt: 1, priority: 1 })
})

t.test('who waits for the end is not woken by an end that was taken back', async (t) => {
  const jobId = await connection.submit(pipeline([['no-such-tool']]))
  const blocked = async (): Promise<number> =>
    Number(/blocked_clients:(\d+)/.exec((await connection.text('INFO', 'clients')) ?? '')?.[1])
  const before = await blocked()
  const waiter = await agq.connect()
  const ended = waiter.wait(jobId)
  while ((await blocked()) === before) {
    // until it is parked
  }
  const both = [connection.text('JOB.CANCEL', jobId), connection.text('JOB.RETRY', jobId)]
  t.same(await Promise.all(both), ['OK status=cancelled', `OK job_id=${jobId} attempt=1 from_task=1 tasks=1`])
  t.equal(await connection.text('JOB.CANCEL', jobId), 'OK status=cancelled')
  t.match(await ended, { status: 'cancelled', hand_retries: 1 })
})

t.test('waits behind 2^31 milliseconds do not end at once', async (t) => {
  const far = 2 ** 31 + 5
  const worker = await agq.connect()
  const waiter = await agq.connect()
  const later = await connection.submit(
    pipeline([['true']], { not_before: new Date(Date.now() + far).toISOString() }),
  )
  const early: string[] = []
  const watch = (connection: Connection, ...call: readonly Argument[]): void => {
    const ended = (): void => void early.push(String(call[0]))
    connection.call(...call).then(ended, () => {}) // the end of the test cuts it off
  }
  watch(waiter, 'JOB.WAIT', later, far)
  await register(worker, 'idle', [])
  watch(worker, 'JOB.LEASE', 'idle', 'BLOCK', far)
  // A whole Job's life later nothing of it has ended.
  await connection.wait(await connection.submit(pipeline([['true']])))
  t.same(early, [])
  t.equal((await connection.status(later)).status, 'scheduled')
  t.equal(await connection.text('JOB.CANCEL', later), 'OK status=cancelled')
})
