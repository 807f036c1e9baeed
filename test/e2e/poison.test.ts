/**
 * A Job that takes its worker down goes to another, but not for ever: after three deaths it is dead, and says why.
 */
import t from 'tap'
import { leaseOne, pipeline, register, startAgq, successReport } from '../harness/index.ts'

const agq = await startAgq(t)
const connection = await agq.connect()

async function leaseAndDie(workerId: string, tool: string): Promise<void> {
  await register(connection, workerId, [tool], { heartbeat_interval_secs: 0.1 })
  await leaseOne(connection, workerId)
}

t.test('three deaths', async (t) => {
  const jobId = await connection.submit(pipeline([['poison']], { max_attempts: 10 }))
  for (const workerId of ['first', 'second', 'third']) await leaseAndDie(workerId, 'poison')
  const status = await connection.wait(jobId)
  t.equal(status.status, 'dead')
  t.match(status.error, /worker/)
  t.match(await connection.text('JOB.WHY', jobId), /worker/)
})

t.test('one death does not end a Job that has a single attempt', async (t) => {
  const jobId = await connection.submit(pipeline([['unlucky']]))
  await leaseAndDie('unlucky-one', 'unlucky')
  await register(connection, 'lucky-one', ['unlucky'])
  const grant = await leaseOne(connection, 'lucky-one')
  t.equal(grant.jobId, jobId)
  await connection.text('JOB.COMPLETE', jobId, grant.token, successReport(grant))
  t.equal((await connection.wait(jobId)).status, 'completed')
})
