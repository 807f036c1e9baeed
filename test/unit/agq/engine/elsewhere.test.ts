/** A Job that a worker's policy refused before anything of it ran: who gets it next, and what JOB.WHY says of rules. */
import t from 'tap'
import { code, Desk } from './desk.ts'

const notMine = {
  tasks: [],
  error: 'this worker does not allow true',
  reason: 'policy',
  retryable: true,
} as const

async function leaseOne(desk: Desk, workerId: string) {
  const [grant] = await desk.lease(workerId)
  if (grant === undefined) throw new Error(`nothing for ${workerId}`)
  return grant
}

async function why(desk: Desk, jobId: string) {
  const answer = await desk.run({ kind: 'job.why', jobId })
  if (answer.kind !== 'why') throw new Error('no answer')
  return answer.view
}

t.test('it goes on to a worker with another policy, and burns no attempt', async (t) => {
  const desk = new Desk(t)
  await desk.register('strict', { allow: ['true $'] })
  await desk.register('twin', { allow: ['true $'] })
  await desk.register('free')
  await desk.submit('j', { tasks: [{ task_number: 1, command: 'true', args: ['x'] }] })
  const first = await leaseOne(desk, 'strict')
  t.match(await desk.fail(first, notMine), { kind: 'ok', text: 'status=pending' })
  t.match(await desk.fail(first, notMine), { kind: 'ok', text: 'status=pending' }, 'the reply was lost')
  t.match(await desk.job('j'), {
    status: 'pending',
    attempt: 0,
    attempts: [{ outcome: 'released', error: 'this worker does not allow true' }],
  })
  t.strictSame(await desk.lease('strict'), [], 'not to the same one')
  t.strictSame(await desk.lease('twin'), [], 'nor to one with the same rules')
  await desk.restart()
  await desk.register('free')
  await desk.register('strict', { allow: ['true $'] })
  t.strictSame(await desk.lease('strict'), [], 'it is not forgotten')
  const second = await leaseOne(desk, 'free')
  t.equal(second.attempt, 1)
  await desk.complete(second)
  t.match(await desk.job('j'), { status: 'completed', attempt: 1 })
  const { kept, recounted } = desk.counts()
  t.strictSame(kept, recounted)
  t.strictSame(desk.wrongs(), [])
})

t.test('a worker with other rules now is asked again', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { allow: ['true $'] })
  await desk.register('free')
  await desk.submit('j')
  await desk.fail(await leaseOne(desk, 'w'), notMine)
  await desk.register('w', { allow: ['true'], instance: 'w-2' })
  t.equal((await desk.lease('w')).length, 1)
})

t.test('where nobody else could run it, the refusal stands', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { allow: ['true $'] })
  await desk.register('twin', { allow: ['true $'] })
  await desk.register('other', { tools: ['cat'] })
  await desk.submit('j', { max_attempts: 3 })
  t.match(await desk.fail(await leaseOne(desk, 'w'), notMine), { text: 'status=failed' })
  t.match(await desk.job('j'), { status: 'failed', error: 'this worker does not allow true' })
})

t.test('each policy refuses once', async (t) => {
  const desk = new Desk(t)
  await desk.register('a', { allow: ['true a'] })
  await desk.register('b', { allow: ['true b'] })
  await desk.submit('j')
  t.match(await desk.fail(await leaseOne(desk, 'a'), notMine), { text: 'status=pending' })
  t.match(await desk.fail(await leaseOne(desk, 'b'), notMine), { text: 'status=failed' }, 'the last one')
})

t.test('a refusal that no other worker would lift, or an old worker’s, ends the Job', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { allow: ['true'] })
  await desk.register('old')
  await desk.submit('j')
  t.match(await desk.fail(await leaseOne(desk, 'w'), { ...notMine, retryable: false }), {
    text: 'status=failed',
  })
  await desk.submit('k')
  t.match(await desk.fail(await leaseOne(desk, 'old'), notMine), { text: 'status=failed' })
})

t.test('a cancel that crossed the refusal wins', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { allow: ['true $'] })
  await desk.register('free')
  await desk.submit('j')
  const grant = await leaseOne(desk, 'w')
  await desk.cancel('j')
  await desk.fail(grant, notMine)
  t.match(await desk.job('j'), { status: 'cancelled' })
  t.equal(code(await desk.complete(grant)), 'ok')
})

t.test('JOB.WHY says who does not allow what', async (t) => {
  const desk = new Desk(t)
  await desk.register('w1', { tools: ['grep', 'sort'], allow: ['grep', 'sort -n'] })
  await desk.submit('rm', { tasks: [{ task_number: 1, command: 'rm' }] })
  t.match(await why(desk, 'rm'), {
    code: 'no_worker_allows',
    sentence: 'No live worker allows it: worker w1 does not allow rm (its --allow has: grep, sort -n).',
    evidence: {
      lacking: [
        { worker_id: 'w1', tools: ['rm'], forbids: 'does not allow rm (its --allow has: grep, sort -n)' },
      ],
    },
  })
  await desk.submit('sort', { tasks: [{ task_number: 1, command: 'sort', args: ['-r'] }] })
  t.match(await why(desk, 'sort'), {
    code: 'no_worker_allows',
    sentence:
      /^No live worker allows it: worker w1 does not allow sort with these arguments \(its --allow has: sort -n\)\.$/,
    evidence: { lacking: [{ worker_id: 'w1', tools: [] }] },
  })
  await desk.submit('path', { tasks: [{ task_number: 1, command: '/usr/bin/rm' }] })
  t.match(await why(desk, 'path'), { code: 'no_worker_allows', sentence: /does not allow \/usr\/bin\/rm/ })
  await desk.submit('other', { tasks: [{ task_number: 1, command: '/usr/bin/grep' }] })
  t.match(await why(desk, 'other'), { code: /waiting_for_lease|behind_others/ }, 'it may be that grep')
  await desk.submit('env', { env: { HOME: '/x' }, tasks: [{ task_number: 1, command: 'grep' }] })
  t.match(await why(desk, 'env'), { code: 'no_worker_allows', sentence: /does not let Jobs declare HOME/ })
  await desk.register('w2', { tools: ['jq'] })
  t.match(await why(desk, 'rm'), {
    code: 'no_worker_has_tool',
    sentence:
      'No live worker has "rm" (2 connected): worker w1 does not allow rm (its --allow has: grep, sort -n).',
  })
})

t.test('JOB.WHY of a Job that was refused once', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { allow: ['true'] })
  await desk.register('free')
  await desk.submit('j')
  await desk.fail(await leaseOne(desk, 'w'), notMine)
  await desk.run({ kind: 'worker.unregister', workerId: 'free', at: desk.at })
  t.match(await why(desk, 'j'), {
    code: 'no_worker_allows',
    sentence: 'No live worker allows it: worker w refused it by its policy before.',
    evidence: { tags: [], lacking: [{ tags: [] }] },
  })
})
