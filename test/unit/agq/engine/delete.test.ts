/** Forgetting Jobs: wholly, only those that have ended, and never so that a stale worker could write into another Job. */
import t from 'tap'
import { code, Desk, taskReport } from './desk.ts'

async function leaseOne(desk: Desk) {
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  return grant
}

t.test('an ended Job goes with everything that is its own, and the counts know', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('kept', { labels: { who: 'me' } })
  await desk.complete(await leaseOne(desk))
  const sha256 = 'ab'.repeat(32)
  await desk.run({ kind: 'blob.record', sha256, bytes: 1, at: desk.at })
  await desk.submit('a', { labels: { who: 'me', 'odd name?': 'x"y\\z ü' } })
  const tasks = [{ ...taskReport(1, 0, 'out'), blobs: [sha256] }]
  await desk.run(desk.finishCommand(await leaseOne(desk), 'complete', { tasks }))
  const { answers, events } = await desk.batch({ kind: 'job.delete', jobId: 'a', at: desk.at })
  t.same(answers, [{ kind: 'ok', text: 'job_id=a' }])
  t.match(events, [{ event: 'deleted', jobId: 'a', status: 'completed' }])
  t.same(await desk.run({ kind: 'job.status', jobId: 'a' }), { kind: 'nil' })
  t.equal(code(await desk.delete('a')), 'NOTFOUND')
  const counts = desk.counts()
  t.same(counts.kept, counts.recounted)
  t.match(counts.kept, ['queue default completed 1 0'])
  t.equal((await desk.job('kept')).status, 'completed')
})

t.test('what has not ended, still stops, or is pinned stays', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  t.match(await desk.delete('a'), { code: 'ERR', text: /is pending: cancel it first/ })
  const grant = await leaseOne(desk)
  t.match(await desk.delete('a'), { code: 'ERR', text: /is running: cancel it first/ })
  await desk.cancel('a')
  t.equal(code(await desk.delete('a')), 'BUSY')
  await desk.fail(grant, { reason: 'cancelled' })
  const pin = (pinned: 0 | 1) => desk.run({ kind: 'job.pin', jobId: 'a', pinned, at: desk.at })
  t.same(await pin(1), { kind: 'ok', text: 'job_id=a pinned=1' })
  t.equal(code(await pin(1)), 'ok', 'pinned twice it is pinned')
  t.match(await desk.job('a'), { pinned: true })
  t.match(await desk.delete('a'), { code: 'ERR', text: /is pinned: unpin it first/ })
  await pin(0)
  t.notOk('pinned' in (await desk.job('a')))
  t.equal(code(await desk.delete('a')), 'ok')
})

t.test('the id is free, but tokens of the Job that was there are worth nothing', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const old = await leaseOne(desk)
  desk.pass(10_000)
  await desk.tick()
  await desk.cancel('a')
  await desk.delete('a')
  t.equal(code(await desk.submit('a', { priority: 1 })), 'ok', 'other content is welcome now')
  await desk.restart()
  await desk.register('w')
  const grant = await leaseOne(desk)
  t.ok(grant.token > old.token)
  t.equal(code(await desk.complete(old)), 'FENCED', 'a worker that was silent for long comes back')
  await desk.complete(grant)
  await desk.delete('a')
  await desk.submit('a')
  const third = await leaseOne(desk)
  t.ok(third.token > grant.token, 'also without a restart')
  t.equal(code(await desk.complete(grant)), 'FENCED')
})

t.test('reported, deleted and submitted anew in one batch', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const grant = await leaseOne(desk)
  const { answers } = await desk.batch(
    desk.finishCommand(grant, 'complete', { tasks: [taskReport(1, 0, 'old')] }),
    { kind: 'job.delete', jobId: 'a', at: desk.at },
    desk.submitCommand('a', { labels: { a: 'b' } }),
    desk.submitCommand('b'),
    { kind: 'job.cancel', jobId: 'b', at: desk.at },
    { kind: 'job.delete', jobId: 'b', at: desk.at },
  )
  t.same(answers.map(code), ['ok', 'ok', 'ok', 'ok', 'ok', 'ok'])
  t.match(await desk.job('a'), { status: 'pending', attempts: [], task_results: [] })
  t.same(await desk.run({ kind: 'job.status', jobId: 'b' }), { kind: 'nil' })
  t.equal((await leaseOne(desk)).jobId, 'a')
  t.same(await desk.lease('w'), [])
  const counts = desk.counts()
  t.same(counts.kept, counts.recounted)
})
