/**
 * Workers of other versions than AGQ. An older one: exactly the words of AGW 0.1.0, as fixtures. A newer one: fields that
 * this AGQ has never heard of, wherever a worker speaks. Both run Jobs to their end.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Connection, grantsOf, pipeline, repositoryRoot, startAgq } from '../harness/index.ts'

interface Words {
  readonly register: Readonly<Record<string, unknown>>
  readonly heartbeat: Readonly<Record<string, unknown>>
  readonly complete: { readonly task_results: readonly Readonly<Record<string, unknown>>[] }
}

const old: Words = JSON.parse(readFileSync(join(repositoryRoot, 'test/e2e/agw-0.1.0.json'), 'utf8'))
const unknown = { from_the_future: { zones: ['a'], count: 2 } }

/** All that a worker ever says. */
async function work(connection: Connection, words: Words): Promise<string> {
  const workerId = String(words.register.worker_id)
  const registered = await connection.text('WORKER.REGISTER', JSON.stringify(words.register))
  if (!registered?.startsWith(`OK worker_id=${workerId} heartbeat_interval=`))
    throw new Error(`${registered}`)
  const jobId = await connection.submit(pipeline([['true']]))
  const [grant] = grantsOf(await connection.call('JOB.LEASE', workerId, 'COUNT', 1, 'BLOCK', 5000))
  if (grant === undefined) throw new Error('nothing to lease')
  const held = [{ job_id: jobId, token: Number(grant.token), ...('extra' in words ? unknown : {}) }]
  const beat = { ...words.heartbeat, held }
  await connection.json('WORKER.HEARTBEAT', workerId, JSON.stringify(beat))
  await connection.text(
    'JOB.PROGRESS',
    jobId,
    grant.token,
    JSON.stringify({ task_number: 1, state: 'started' }),
  )
  await connection.call('JOB.LOG', jobId, grant.token, 1, 'STDOUT', 'hello\n')
  await connection.text('JOB.COMPLETE', jobId, grant.token, JSON.stringify(words.complete))
  await connection.text('WORKER.UNREGISTER', workerId)
  return jobId
}

t.test('a worker one version older', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const status = await connection.status(await work(connection, old))
  t.match(status, { status: 'completed', worker_id: 'old-1', task_results: [{ stdout: 'hello\n' }] })
  await connection.text('WORKER.REGISTER', JSON.stringify(old.register))
  t.match(
    await connection.json('WORKER.HEARTBEAT', 'old-1'),
    { cancel: [], fenced: [] },
    'without a word, too',
  )
  t.match(await connection.json('WORKER.GET', 'old-1'), { agw_version: '0.1.0', status: 'live' })
})

t.test('a worker that is newer than AGQ', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const task = old.complete.task_results[0] ?? {}
  const { capabilities } = old.register
  const newer = {
    extra: true,
    register: {
      ...old.register,
      ...unknown,
      worker_id: 'new-1',
      agw_version: '9.0.0',
      capabilities: { ...(capabilities as object), ...unknown, containment: 'cgroup' },
    },
    heartbeat: { ...old.heartbeat, ...unknown },
    complete: {
      ...unknown,
      task_results: [{ ...task, ...unknown, stdout: { ...(task.stdout as object), ...unknown } }],
    },
  }
  const jobId = await work(connection, newer)
  t.match(await connection.status(jobId), { status: 'completed', worker_id: 'new-1' })
  t.equal((await connection.output(jobId, 1)).toString(), 'hello\n')
  await connection.text('WORKER.REGISTER', JSON.stringify(newer.register))
  t.match(await connection.json('WORKER.GET', 'new-1'), { agw_version: '9.0.0', containment: 'cgroup' })
  const misspelt = { ...old.register, worker_id: 'x', max_concurrent_jobs: 'two' }
  t.match(
    await connection.error('WORKER.REGISTER', JSON.stringify(misspelt)),
    /max_concurrent_jobs/,
    'what it knows it checks',
  )
})
