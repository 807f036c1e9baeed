/** Cancelling in every state a Job can be in; terminal states never change. */
import t, { type Test } from 'tap'
import { code, Desk } from './desk.ts'

async function leaseOne(desk: Desk, workerId = 'w') {
  const [grant] = await desk.lease(workerId)
  if (grant === undefined) throw new Error('nothing granted')
  return grant
}

/** A desk with the Job 'a' in that state. */
const states: Readonly<Record<string, (desk: Desk) => Promise<unknown>>> = {
  'scheduled by not_before': (desk) =>
    desk.submit('a', { not_before: new Date(desk.wallMs + 60_000).toISOString() }),
  'scheduled by a backoff': async (desk) => {
    await desk.submit('a', { max_attempts: 2, backoff: { base_secs: 10 } })
    await desk.fail(await leaseOne(desk))
  },
  'pending and ready': (desk) => desk.submit('a'),
  'pending and gated': async (desk) => {
    await desk.submit('holder', { concurrency_key: 'k' })
    await leaseOne(desk)
    await desk.submit('a', { concurrency_key: 'k' })
    await desk.lease('w')
  },
}

for (const [state, enter] of Object.entries(states)) {
  t.test(`${state}: over at once, and never granted`, async (t) => {
    const desk = new Desk(t)
    await desk.register('w')
    await enter(desk)
    const { answers, events } = await desk.batch({ kind: 'job.cancel', jobId: 'a', at: desk.at })
    t.same(answers, [{ kind: 'ok', text: 'status=cancelled' }])
    t.match(events, [{ event: 'cancelled', jobId: 'a' }])
    t.equal(events.length, 1, 'no worker is told')
    t.match(await desk.job('a'), {
      status: 'cancelled',
      error: 'cancelled before it started',
      cancel: { requested_at: new Date(desk.wallMs).toISOString() },
    })
    t.notOk('stopped_at' in (cancelOf(await desk.job('a')) ?? {}))
    desk.pass(3_600_000)
    await desk.tick()
    await desk.register('w')
    t.same(
      (await desk.lease('w', 9)).filter((grant) => grant.jobId === 'a'),
      [],
    )
    t.same(desk.counts().kept, desk.counts().recounted)
  })
}

t.test('running: over at once in the record; the receipt comes later, and changes no status', async (t) => {
  const { desk, grant } = await cancelledWhileRunning(t)
  const cancelled = await desk.job('a')
  t.match(cancelled, {
    status: 'cancelled',
    error: 'cancelled while running',
    still_stopping_on: 'w',
    cancel: { worker_id: 'w' },
  })
  desk.pass(1_000)
  t.equal(code(await desk.complete(grant)), 'ok', 'though it ended well meanwhile')
  const stopped = await desk.job('a')
  t.match(stopped, {
    status: 'cancelled',
    error: 'cancelled while running',
    cancel: { ...cancelOf(cancelled), worker_id: 'w', stopped_at: new Date(desk.wallMs).toISOString() },
    task_results: [{ task_number: 1 }],
  })
  t.notOk('still_stopping_on' in stopped)
})

t.test('running, and then its worker is lost: who waits for the receipt hears of it', async (t) => {
  const { desk, grant } = await cancelledWhileRunning(t)
  desk.pass(10_000)
  const { events } = await desk.tick()
  t.match(events, [{ channel: 'worker' }, { event: 'lost', jobId: 'a', status: 'cancelled' }])
  const job = await desk.job('a')
  t.match(job, { status: 'cancelled', cancel: { worker_id: 'w' } })
  t.notOk('stopped_at' in (cancelOf(job) ?? {}), 'nobody knows')
  t.equal(code(await desk.fail(grant)), 'FENCED')
  t.equal(code(await desk.retry('a')), 'ok', 'and it may run again')
})

t.test('cancelled already: the same answer, and nothing changes', async (t) => {
  const { desk } = await cancelledWhileRunning(t)
  const before = await desk.job('a')
  desk.pass(1_000)
  const { answers, events } = await desk.batch({ kind: 'job.cancel', jobId: 'a', at: desk.at })
  t.same(answers, [{ kind: 'ok', text: 'status=cancelled' }])
  t.same(events, [])
  t.same(await desk.job('a'), before)
})

t.test('ended otherwise: refused', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  await desk.complete(await leaseOne(desk))
  await desk.submit('b')
  await desk.fail(await leaseOne(desk))
  t.match(await desk.cancel('a'), { code: 'ERR', text: 'Job a is already completed: nothing to cancel' })
  t.match(await desk.cancel('b'), { code: 'ERR', text: /already failed/ })
  t.equal(code(await desk.cancel('nobody')), 'NOTFOUND')
})

async function cancelledWhileRunning(t: Test) {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const grant = await leaseOne(desk)
  await desk.cancel('a')
  return { desk, grant }
}

function cancelOf(job: object): Readonly<Record<string, string>> | undefined {
  return 'cancel' in job ? (job.cancel as Readonly<Record<string, string>>) : undefined
}
