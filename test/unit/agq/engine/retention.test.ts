/** What each rule of retention takes, what it leaves, and what is said of it afterwards. */
import type { JobEnvelope, RetentionRule } from '@agenix/specs'
import t, { type Test } from 'tap'
import type { FinishReport, JobEvent } from '../../../../agq/dist/engine/commands.js'
import { code, Desk, taskReport } from './desk.ts'

const DAY_MS = 86_400_000
const sha = (digit: string): string => digit.repeat(64)

type Rule = Omit<RetentionRule, 'name' | 'what'> & Partial<RetentionRule>

class Archive extends Desk {
  /** Runs a Job to its end, as of now. */
  async end(
    jobId: string,
    fields: Partial<JobEnvelope> = {},
    report: { stdout?: string; blobs?: string[]; fail?: boolean } = {},
  ): Promise<void> {
    await this.register('w')
    await this.submit(jobId, fields)
    const [grant] = await this.lease('w')
    if (grant?.jobId !== jobId) throw new Error(`${jobId} was not granted`)
    const { stdout = '', blobs = [], fail = false } = report
    const task = {
      ...taskReport(1, fail ? 3 : 0, stdout),
      blobs,
      keptBytes: stdout.length + 100 * blobs.length,
    }
    const full: Partial<FinishReport> = { tasks: [task], error: fail ? 'true exited with 3' : null }
    const answer = await this.run(this.finishCommand(grant, fail ? 'fail' : 'complete', full))
    if (answer.kind !== 'ok') throw new Error(JSON.stringify(answer))
  }

  async sweep(rule: Rule, limit = 500) {
    const full = { name: 'rule', what: 'jobs', ...rule } as const
    const { answers, events } = await this.batch({
      kind: 'retention.sweep',
      step: { rule: full },
      limit,
      at: this.at,
    })
    const [answer] = answers
    if (answer?.kind !== 'retired') throw new Error(JSON.stringify(answer))
    return { ...answer, events: events as readonly JobEvent[] }
  }

  async left(): Promise<string[]> {
    const filter = {
      status: null,
      plan: null,
      action: null,
      queue: null,
      label: null,
      limit: 100,
      before: null,
    }
    const answer = await this.run({ kind: 'job.list', filter })
    if (answer.kind !== 'page') throw new Error(answer.kind)
    return answer.rows.map((row) => (JSON.parse(row) as { job_id: string }).job_id).sort()
  }

  record(sha256: string): Promise<unknown> {
    return this.run({ kind: 'blob.record', sha256, bytes: 100, at: this.at })
  }

  async known(...names: string[]): Promise<readonly string[]> {
    const answer = await this.run({ kind: 'blob.known', names })
    return answer.kind === 'names' ? answer.names : []
  }

  countsAgree(t: Test): void {
    const { kept, recounted } = this.counts()
    t.same(kept, recounted, 'what is kept count of equals a recount')
  }
}

t.test('by age, status and queue; what is active, pinned or held stays', async (t) => {
  const desk = new Archive(t)
  await desk.end('old', { labels: { a: 'x', b: 'y' } })
  await desk.end('failed', {}, { fail: true })
  await desk.end('other', { queue: 'other' })
  await desk.end('pinned')
  desk.pin('pinned')
  await desk.register('holder')
  await desk.submit('held')
  await desk.lease('holder')
  await desk.run({ kind: 'job.cancel', jobId: 'held', at: desk.at })
  await desk.submit('waiting', { not_before: new Date(desk.wallMs + 300 * DAY_MS).toISOString() })
  desk.pass(DAY_MS)
  await desk.end('new')
  const rule: Rule = { statuses: ['completed', 'cancelled'], queues: ['def*'], max_age_secs: 3600 }
  const { count, events } = await desk.sweep({ ...rule, name: 'hour' })
  t.equal(count, 1)
  t.match(events, [{ channel: 'job', event: 'expired', jobId: 'old', policy: 'hour', status: 'completed' }])
  t.same(await desk.left(), ['failed', 'held', 'new', 'other', 'pinned', 'waiting'])
  t.equal((await desk.sweep(rule)).count, 0)
  t.equal((await desk.sweep({ max_age_secs: 3600 })).count, 2)
  t.same(await desk.left(), ['held', 'new', 'pinned', 'waiting'])
  desk.countsAgree(t)
})

t.test(
  'by count: the newest stay, over all queues and statuses of the rule; pinned ones do not count',
  async (t) => {
    const desk = new Archive(t)
    for (let i = 0; i < 6; i++) {
      await desk.end(`j${i}`, { queue: `q${i % 3}` }, { fail: i % 2 === 1 })
      desk.pass(1000)
    }
    desk.pin('j0')
    t.equal((await desk.sweep({ max_count: 5 })).count, 0)
    t.equal((await desk.sweep({ max_count: 2 })).count, 3)
    t.same(await desk.left(), ['j0', 'j4', 'j5'])
    t.equal((await desk.sweep({ max_count: 0 })).count, 2)
    t.same(await desk.left(), ['j0'])
    desk.countsAgree(t)
  },
)

t.test('by size: the oldest that have outputs go until the rest fits', async (t) => {
  const desk = new Archive(t)
  for (let i = 0; i < 5; i++) {
    await desk.end(`j${i}`, {}, { stdout: i === 1 ? '' : 'x'.repeat(100) })
    desk.pass(1000)
  }
  t.match(await desk.sweep({ max_bytes: 250 }), { count: 2, bytes: 200 })
  t.same(await desk.left(), ['j1', 'j3', 'j4'], 'who has no outputs frees nothing')
  t.equal((await desk.sweep({ max_bytes: 250 })).count, 0)
  desk.countsAgree(t)
})

t.test('a step is bounded, and asked again it goes on', async (t) => {
  const desk = new Archive(t)
  for (let i = 0; i < 7; i++) await desk.end(`j${i}`, { queue: `q${i}` })
  const counts = []
  for (let i = 0; i < 4; i++) counts.push((await desk.sweep({ max_count: 1 }, 3)).count)
  t.same(counts, [3, 3, 0, 0])
  desk.countsAgree(t)
})

t.test('outputs go, the record stays and says by which rule', async (t) => {
  const desk = new Archive(t)
  await desk.record(sha('a'))
  await desk.end('j', {}, { stdout: 'hello', blobs: [sha('a')] })
  desk.pass(DAY_MS)
  const at = new Date(desk.wallMs).toISOString()
  const swept = await desk.sweep({ what: 'outputs', name: 'day', max_age_secs: 3600 })
  t.match(swept, { count: 1, bytes: 105, events: [{ event: 'outputs_expired', jobId: 'j', policy: 'day' }] })
  const job = await desk.job('j')
  t.match(job, { status: 'completed', outputs_expired: { policy: 'day', at } })
  t.match(job.task_results, [{ stdout_bytes: 5, stdout: '' }])
  const ask = { kind: 'job.output', jobId: 'j', taskNumber: 1, stream: 'stdout' } as const
  for (const attempt of [null, 1]) {
    const answer = await desk.run({ ...ask, attempt })
    t.equal(code(answer), 'NOTFOUND')
    t.match(answer, { text: `stdout of task 1 of Job j expired by policy day at ${at}` })
  }
  const why = await desk.run({ kind: 'job.why', jobId: 'j' })
  t.match(why.kind === 'why' && why.view.sentence, /Its outputs expired by policy day at 2026-/)
  t.equal((await desk.sweep({ what: 'outputs', max_age_secs: 1 })).count, 0, 'once')
  t.match(await desk.sweep({ what: 'blobs', max_age_secs: 3600 }), { count: 1, blobs: [sha('a')] })
  desk.countsAgree(t)
})

t.test('outputs by count and size', async (t) => {
  const desk = new Archive(t)
  for (let i = 0; i < 5; i++) {
    await desk.end(`j${i}`, {}, { stdout: i === 4 ? '' : 'x'.repeat(100) })
    desk.pass(1000)
  }
  t.equal((await desk.sweep({ what: 'outputs', max_count: 3 })).count, 1, 'four have outputs')
  t.equal((await desk.sweep({ what: 'outputs', max_bytes: 100 })).count, 2)
  t.same(await desk.left(), ['j0', 'j1', 'j2', 'j3', 'j4'])
  t.notMatch(await desk.job('j3'), { outputs_expired: {} })
  t.notMatch(await desk.job('j4'), { outputs_expired: {} })
  desk.countsAgree(t)
})

t.test('a blob goes when no Job names it any more and nobody has just uploaded it', async (t) => {
  const desk = new Archive(t)
  await desk.record(sha('a'))
  await desk.record(sha('b'))
  await desk.end('one', {}, { blobs: [sha('a')] })
  await desk.end('two', {}, { blobs: [sha('a')] })
  desk.pass(2 * DAY_MS)
  const hour: Rule = { what: 'blobs', max_age_secs: 3600 }
  await desk.record(sha('b'))
  t.equal((await desk.sweep(hour)).count, 0, 'one is named, one was uploaded again')
  desk.pass(DAY_MS)
  t.match(await desk.sweep(hour), { blobs: [sha('b')] })
  t.same(await desk.known(sha('a'), sha('b')), [sha('a')])
  await desk.sweep({ max_count: 1 })
  t.equal((await desk.sweep(hour)).count, 0, 'the other Job names it')
  await desk.sweep({ max_count: 0 })
  desk.countsAgree(t)
  t.match(await desk.sweep(hour), { count: 1, bytes: 100, blobs: [sha('a')] })
  t.same(await desk.known(sha('a')), [])
  desk.countsAgree(t)
})

t.test('blobs by count and size leave a fresh upload alone', async (t) => {
  const desk = new Archive(t)
  for (const digit of ['a', 'b', 'c']) {
    await desk.record(sha(digit))
    desk.pass(40_000)
  }
  t.match(await desk.sweep({ what: 'blobs', max_count: 2 }), { blobs: [sha('a')] })
  t.match(await desk.sweep({ what: 'blobs', max_bytes: 0 }), { blobs: [sha('b')] })
  t.match(await desk.sweep({ what: 'blobs', max_bytes: 0, max_count: 0 }), { blobs: [] })
  desk.countsAgree(t)
})

t.test('in one batch with the sweep: the upload and the Job that names it win', async (t) => {
  const desk = new Archive(t)
  await desk.record(sha('a'))
  desk.pass(DAY_MS)
  const blobs = { kind: 'retention.sweep', limit: 9, at: desk.at } as const
  const rule = { name: 'r', what: 'blobs', max_age_secs: 60 } as const
  const { answers } = await desk.batch(
    { ...blobs, step: { rule } },
    { kind: 'blob.record', sha256: sha('a'), bytes: 100, at: desk.at },
  )
  t.match(answers, [{ kind: 'retired', count: 0 }, { kind: 'ok' }])
  t.same(await desk.known(sha('a')), [sha('a')])
})

t.test('an id is free again when its Job has gone, and an Action when its last Job has', async (t) => {
  const desk = new Archive(t)
  await desk.end('j')
  await desk.run({
    kind: 'plan.put',
    planId: 'p',
    document: JSON.stringify({ plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }] }),
    shape: '',
    origin: '{}',
    at: desk.at,
  })
  const request = { action_id: 'act', plan_id: 'p', inputs: [{}, {}] }
  const submit = { kind: 'action.submit', request, contentHash: 'h', origin: '{}' } as const
  t.equal((await desk.run({ ...submit, at: desk.at })).kind, 'ok')
  await desk.run({ kind: 'job.cancel', jobId: 'act.1', at: desk.at })
  desk.pass(DAY_MS)
  t.equal((await desk.sweep({ max_age_secs: 3600 })).count, 2)
  t.match(await desk.submit('j', { tasks: [{ task_number: 1, command: 'false' }] }), { kind: 'ok' })
  t.equal((await desk.run({ kind: 'action.status', actionId: 'act' })).kind, 'json')
  await desk.run({ kind: 'job.cancel', jobId: 'act.2', at: desk.at })
  desk.pass(DAY_MS)
  await desk.sweep({ max_age_secs: 3600 })
  t.equal((await desk.run({ kind: 'action.status', actionId: 'act' })).kind, 'nil')
  t.equal((await desk.run({ ...submit, contentHash: 'other', at: desk.at })).kind, 'ok')
  desk.countsAgree(t)
})

t.test('workers that left are forgotten, unless they hold something or came back', async (t) => {
  const desk = new Archive(t)
  await desk.register('w')
  await desk.register('gone')
  await desk.run({ kind: 'worker.unregister', workerId: 'gone', at: desk.at })
  await desk.register('lost')
  desk.pass(DAY_MS)
  await desk.tick()
  await desk.register('w')
  const forget = { kind: 'retention.sweep', limit: 9 } as const
  const before = desk.wallMs - 1000
  const { answers, events } = await desk.batch({ ...forget, step: { workersBefore: before }, at: desk.at })
  t.match(answers, [{ kind: 'retired', count: 2 }])
  t.match(events, [
    { channel: 'worker', event: 'forgotten', workerId: 'gone' },
    { event: 'forgotten', workerId: 'lost' },
  ])
  t.equal((await desk.run({ kind: 'worker.get', workerId: 'lost' })).kind, 'nil')
  t.equal((await desk.run({ kind: 'worker.get', workerId: 'w' })).kind, 'json')
  t.equal((await desk.register('lost')).kind, 'ok')
})

t.test('of a Job that is given back for ever the newest hundred attempts are kept', async (t) => {
  const desk = new Archive(t)
  await desk.register('w')
  await desk.submit('j')
  for (let i = 0; i < 120; i++) {
    const [grant] = await desk.lease('w')
    if (grant === undefined) throw new Error('not granted')
    await desk.run({ kind: 'job.release', jobId: 'j', token: grant.token, at: desk.at })
  }
  t.equal((await desk.job('j')).attempts.length, 100)
})
