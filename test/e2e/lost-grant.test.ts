/**
 * A grant that never reached its worker, because the connection broke in between, must not keep the Job: it comes back
 * as soon as the worker says what it holds, and runs.
 */
import t from 'tap'
import { leaseOne, pipeline, register, startAgq, successReport } from '../harness/index.ts'

const agq = await startAgq(t)
const client = await agq.connect()

t.test('a blocked caller that has gone is given nothing', async (t) => {
  const gone = await agq.connect()
  await register(client, 'gone', ['tool-a'])
  gone.callWithin(30_000, 'JOB.LEASE', 'gone', 'BLOCK', 20_000).catch(() => {})
  await client.call('PING')
  gone.close()
  await gone.closed
  const jobId = await client.submit(pipeline([['tool-a']]))
  await register(client, 'there', ['tool-a'])
  const grant = await leaseOne(client, 'there')
  t.equal(grant.jobId, jobId)
  t.match(await client.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
})

t.test('a worker registers again without naming what it was granted', async (t) => {
  const held = await register(client, 'forgetful', ['tool-b'])
  const jobId = await client.submit(pipeline([['tool-b']]))
  const lost = await leaseOne(client, 'forgetful')
  t.equal(lost.jobId, jobId)
  await register(client, 'forgetful', ['tool-b'], { instance: held.instance, held: [] })
  const grant = await leaseOne(client, 'forgetful')
  t.equal(grant.jobId, jobId, 'it is granted again')
  t.ok(Number(grant.token) > Number(lost.token))
  t.match(await client.error('JOB.COMPLETE', jobId, lost.token, successReport(lost)), /^FENCED /)
  t.match(await client.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
})
