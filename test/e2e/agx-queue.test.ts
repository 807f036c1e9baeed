/** `agx queue` and `agx job why`: tables for people, JSON for programs, and what they set is what holds. */
import t from 'tap'
import { type AgxResult, agx, leaseOne, pipeline, register, startAgq, startAgw } from '../harness/index.ts'

t.setTimeout(60_000)
const agq = await startAgq(t)
const connection = await agq.connect()
const run = (...args: readonly string[]): Promise<AgxResult> => agx(args, { agq })
const json = async (...args: readonly string[]): Promise<unknown> => {
  const result = await run(...args, '--json')
  if (result.code !== 0) throw new Error(result.stderr)
  return JSON.parse(result.stdout)
}

t.test('before the first Job there is none', async (t) => {
  t.same(await json('queue', 'list'), { queues: [] })
  t.match(await run('queue', 'stats'), { code: 0, stdout: '', stderr: /No queues yet/ })
  t.match(await run('queue', 'peek', 'default'), { code: 0, stderr: /No Job waits in queue default/ })
})

t.test('set, and what holds then', async (t) => {
  const set = await json('queue', 'set', 'reports', '--weight', '3', '--max-waiting', '2', '--ttl', '60')
  t.match(set, { queues: [{ queue: 'reports', weight: 3, max_waiting: 2, ttl_secs: 60 }] })
  const more = (await json('queue', 'set', 'reports', '--ttl', 'none')) as {
    queues: [Record<string, unknown>]
  }
  t.match(more, { queues: [{ weight: 3, max_waiting: 2 }] }, 'what was not named stays')
  t.notOk('ttl_secs' in more.queues[0])
  t.match(
    await run('queue', 'set', 'reports'),
    { code: 0, stdout: /QUEUE .*WEIGHT +MAX/ },
    'without an option it shows',
  )
  t.match(await run('queue', 'set', 'reports', '--weight', '0'), {
    code: 2,
    stderr: /--weight must be .* 1 to 100/,
  })
  t.match(await run('queue', 'set', 'reports', '--ttl', 'soon'), {
    code: 2,
    stderr: /--ttl must be .* or none/,
  })
  for (let i = 0; i < 2; i++) await connection.submit({ ...pipeline([['true']]), queue: 'reports' })
  const full = await connection.error(
    'JOB.SUBMIT',
    JSON.stringify({ ...pipeline([['true']]), queue: 'reports' }),
  )
  t.match(full, /^FULL queue reports holds 2/)
})

t.test('stats, list, peek', async (t) => {
  const low = pipeline([['true']])
  const high = pipeline([['true']])
  await connection.submit({ ...low, queue: 'line', priority: 9 })
  await connection.submit({ ...high, queue: 'line', priority: 0 })
  t.same(await json('queue', 'list'), { queues: ['line', 'reports'] })
  t.equal((await run('queue', 'list')).stdout, 'line\nreports\n')
  t.match(await json('queue', 'stats', 'line'), {
    queues: [{ queue: 'line', pending: 2, running: 0, output_bytes: 0 }],
  })
  const table = (await run('queue', 'stats')).stdout.trimEnd().split('\n')
  t.match(table[0], /^QUEUE +SCHEDULED +PENDING +RUNNING .*OLDEST/)
  t.equal(table.length, 3)
  t.match(await json('queue', 'peek', 'line'), {
    queue: 'line',
    jobs: [{ job_id: high.job_id, gated: false }, { job_id: low.job_id }],
  })
  const one = (await run('queue', 'peek', 'line', '--limit', '1')).stdout
  t.match(one, new RegExp(`^# +JOB .*\\n1 +${high.job_id} `))
  t.equal(one.trim().split('\n').length, 2)
})

t.test('pause and resume', async (t) => {
  t.match(await run('queue', 'pause', 'line'), {
    code: 0,
    stdout: '',
    stderr: /paused.*agx queue resume line/,
  })
  t.match(await json('queue', 'pause', 'line'), { queue: 'line', paused_since: /Z$/ })
  t.match((await run('queue', 'stats', 'line')).stdout, /paused/)
  const waiting = pipeline([['true']])
  await connection.submit({ ...waiting, queue: 'line' })
  const why = await run('job', 'why', waiting.job_id)
  t.match(why.stdout, /^Queue line is paused since .*QUEUE\.RESUME line\.\n +paused +/)
  t.match(await run('QUEUE', 'Resume', 'line'), { code: 0, stderr: /Queue line is open/ })
  t.notMatch((await run('queue', 'stats', 'line')).stdout, /paused/)
  t.match(await json('job', 'why', waiting.job_id), { code: 'no_worker', status: 'pending' })
})

t.test('why: who holds what', async (t) => {
  const worker = await agq.connect()
  await register(worker, 'by-hand', ['only-here'], { max_concurrent_jobs: 1 })
  const first = pipeline([['only-here']])
  const second = pipeline([['only-here']])
  await connection.submit(first)
  await leaseOne(worker, 'by-hand')
  await connection.submit(second)
  const told = (await run('job', 'why', second.job_id)).stdout
  t.match(told, /^All 1 slot of worker by-hand that can run it are busy/)
  t.match(told, new RegExp(`held by +${first.job_id} on by-hand, since `))
})

t.test('why: the last lines of what it said, from the row and from a blob', async (t) => {
  await startAgw(t, agq)
  const fails = (said: string): ReturnType<typeof pipeline> =>
    pipeline([['true'], ['sh', '-c', `{ ${said}; } >&2; exit 4`]])
  const short = fails('echo one; echo two')
  const long = fails('seq 1 20000')
  for (const envelope of [short, long]) {
    await connection.submit(envelope)
    t.equal((await connection.wait(envelope.job_id)).status, 'failed')
  }
  t.match(await json('job', 'why', short.job_id), {
    code: 'task_exit',
    sentence: /task 2 \(sh\) exited with 4/,
    evidence: { task: { task_number: 2, exit_code: 4, failure: 'exit' }, stderr: ['one', 'two'] },
  })
  t.match(await json('job', 'why', long.job_id), {
    evidence: { stderr: Array.from({ length: 10 }, (_, index) => String(19_991 + index)) },
  })
  const text = (await run('job', 'why', short.job_id)).stdout
  t.match(text, /last lines of stderr\n +│ one\n +│ two\n$/)
})
