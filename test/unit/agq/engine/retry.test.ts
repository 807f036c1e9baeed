/** Whether a failed attempt is followed by another, and when; what burns an attempt and what does not. */
import fc from 'fast-check'
import t from 'tap'
import type { JobRow } from '../../../../agq/dist/engine/model.js'
import { backoffMs } from '../../../../agq/dist/engine/rules/retry.js'
import { Desk, taskReport } from './desk.ts'

t.test('full jitter: anything from nothing to the ceiling, which grows and is capped', async (t) => {
  const policy = { base_secs: 2, factor: 3, max_secs: 40, exit_codes: null }
  const job = (attempt: number) => ({ attempt, retryPolicy: JSON.stringify(policy) }) as JobRow
  const ceilings = [1, 2, 3, 4, 99].map((attempt) => backoffMs(job(attempt), 1))
  t.same(ceilings, [2_000, 6_000, 18_000, 40_000, 40_000])
  t.equal(backoffMs(job(3), 0), 0)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (n, chance) => {
        const ms = backoffMs(job(n), chance)
        return Number.isSafeInteger(ms) && ms >= 0 && ms <= 40_000
      },
    ),
  )
})

/** How a Job with three attempts stands after the first one failed so. */
async function afterFailure(t: import('tap').Test, report: object, fields: object = {}): Promise<string> {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', { max_attempts: 3, ...fields })
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  await desk.fail(grant, report)
  return (await desk.job('a')).status
}

t.test('the reason of a failure decides', async (t) => {
  const codes = { retry_exit_codes: [75] }
  t.equal(await afterFailure(t, {}), 'scheduled', 'any failure, without a list')
  t.equal(await afterFailure(t, { reason: 'worker', tasks: [] }), 'scheduled')
  t.equal(await afterFailure(t, { reason: 'policy' }), 'failed', 'the same policy would say the same')
  t.equal(await afterFailure(t, { retryable: false }), 'failed')
  t.equal(await afterFailure(t, { reason: 'cancelled' }), 'cancelled')
  t.equal(await afterFailure(t, { tasks: [taskReport(1, 75)] }, codes), 'scheduled')
  t.equal(await afterFailure(t, { tasks: [taskReport(1, 74)] }, codes), 'failed')
  t.equal(
    await afterFailure(t, { tasks: [taskReport(1, 75), taskReport(2, 1)] }, codes),
    'failed',
    'the task that failed is the last',
  )
  t.equal(await afterFailure(t, { reason: 'worker', tasks: [] }, codes), 'scheduled', 'no task to blame')
})

t.test('given back burns nothing, a death burns an attempt', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a', { max_attempts: 2, backoff: { base_secs: 0 } })
  const lease = async () => {
    await desk.register('w')
    const [grant] = await desk.lease('w')
    if (grant === undefined) throw new Error('nothing granted')
    return grant
  }
  const given = await lease()
  await desk.run({ kind: 'job.release', jobId: 'a', token: given.token, at: desk.at })
  t.equal((await lease()).attempt, 1, 'given back: the same attempt again')
  desk.pass(10_000)
  await desk.tick()
  const last = await lease()
  t.equal(last.attempt, 2, 'its worker died: the next one')
  await desk.fail(last)
  t.match(await desk.job('a'), {
    status: 'dead',
    attempts: [{ outcome: 'released' }, { outcome: 'lost' }, { outcome: 'failed' }],
  })
})
