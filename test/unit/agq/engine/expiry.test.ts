/** A Job whose hour has passed is never granted, also when nobody has looked at the clock since. */
import t from 'tap'
import type { Command } from '../../../../agq/dist/engine/commands.js'
import { Desk } from './desk.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

const heartbeat = (desk: Desk): Command => ({
  kind: 'worker.heartbeat',
  workerId: 'w',
  instance: null,
  held: null,
  stats: null,
  at: desk.at,
})

t.test('a lease that meets an expired head expires it and goes on to the next', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const hour = iso(desk.wallMs + 30_000)
  for (const jobId of ['a', 'b', 'c']) await desk.submit(jobId, { expires_at: hour })
  await desk.submit('d')
  await desk.submit('e')
  desk.pass(30_000)
  const lease = { kind: 'job.lease', introduce: false, workerId: 'w', count: 1, at: desk.at } as const
  const { answers, events } = await desk.batch(lease)
  t.match(answers, [{ kind: 'grants', grants: [{ jobId: 'd' }] }])
  for (const jobId of ['a', 'b', 'c']) {
    t.match(await desk.job(jobId), { status: 'failed', error: `expired: it had not started by ${hour}` })
    t.match(
      events.filter((event) => event.jobId === jobId),
      [{ channel: 'job', event: 'failed', status: 'failed' }],
    )
  }
  const { kept, recounted } = desk.counts()
  t.strictSame(kept, recounted)
  t.match(await desk.lease('w', 2), [{ jobId: 'e' }])
})

t.test('it also happens to the lease of a report with NEXT', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('not granted')
  await desk.submit('b', { expires_at: iso(desk.wallMs + 1) })
  desk.pass(1)
  t.match(await desk.run(desk.finishCommand(grant, 'complete', {}, 1)), { kind: 'grants', grants: [] })
  t.match(await desk.job('b'), { status: 'failed', error: /^expired: it had not started by / })
})

t.test('before its hour it is granted', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', { expires_at: iso(desk.wallMs + 3_600_001) })
  desk.pass(3_600_000)
  t.match(await desk.lease('w'), [{ jobId: 'a' }])
})

t.test('who waited for its concurrency key takes the place, in whatever lane', async (t) => {
  for (const queue of ['default', 'other']) {
    const desk = new Desk(t)
    const key = { concurrency_key: 'k', concurrency_limit: 1 }
    await desk.register('w')
    await desk.submit('a', key)
    const [grant] = await desk.lease('w')
    if (grant === undefined) throw new Error('not granted')
    const hour = iso(desk.wallMs + 30_000)
    for (const jobId of ['b1', 'b2', 'b3']) await desk.submit(jobId, { ...key, expires_at: hour })
    await desk.submit('c', { ...key, queue })
    t.strictSame(await desk.lease('w', 4), [], 'all are gated')
    await desk.complete(grant)
    desk.pass(30_000)
    t.match(
      (await desk.lease('w', 4)).map((one) => one.jobId),
      ['c'],
    )
    // What was still gated is no lease's business: the hour itself comes for it.
    await desk.run(heartbeat(desk))
    await desk.tick()
    for (const jobId of ['b1', 'b2', 'b3']) t.match(await desk.job(jobId), { status: 'failed' })
    t.match(await desk.job('c'), { status: 'running' })
    const { kept, recounted } = desk.counts()
    t.strictSame(kept, recounted)
  }
})

t.test('the text is true after an earlier attempt', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const hour = iso(desk.wallMs + 30_000)
  const fields = {
    expires_at: hour,
    max_attempts: 3,
    backoff: { base_secs: 3600, max_secs: 3600, factor: 2 },
  }
  await desk.submit('failed', fields)
  const [failed] = await desk.lease('w')
  if (failed === undefined) throw new Error('not granted')
  await desk.fail(failed)
  await desk.submit('lost', { expires_at: hour })
  await desk.lease('w')
  desk.pass(10_000)
  await desk.tick()
  t.match(await desk.job('lost'), { status: 'pending' })
  desk.pass(20_000)
  await desk.tick()
  for (const jobId of ['failed', 'lost']) {
    const error = `expired: its next attempt had not started by ${hour}`
    t.match(await desk.job(jobId), { status: 'failed', error })
  }
})
