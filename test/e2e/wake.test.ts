/**
 * A wake-up is never lost: where the caller it was meant for cannot take the Job, the next one gets it.
 */
import t from 'tap'
import { grantsOf, listen, pipeline, register, startAgq } from '../harness/index.ts'

const BLOCK = ['BLOCK', 20_000] as const

t.test('the parked call of a lost worker hands its wake-up on', async (t) => {
  const agq = await startAgq(t)
  const client = await agq.connect()
  const [silent, steady] = [await agq.connect(), await agq.connect()]
  const events = await listen(agq, ['workers'])
  await register(client, 'silent', ['tool'], { heartbeat_interval_secs: 0.2 })
  await register(client, 'steady', ['tool'], { heartbeat_interval_secs: 60 })
  const refused = silent.callWithin(30_000, 'JOB.LEASE', 'silent', ...BLOCK)
  const granted = steady.callWithin(30_000, 'JOB.LEASE', 'steady', ...BLOCK)
  await events.until((message) => message.event === 'lost' && message.worker_id === 'silent')
  const jobId = await client.submit(pipeline([['tool']]))
  t.equal(grantsOf(await granted)[0]?.jobId, jobId)
  t.match(await refused, { kind: 'error', text: /^NOTFOUND / })
})

t.test('a draining worker that waits takes no wake-up from others', async (t) => {
  const agq = await startAgq(t)
  const client = await agq.connect()
  const [leaving, steady] = [await agq.connect(), await agq.connect()]
  for (const workerId of ['leaving', 'steady']) {
    await register(client, workerId, ['tool'], { heartbeat_interval_secs: 60 })
  }
  void leaving.callWithin(30_000, 'JOB.LEASE', 'leaving', ...BLOCK).catch(() => {})
  const granted = steady.callWithin(30_000, 'JOB.LEASE', 'steady', ...BLOCK)
  await client.text('WORKER.DRAIN', 'leaving')
  const jobId = await client.submit(pipeline([['tool']]))
  t.equal(grantsOf(await granted)[0]?.jobId, jobId)
})
