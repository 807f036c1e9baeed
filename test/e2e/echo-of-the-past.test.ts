/**
 * A worker gave up a connection and built the next one; what it had sent on the old one may still arrive, after a
 * stall of the network. It tells of a state that is over, so it must not take away what runs now.
 */
import t from 'tap'
import { leaseOne, pipeline, register, registration, startAgq, successReport } from '../harness/index.ts'

const agq = await startAgq(t)
const client = await agq.connect()

async function workerWithJob(tool: string) {
  const old = await agq.connect()
  const held = await register(old, tool, [tool], { heartbeat_interval_secs: 0.1 })
  const fresh = await agq.connect()
  await register(fresh, tool, [tool], {
    instance: held.instance,
    heartbeat_interval_secs: 0.1,
    held: [],
  })
  const jobId = await client.submit(pipeline([[tool]]))
  const grant = await leaseOne(fresh, tool)
  return { old, fresh, instance: held.instance, jobId, grant }
}

t.test('a registration on an older connection is refused', async (t) => {
  const { old, fresh, instance, jobId, grant } = await workerWithJob('tool-a')
  const late = JSON.stringify(registration('tool-a', ['tool-a'], { instance, held: [] }))
  t.match(await old.error('WORKER.REGISTER', late), /^FENCED /)
  t.match(await fresh.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
})

t.test('what a heartbeat on an older connection says of the Jobs held is not believed', async (t) => {
  const { old, fresh, instance, jobId, grant } = await workerWithJob('tool-b')
  // Longer than the lease of 0.2 s: no grant of that age could be underway.
  for (let beats = 0; beats < 4; beats++) {
    await fresh.callWithin(1_000, 'JOB.LEASE', 'tool-b', 'BLOCK', 80)
    const held = [{ job_id: jobId, token: Number(grant.token) }]
    await fresh.text('WORKER.HEARTBEAT', 'tool-b', JSON.stringify({ instance, held }))
  }
  await old.text('WORKER.HEARTBEAT', 'tool-b', JSON.stringify({ instance, held: [] }))
  t.match(await fresh.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
})

t.test('a goodbye on an older connection is refused', async (t) => {
  const { old, fresh, jobId, grant } = await workerWithJob('tool-c')
  t.match(await old.error('WORKER.UNREGISTER', 'tool-c'), /^FENCED /)
  t.match(await fresh.text('JOB.COMPLETE', jobId, grant.token, successReport(grant)), /^OK/)
  t.match(await client.text('WORKER.UNREGISTER', 'tool-c'), /^OK/, 'whoever never was this worker may say it')
})
