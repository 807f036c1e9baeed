/** Who gets which Job. */
import t from 'tap'
import { code, Desk } from './desk.ts'

t.test('by priority, then first in first out, also within the batch that submits', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  await desk.submit('b', { priority: 0 })
  const { answers } = await desk.batch(
    desk.submitCommand('c', { priority: 0 }),
    desk.submitCommand('d', { priority: 9 }),
    { kind: 'job.lease', introduce: false, workerId: 'w', count: 10, at: desk.at },
  )
  const granted = answers[2]?.kind === 'grants' ? answers[2].grants.map((grant) => grant.jobId) : []
  t.same(granted, ['b', 'c', 'a', 'd'])
})

t.test('a Job whose tool or tag no worker has blocks nobody', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { tags: ['ssd'] })
  await desk.submit('needs-jq', { priority: 0, tasks: [{ task_number: 1, command: 'jq' }] })
  await desk.submit('needs-gpu', { priority: 0, requires: ['gpu'] })
  await desk.submit('plain')
  await desk.submit('fits', { requires: ['ssd'] })
  t.same(
    (await desk.lease('w', 10)).map((grant) => grant.jobId),
    ['plain', 'fits'],
  )
  t.equal((await desk.job('needs-jq')).status, 'pending')
  const why = await desk.run({ kind: 'job.why', jobId: 'needs-jq' })
  t.match(why.kind === 'why' ? why.view : why, {
    code: 'no_worker_has_tool',
    evidence: { tools: ['jq'] },
  })
})

t.test('several workers of one batch never get the same Job', async (t) => {
  const desk = new Desk(t)
  for (const worker of ['v', 'w']) await desk.register(worker)
  for (let i = 0; i < 10; i++) await desk.submit(`j${i}`)
  const { answers } = await desk.batch(
    ...['v', 'w', 'v', 'w'].map((workerId) => ({
      kind: 'job.lease' as const,
      introduce: false,
      workerId,
      count: 3,
      at: desk.at,
    })),
  )
  const granted = answers.flatMap((answer) =>
    answer.kind === 'grants' ? answer.grants.map((g) => g.jobId) : [],
  )
  t.equal(granted.length, 10)
  t.equal(new Set(granted).size, 10)
})

t.test('every grant has a greater token', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const [first] = await desk.lease('w')
  await desk.run({ kind: 'job.release', jobId: 'a', token: first?.token ?? 0, at: desk.at })
  const [second] = await desk.lease('w')
  t.ok((second?.token ?? 0) > (first?.token ?? 0))
  t.equal(second?.attempt, 1, 'a released Job has not burned its attempt')
})

t.test('only a live worker leases', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a')
  const lease = { kind: 'job.lease' as const, introduce: false, workerId: 'w', count: 1, at: desk.at }
  t.equal(code(await desk.run(lease)), 'NOTFOUND')
  await desk.register('w')
  await desk.run({ kind: 'worker.drain', workerId: 'w', at: desk.at })
  t.same(await desk.lease('w'), [], 'a draining worker gets nothing')
  await desk.run({ kind: 'worker.unregister', workerId: 'w', at: desk.at })
  t.equal(code(await desk.run(lease)), 'NOTFOUND')
})

t.test('what a woken worker leaves behind is announced to the others', async (t) => {
  const desk = new Desk(t)
  await desk.register('both', { tools: ['x', 'y'] })
  await desk.submit('jx', { tasks: [{ task_number: 1, command: 'x' }] })
  await desk.submit('jy', { priority: 0, tasks: [{ task_number: 1, command: 'y' }] })
  const lease = { kind: 'job.lease' as const, workerId: 'both', count: 1, introduce: false, at: desk.at }
  const took = await desk.batch(lease)
  t.match(took, { answers: [{ grants: [{ jobId: 'jy' }] }], arrivals: [{ tools: ['x'], jobs: 1 }] })
  t.same((await desk.batch(lease)).arrivals, [], 'nothing is left')
})
