/** Sending ended Jobs back by hand: one attempt more of the same Job, never two at once. */
import t, { type Test } from 'tap'
import { code, Desk } from './desk.ts'

async function failed(t: Test, fields = {}): Promise<Desk> {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', fields)
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  await desk.fail(grant)
  return desk
}

async function leaseOne(desk: Desk) {
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  return grant
}

t.test('one attempt more; when it fails too, the Job has failed again', async (t) => {
  const desk = await failed(t)
  const { answers, events, arrivals } = await desk.batch({
    kind: 'job.retry',
    jobId: 'a',
    from: null,
    at: desk.at,
  })
  t.same(answers, [{ kind: 'ok', text: 'job_id=a attempt=2 from_task=1 tasks=1' }])
  t.match(events, [{ event: 'retried', jobId: 'a', status: 'pending' }])
  t.equal(arrivals.length, 1, 'parked workers hear of it')
  const back = await desk.job('a')
  t.match(back, { status: 'pending', attempt: 1, max_attempts: 1, hand_retries: 1 })
  t.notOk('completed_at' in back || 'error' in back, 'how it ended is no more')
  const grant = await leaseOne(desk)
  t.match(grant, { attempt: 2, token: 2, resume: null })
  await desk.fail(grant)
  t.match(await desk.job('a'), {
    status: 'failed',
    attempt: 2,
    attempts: [{ outcome: 'failed' }, { outcome: 'failed' }],
  })
  await desk.retry('a')
  await desk.complete(await leaseOne(desk))
  t.match(await desk.job('a'), { status: 'completed', attempt: 3, hand_retries: 2 })
  t.match(await desk.retry('a'), { code: 'ERR', text: 'Job a is completed: nothing to retry' })
  t.same(desk.counts().kept, desk.counts().recounted)
})

t.test('a dead Job whose attempts are used up is dead again after it', async (t) => {
  const desk = await failed(t, { max_attempts: 2, backoff: { base_secs: 0 } })
  await desk.tick()
  await desk.fail(await leaseOne(desk))
  t.equal((await desk.job('a')).status, 'dead')
  t.equal(code(await desk.retry('a')), 'ok')
  await desk.fail(await leaseOne(desk))
  t.match(await desk.job('a'), { status: 'dead', attempt: 3 })
})

t.test('active Jobs and unknown ones are not sent back', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  t.equal(code(await desk.retry('nobody')), 'NOTFOUND')
  await desk.submit('a')
  t.match(await desk.retry('a'), { code: 'ERR', text: /^Job a is pending: it will run by itself/ })
  await leaseOne(desk)
  t.match(await desk.retry('a'), { code: 'ERR', text: /^Job a is running: / })
  await desk.submit('b', { not_before: new Date(desk.wallMs + 1_000).toISOString() })
  t.match(await desk.retry('b'), { code: 'ERR', text: /^Job b is scheduled: / })
})

t.test('never two at once: a cancelled Job waits for its worker', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const grant = await leaseOne(desk)
  await desk.cancel('a')
  t.match(await desk.retry('a'), { code: 'BUSY', text: /^worker w is still stopping it: / })
  await desk.fail(grant, { reason: 'cancelled' })
  t.equal(code(await desk.retry('a')), 'ok')
  t.equal((await leaseOne(desk)).attempt, 2)
})

t.test('poison is forgiven: three more deaths, not one', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a')
  const die = async (): Promise<string> => {
    await desk.register('w')
    await leaseOne(desk)
    desk.pass(10_000)
    await desk.tick()
    return (await desk.job('a')).status
  }
  t.same([await die(), await die(), await die()], ['pending', 'pending', 'dead'])
  await desk.retry('a')
  t.same([await die(), await die(), await die()], ['pending', 'pending', 'dead'])
})

t.test('what expired runs now, and does not expire again', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', { expires_at: new Date(desk.wallMs + 1_000).toISOString() })
  desk.pass(2_000)
  await desk.tick()
  t.match(await desk.job('a'), { status: 'failed', error: /^expired/ })
  await desk.retry('a')
  desk.pass(2_000)
  await desk.tick()
  t.equal((await desk.job('a')).status, 'pending')
  await desk.restart()
  await desk.tick()
  t.notOk('expires_at' in (await desk.job('a')), 'also after a restart')
})

t.test('it stands behind those that waited already', async (t) => {
  const desk = await failed(t)
  desk.pass(1_000)
  await desk.submit('b')
  desk.pass(1_000)
  await desk.retry('a')
  t.same(
    (await desk.lease('w', 2)).map((grant) => grant.jobId),
    ['b', 'a'],
  )
})
