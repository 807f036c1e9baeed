/** How attempts end: reports, repeats, stale writes, retries, cancels. */
import t, { type Test } from 'tap'
import { code, Desk, taskReport } from './desk.ts'

async function running(t: Test, fields = {}) {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', fields)
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  return { desk, grant }
}

t.test('a repeated report is answered again and changes nothing', async (t) => {
  const { desk, grant } = await running(t)
  t.same(await desk.complete(grant), { kind: 'ok', text: 'status=completed' })
  const before = await desk.job('a')
  t.same(await desk.complete(grant), { kind: 'ok', text: 'status=completed' })
  t.equal(code(await desk.fail(grant)), 'FENCED', 'another verdict is no repetition')
  t.same(await desk.job('a'), before)
})

t.test('a stale token is FENCED by every write and changes nothing', async (t) => {
  const { desk, grant } = await running(t)
  const stale = { jobId: 'a', token: grant.token - 1 }
  const before = await desk.job('a')
  t.equal(code(await desk.complete(stale)), 'FENCED')
  t.equal(code(await desk.fail(stale)), 'FENCED')
  t.equal(code(await desk.run({ kind: 'job.release', ...stale, at: desk.at })), 'FENCED')
  const progress = {
    kind: 'job.progress' as const,
    ...stale,
    taskNumber: 1,
    state: 'started' as const,
    at: desk.at,
  }
  t.equal(code(await desk.run(progress)), 'FENCED')
  t.equal(code(await desk.run({ kind: 'job.log', ...stale, taskNumber: 1, at: desk.at })), 'FENCED')
  t.same(await desk.job('a'), before)
})

t.test('a report that names bytes which were never uploaded is refused, and can be sent again', async (t) => {
  const { desk, grant } = await running(t)
  const sha256 = 'ab'.repeat(32)
  const report = { tasks: [{ ...taskReport(1, 0), blobs: [sha256] }] }
  t.equal(code(await desk.run(desk.finishCommand(grant, 'complete', report))), 'ERR')
  await desk.run({ kind: 'blob.record', sha256, bytes: 1, at: desk.at })
  t.equal(code(await desk.run(desk.finishCommand(grant, 'complete', report))), 'ok')
})

t.test('a failed Job without attempts left has failed; its results are kept', async (t) => {
  const { desk, grant } = await running(t)
  await desk.fail(grant, { tasks: [taskReport(1, 0, 'kept'), taskReport(2, 3)] })
  t.match(await desk.job('a'), {
    status: 'failed',
    error: 'true exited with 3',
    task_results: [{ task_number: 1, stdout: 'kept' }, { task_number: 2 }],
  })
})

t.test('retries back off with jitter and end dead', async (t) => {
  const { desk, grant } = await running(t, { max_attempts: 2, backoff: { base_secs: 10 } })
  await desk.fail(grant)
  t.match(await desk.job('a'), { status: 'scheduled', due_at: new Date(desk.wallMs + 5_000).toISOString() })
  t.same(await desk.lease('w'), [])
  desk.pass(5_000)
  await desk.tick()
  const [again] = await desk.lease('w')
  t.equal(again?.attempt, 2)
  if (again !== undefined) await desk.fail(again)
  t.match(await desk.job('a'), { status: 'dead', attempts: [{ outcome: 'failed' }, { outcome: 'failed' }] })
})

t.test('only the exit codes that were named are retried', async (t) => {
  const { desk, grant } = await running(t, { max_attempts: 3, retry_exit_codes: [75] })
  await desk.fail(grant)
  t.equal((await desk.job('a')).status, 'failed')
})

t.test('a cancelled running Job is over at once; the receipt of its worker is kept', async (t) => {
  const { desk, grant } = await running(t)
  const { events } = await desk.batch({ kind: 'job.cancel', jobId: 'a', at: desk.at })
  t.match(events, [
    { event: 'cancelled' },
    { channel: 'worker', event: 'cancel', workerId: 'w', token: grant.token },
  ])
  const beat = {
    kind: 'worker.heartbeat' as const,
    workerId: 'w',
    instance: null,
    held: [],
    stats: null,
    at: desk.at,
  }
  const reply = await desk.run(beat)
  t.match(reply.kind === 'json' ? JSON.parse(reply.text) : reply, {
    cancel: [{ job_id: 'a', token: grant.token }],
  })
  t.same(await desk.fail(grant, { reason: 'cancelled' }), { kind: 'ok', text: 'status=cancelled' })
  t.match(await desk.job('a'), { status: 'cancelled', task_results: [{ task_number: 1 }] })
  const after = await desk.run(beat)
  t.match(after.kind === 'json' ? JSON.parse(after.text) : after, { cancel: [] })
})

t.test('what has ended cannot be cancelled; what was cancelled stays so', async (t) => {
  const { desk, grant } = await running(t)
  await desk.complete(grant)
  t.equal(code(await desk.run({ kind: 'job.cancel', jobId: 'a', at: desk.at })), 'ERR')
  await desk.submit('b')
  await desk.run({ kind: 'job.cancel', jobId: 'b', at: desk.at })
  t.equal((await desk.job('b')).status, 'cancelled')
  t.same(await desk.lease('w'), [])
})

t.test('NEXT: one command finishes and leases; a refused report leases nothing', async (t) => {
  const { desk, grant } = await running(t)
  await desk.submit('b')
  const stale = await desk.run(desk.finishCommand({ jobId: 'a', token: 99 }, 'complete', {}, 1))
  t.equal(code(stale), 'FENCED')
  const answer = await desk.run(desk.finishCommand(grant, 'complete', {}, 1))
  t.match(answer, { kind: 'grants', grants: [{ jobId: 'b' }] })
  t.equal((await desk.job('a')).status, 'completed')
})

t.test('a repeated report with NEXT leases nothing, least of all for whoever runs the Job now', async (t) => {
  const { desk, grant } = await running(t, { max_attempts: 2, backoff: { base_secs: 0 } })
  await desk.fail(grant)
  await desk.tick()
  await desk.register('v')
  t.equal((await desk.lease('v'))[0]?.jobId, 'a')
  await desk.submit('b')
  const repeated = await desk.run(desk.finishCommand(grant, 'fail', {}, 1))
  t.match(repeated, { kind: 'grants', grants: [] })
  t.equal((await desk.job('b')).status, 'pending')
})
