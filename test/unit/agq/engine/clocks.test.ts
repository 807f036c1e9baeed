/** Which delays follow which clock: a backoff the monotonic one, an hour that was named the calendar. */
import t, { type Test } from 'tap'
import { Desk } from './desk.ts'

const TEN_YEARS = 10 * 365 * 86_400_000

/** One Job in a backoff of five seconds, one that may not start for a minute. */
async function waiting(t: Test): Promise<Desk> {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('backoff', { max_attempts: 2, backoff: { base_secs: 10 } })
  const [grant] = await desk.lease('w')
  if (grant !== undefined) await desk.fail(grant)
  await desk.submit('named', { not_before: new Date(desk.wallMs + 60_000).toISOString() })
  return desk
}

async function set(desk: Desk, jumpMs: number): Promise<void> {
  desk.wallMs += jumpMs
  await desk.batch({ kind: 'tick', jumpMs, at: desk.at })
}

for (const [how, jumpMs] of [
  ['back', -TEN_YEARS],
  ['forward', TEN_YEARS],
] as const) {
  t.test(`the clock is set ${how} ten years: a backoff takes as long as it would have`, async (t) => {
    const desk = await waiting(t)
    desk.pass(3_000)
    await set(desk, jumpMs)
    t.match(await desk.job('backoff'), { due_at: new Date(desk.wallMs + 2_000).toISOString() })
    desk.pass(1_999)
    await desk.tick()
    t.equal((await desk.job('backoff')).status, 'scheduled')
    desk.pass(1)
    await desk.tick()
    t.equal((await desk.job('backoff')).status, 'pending')
    t.equal((await desk.job('named')).status, jumpMs > 0 ? 'pending' : 'scheduled', 'that hour was named')
  })
}

t.test('set back while no server lived: a backoff takes no longer than its policy allows', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', { max_attempts: 2, backoff: { base_secs: 10, max_secs: 30 } })
  const [grant] = await desk.lease('w')
  if (grant !== undefined) await desk.fail(grant)
  desk.wallMs -= TEN_YEARS
  await desk.restart()
  t.match(await desk.job('a'), { due_at: new Date(desk.wallMs + 10_000).toISOString() })
  desk.pass(10_000)
  await desk.tick()
  t.equal((await desk.job('a')).status, 'pending')
})

t.test('hours behind 2^31 milliseconds are hours like others', async (t) => {
  const desk = new Desk(t)
  const farMs = 2_148_000_000
  await desk.run({ kind: 'queue.set', queue: 'brief', ttlSecs: farMs / 1_000, at: desk.at })
  await desk.submit('later', { not_before: new Date(desk.wallMs + farMs).toISOString() })
  await desk.submit('ends', { expires_at: new Date(desk.wallMs + farMs).toISOString() })
  await desk.submit('ttl', { queue: 'brief' })
  const statuses = async () => {
    const found: string[] = []
    for (const jobId of ['later', 'ends', 'ttl']) found.push((await desk.job(jobId)).status)
    return found
  }
  const { nextDue } = await desk.tick()
  t.equal(nextDue.wallMs, desk.wallMs + farMs)
  t.same(await statuses(), ['scheduled', 'pending', 'pending'])
  desk.pass(farMs - 1)
  await desk.tick()
  t.same(await statuses(), ['scheduled', 'pending', 'pending'])
  desk.pass(1)
  await desk.tick()
  t.same(await statuses(), ['pending', 'failed', 'failed'])
})
