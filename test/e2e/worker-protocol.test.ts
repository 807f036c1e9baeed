/**
 * The worker's side of the protocol, by hand over bare RESP: what a worker in another language would do, and every
 * way of doing it with a right that is gone.
 */
import { createHash, randomUUID } from 'node:crypto'
import t from 'tap'
import {
  type Connection,
  failureReport,
  grantsOf,
  lease,
  leaseOne,
  pipeline,
  plain,
  register,
  registration,
  startAgq,
  successReport,
  taskReport,
  taskResult,
} from '../harness/index.ts'

const agq = await startAgq(t)
const client = await agq.connect()
const worker = await agq.connect()

/** A worker with one tool nobody else has, so that subtests cannot take each other's Jobs. */
async function soleWorker(connection: Connection): Promise<{ id: string; tool: string }> {
  const tool = `tool-${randomUUID()}`
  const id = `worker-${randomUUID()}`
  await register(connection, id, [tool])
  return { id, tool }
}

t.test('register', async (t) => {
  const id = `worker-${randomUUID()}`
  const wanted = registration(id, ['sort'], { heartbeat_interval_secs: 2 })
  const reply = await worker.text('WORKER.REGISTER', JSON.stringify(wanted))
  t.match(reply, new RegExp(`^OK worker_id=${id} heartbeat_interval=2 lease_ms=4000$`))
  const listed = await worker.text('WORKER.LIST')
  t.match(listed, id)
  t.match(await worker.text('WORKER.GET', id), id)
  const beat = await worker.json<object>(
    'WORKER.HEARTBEAT',
    id,
    JSON.stringify({ instance: wanted.instance }),
  )
  t.match(beat, { cancel: [], fenced: [], drain: false, heartbeat_interval: 2, lease_ms: 4_000 })
  t.match(await worker.error('WORKER.HEARTBEAT', 'nobody-registered-this'), /^NOTFOUND /)
  await register(worker, id, ['sort'])
  const old = await worker.error('WORKER.HEARTBEAT', id, JSON.stringify({ instance: wanted.instance }))
  t.match(old, /^FENCED /, 'an older life of the same id is told so')
  t.match(await worker.text('WORKER.UNREGISTER', id), /^OK/)
  t.match(await worker.error('WORKER.HEARTBEAT', id), /^NOTFOUND /)
  t.match(await worker.error('WORKER.REGISTER', '{"worker_id":"x"}'), /^ERR /)
})

t.test('a Job from lease to completion', async (t) => {
  const { id, tool } = await soleWorker(worker)
  t.same(await lease(worker, id), [], 'no Job: no grant')
  const envelope = pipeline([[tool, 'a'], ['/bin/cat']])
  const jobId = await client.submit(envelope, 'INPUT', Buffer.from([0, 1, 2, 255]))
  const grant = await leaseOne(worker, id)
  t.match(grant, { jobId, attempt: 1, inputRef: null, inputBytes: 4 })
  t.ok(grant.input?.equals(Buffer.from([0, 1, 2, 255])))
  t.match(grant.token, /^[1-9][0-9]*$/)
  t.ok(grant.leaseMs > 0)
  t.match(grant.envelope, { job_id: jobId, tasks: [{ command: tool, args: ['a'] }, { command: '/bin/cat' }] })
  t.match(await client.status(jobId), { status: 'running', worker_id: id, attempt: 1 })
  t.same(await lease(worker, id), [], 'it is not granted twice')

  const progress = (task: number, state: string) =>
    worker.text('JOB.PROGRESS', jobId, grant.token, JSON.stringify({ task_number: task, state }))
  t.equal(await progress(1, 'started'), 'OK')
  t.match(await client.status(jobId), { status: 'running', running_task: 1 })
  const log = (bytes: string, ...more: (string | number)[]) =>
    worker.call('JOB.LOG', jobId, grant.token, 1, 'STDOUT', bytes, ...more)
  t.same(await log('hello '), { kind: 'int', value: 6 })
  t.equal((await client.output(jobId, 1)).toString(), 'hello ', 'output while the task runs')
  t.same(await log('lo world', 'OFFSET', 3), { kind: 'int', value: 11 }, 'what overlaps is dropped')
  t.equal((await client.output(jobId, 1)).toString(), 'hello world')
  t.equal(await progress(1, 'finished'), 'OK')

  const report = JSON.stringify({
    task_results: [taskReport(1, tool, 'hello world'), taskReport(2, '/bin/cat', 'end')],
  })
  t.equal(await worker.text('JOB.COMPLETE', jobId, grant.token, report), 'OK status=completed')
  const status = await client.wait(jobId)
  t.match(status, { status: 'completed', worker_id: id, attempt: 1 })
  t.match(taskResult(status, 2), { command: '/bin/cat', exit_code: 0, stdout: 'end', stdout_bytes: 3 })
  t.equal(taskResult(status, 2).stdout_sha256, createHash('sha256').update('end').digest('hex'))
  t.equal((await client.output(jobId, 2)).toString(), 'end')

  t.match(
    await worker.text('JOB.COMPLETE', jobId, grant.token, report),
    /^OK/,
    'a repeated completion is answered OK',
  )
  t.match(await worker.error('JOB.FAIL', jobId, grant.token, failureReport(grant, 1)), /^FENCED /)
  t.match(await worker.error('JOB.RELEASE', jobId, grant.token), /^FENCED /)
  t.match(
    await worker.error('JOB.PROGRESS', jobId, grant.token, '{"task_number":1,"state":"started"}'),
    /^FENCED /,
  )
  t.equal((await client.status(jobId)).status, 'completed')
})

t.test('a wrong token', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const jobId = await client.submit(pipeline([[tool]]))
  const grant = await leaseOne(worker, id)
  for (const wrong of [String(Number(grant.token) + 1), '0', String(2 ** 40)]) {
    t.match(await worker.error('JOB.COMPLETE', jobId, wrong, successReport(grant)), /^FENCED /)
    t.match(await worker.error('JOB.LOG', jobId, wrong, 1, 'STDOUT', 'x'), /^FENCED /)
  }
  t.match(await worker.error('JOB.COMPLETE', jobId, 'not-a-number', successReport(grant)), /^(ERR|FENCED) /)
  t.match(
    await worker.error('JOB.COMPLETE', 'no-such-job', grant.token, successReport(grant)),
    /^(NOTFOUND|FENCED) /,
  )
  t.match(await worker.error('JOB.COMPLETE', jobId, grant.token, '{'), /^ERR /)
  t.match(await client.status(jobId), { status: 'running', task_results: [] })
  t.equal(await worker.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), 'OK status=completed')
})

t.test('COMPLETE … NEXT ends one and leases the next', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const [first, second] = [pipeline([[tool]]), pipeline([[tool]])]
  await client.submit(first)
  await client.submit(second)
  const grant = await leaseOne(worker, id)
  t.equal(grant.jobId, first.job_id, 'first in, first out')
  const [next] = grantsOf(
    await worker.call('JOB.COMPLETE', grant.jobId, grant.token, successReport(grant), 'NEXT'),
  )
  t.equal(next?.jobId, second.job_id)
  if (next === undefined) return
  const none = await worker.call('JOB.FAIL', next.jobId, next.token, failureReport(next, 9), 'NEXT')
  t.same(grantsOf(none), [], 'no more: no grant')
  t.equal((await client.status(first.job_id)).status, 'completed')
  t.match(await client.status(second.job_id), { status: 'failed', task_results: [{ exit_code: 9 }] })
})

t.test('COUNT leases several, by priority and then by age', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const envelopes = [5, 9, 0, 5].map((priority) => pipeline([[tool]], { priority }))
  for (const envelope of envelopes) await client.submit(envelope)
  const grants = await lease(worker, id, 'COUNT', 10)
  const order = [2, 0, 3, 1].map((index) => envelopes[index]?.job_id)
  t.same(
    grants.map(({ jobId }) => jobId),
    order,
  )
  for (const grant of grants)
    await worker.text('JOB.COMPLETE', grant.jobId, grant.token, successReport(grant))
})

t.test('release gives it back without burning an attempt', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const jobId = await client.submit(pipeline([[tool]]))
  const grant = await leaseOne(worker, id)
  t.match(await worker.text('JOB.RELEASE', jobId, grant.token), /^OK/)
  t.equal((await client.status(jobId)).status, 'pending')
  const again = await leaseOne(worker, id)
  t.equal(again.jobId, jobId)
  t.equal(again.attempt, 1, 'the attempt is not burned')
  t.ok(Number(again.token) > Number(grant.token), 'the token grows')
  t.match(await worker.error('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^FENCED /)
  t.match(await worker.text('JOB.COMPLETE', jobId, again.token, successReport(again)), /^OK/)
})

t.test('a failed attempt is followed by another, while there are some left', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const backoff = { base_secs: 1, factor: 1, max_secs: 1 }
  const jobId = await client.submit(pipeline([[tool]], { max_attempts: 2, backoff }))
  const first = await leaseOne(worker, id)
  await worker.text('JOB.FAIL', jobId, first.token, failureReport(first, 1))
  t.match((await client.status(jobId)).status, /^(scheduled|pending)$/)
  const second = await leaseOne(worker, id)
  t.match(second, { jobId, attempt: 2 })
  t.ok(Number(second.token) > Number(first.token))
  await worker.text('JOB.FAIL', jobId, second.token, failureReport(second, 2))
  const status = await client.wait(jobId)
  t.match(status.status, /^(failed|dead)$/)
  t.equal(taskResult(status, 1).exit_code, 2, 'the last attempt is what the status shows')
  t.same(await lease(worker, id), [], 'no third')
})

t.test('a cancelled Job', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const waiting = await client.submit(pipeline([[tool]]))
  t.match(await client.text('JOB.CANCEL', waiting), /^OK/)
  t.equal((await client.status(waiting)).status, 'cancelled')
  t.same(await lease(worker, id), [], 'it is not granted')

  const running = await client.submit(pipeline([[tool]]))
  const grant = await leaseOne(worker, id)
  t.match(await client.text('JOB.CANCEL', running), /^OK/)
  const beat = await worker.json<{ cancel: unknown; fenced: unknown }>('WORKER.HEARTBEAT', id)
  const named = JSON.stringify([beat.cancel, beat.fenced])
  t.match(named, running, 'the heartbeat names what to stop')
  const cancelled = { task_results: [], reason: 'cancelled', error: 'cancelled by its submitter' }
  await worker.call('JOB.FAIL', running, grant.token, JSON.stringify(cancelled))
  t.equal((await client.wait(running)).status, 'cancelled')
})

t.test('a blocked lease is woken by a submission', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const blocked = await agq.connect()
  const granted = blocked.callWithin(15_000, 'JOB.LEASE', id, 'BLOCK', 10_000)
  t.equal(plain(await worker.call('PING')), 'PONG')
  const jobId = await client.submit(pipeline([[tool]]))
  const [grant] = grantsOf(await granted)
  t.equal(grant?.jobId, jobId)
  t.same(await blocked.call('JOB.LEASE', id, 'BLOCK', 50), { kind: 'nil' }, 'no Job within BLOCK: nil')
})

t.test('a lease that its worker does not renew goes to another', async (t) => {
  const tool = `tool-${randomUUID()}`
  const [silent, other] = [`worker-${randomUUID()}`, `worker-${randomUUID()}`]
  await register(worker, silent, [tool], { heartbeat_interval_secs: 0.2 })
  const jobId = await client.submit(pipeline([[tool]], { max_attempts: 2 }))
  const lost = await leaseOne(worker, silent)
  const second = await agq.connect()
  await register(second, other, [tool], { heartbeat_interval_secs: 5 })
  const grant = await leaseOne(second, other)
  t.equal(grant.jobId, jobId)
  t.ok(Number(grant.token) > Number(lost.token))
  t.match(await worker.error('JOB.COMPLETE', jobId, lost.token, successReport(lost)), /^FENCED /)
  t.match(await second.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
})

t.test('held Jobs are told apart after a reconnect', async (t) => {
  const { id, tool } = await soleWorker(worker)
  const jobId = await client.submit(pipeline([[tool]]))
  const grant = await leaseOne(worker, id)
  const held = [
    { job_id: jobId, token: Number(grant.token) },
    { job_id: 'gone-long-ago', token: 1 },
  ]
  const reply = await worker.text('WORKER.REGISTER', JSON.stringify(registration(id, [tool], { held })))
  t.match(reply, /fenced=gone-long-ago$/, 'only what is not its own any more')
  t.match(await worker.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
})
