/** JOB.WHY: for every state a Job can sit in one sentence and its evidence; every code of the schema is produced here. */
import { readFileSync } from 'node:fs'
import { type JobWhyView, readJobWhy } from '@agenix/specs'
import t from 'tap'
import { runBatch } from '../../../../agq/dist/engine/batch.js'
import type { ReportedTask } from '../../../../agq/dist/engine/commands.js'
import type { JobRow } from '../../../../agq/dist/engine/model.js'
import { whyJob } from '../../../../agq/dist/engine/why.js'
import { openSqliteStore } from '../../../../agq/dist/store/sqlite/store.js'
import { Desk, taskReport } from './desk.ts'
import { endedTasks } from './ended-tasks.ts'

const seen = new Set<string>()

function check(text: string): JobWhyView {
  const read = readJobWhy(text, 'all')
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.problems)}`)
  seen.add(read.value.code)
  return read.value
}

async function why(desk: Desk, jobId: string): Promise<JobWhyView> {
  const answer = await desk.run({ kind: 'job.why', jobId })
  if (answer.kind !== 'why') throw new Error(JSON.stringify(answer))
  return check(JSON.stringify(answer.view))
}

/** A task that ended badly. */
function ended(report: Readonly<Record<string, unknown>>): ReportedTask {
  const made = taskReport(1, 1)
  return { ...made, report: JSON.stringify({ ...(JSON.parse(made.report) as object), ...report }) }
}

const jq = { tasks: [{ task_number: 1, command: 'jq' }] as [{ task_number: number; command: string }] }

t.test('nobody can run it', async (t) => {
  const desk = new Desk(t)
  await desk.submit('j', jq)
  t.match(await why(desk, 'j'), { code: 'no_worker', evidence: { live_workers: 0 } })
  await desk.register('a', { tools: ['true'], tags: ['gpu'] })
  await desk.register('b', { tools: ['sort'] })
  t.match(await why(desk, 'j'), {
    code: 'no_worker_has_tool',
    sentence: 'No live worker has "jq" (2 connected).',
    evidence: {
      tools: ['jq'],
      lacking: [
        { worker_id: 'a', tools: ['jq'] },
        { worker_id: 'b', tools: ['jq'] },
      ],
    },
  })
  await desk.submit('tag', { requires: ['ssd'] })
  t.match(await why(desk, 'tag'), { code: 'no_worker_has_tag', evidence: { tags: ['ssd'] } })
  await desk.submit('isolated', { tasks: [{ task_number: 1, command: '/bin/sh', sandbox: 'isolated' }] })
  t.match(await why(desk, 'isolated'), {
    code: 'no_worker_has_tag',
    sentence: /^No live worker can isolate tasks \(2 connected\)\. /,
    evidence: { tags: ['sandbox:isolated'] },
  })
  await desk.submit('both', { tasks: [{ task_number: 1, command: 'sort' }], requires: ['gpu'] })
  t.match(await why(desk, 'both'), { code: 'no_worker_has_all' })
  await desk.register('a', { tools: ['true'], allow: ['true'], instance: 'a-2' })
  await desk.register('b', { tools: ['sort'], allow: ['sort'], instance: 'b-2' })
  t.match(await why(desk, 'j'), {
    code: 'no_worker_allows',
    sentence:
      'No live worker allows it: worker a does not allow jq (its --allow has: true), and 1 more forbids it.',
  })
  await desk.register('c', { tools: ['jq'] })
  await desk.run({ kind: 'worker.drain', workerId: 'c', at: desk.at })
  t.match(await why(desk, 'j'), {
    code: 'workers_draining',
    sentence: /Only c could run it/,
    evidence: { workers: ['c'] },
  })
})

t.test('nobody trusts who signed it, or it is not signed', async (t) => {
  const desk = new Desk(t)
  await desk.register('a', { trust: ['K1'] })
  await desk.submit('j')
  t.match(await why(desk, 'j'), { code: 'no_worker_trusts', evidence: { trusted_keys: ['K1'] } })
  await desk.run(desk.submitCommand('signed', {}, { keyId: 'K2', seal: 'AAAA' }))
  t.match(await why(desk, 'signed'), { code: 'no_worker_trusts', evidence: { signed_by: 'K2' } })
})

t.test('its queue is paused', async (t) => {
  const desk = new Desk(t)
  await desk.submit('j', { queue: 'q' })
  await desk.run({ kind: 'queue.pause', queue: 'q', at: desk.at })
  t.match(await why(desk, 'j'), {
    code: 'queue_paused',
    sentence: /paused since 2026-01-01T00:00:00.000Z.*QUEUE\.RESUME q/,
    evidence: { paused_since: '2026-01-01T00:00:00.000Z' },
  })
})

t.test('its concurrency key is held', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const key = { concurrency_key: 'db', concurrency_limit: 1 }
  await desk.submit('holds', key)
  await desk.submit('gated', key)
  const [grant] = await desk.lease('w', 2)
  await desk.submit('not-yet-gated', key)
  const held = {
    code: 'concurrency_key',
    sentence: /"db" \(1 at a time\), held by holds on w\./,
    evidence: {
      concurrency_key: 'db',
      holders: [{ job_id: 'holds', worker_id: 'w', since: '2026-01-01T00:00:00.000Z' }],
    },
  }
  t.match(await why(desk, 'gated'), held)
  t.match(await why(desk, 'not-yet-gated'), held, 'it will be gated as soon as it comes to the head')
  if (grant !== undefined) await desk.complete(grant)
  t.match(await why(desk, 'gated'), { code: 'waiting_for_lease' })
})

t.test('all slots are busy, then others stand before it, then it is the next', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (let i = 0; i < 4; i++) await desk.submit(`busy${i}`)
  const grants = await desk.lease('w', 4)
  await desk.submit('first')
  await desk.submit('j')
  await desk.submit('other', { queue: 'other' })
  t.match(await why(desk, 'j'), {
    code: 'all_slots_busy',
    sentence:
      /All 4 slots of worker w .*busy0, since .*1 Job stands before it in its line; Jobs of other take their turns/,
    evidence: { workers: ['w'], ahead: 1, other_queues: ['other'], holders: [{ job_id: 'busy0' }] },
  })
  const [done] = grants
  if (done !== undefined) await desk.complete(done)
  t.match(await why(desk, 'j'), { code: 'behind_others', evidence: { ahead: 1, other_queues: ['other'] } })
  await desk.run({ kind: 'queue.pause', queue: 'other', at: desk.at })
  t.match(await why(desk, 'first'), { code: 'waiting_for_lease', evidence: { ahead: 0 } })
})

t.test('a long line is counted up to a bound', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.batch(...Array.from({ length: 1_100 }, (_, index) => desk.submitCommand(`j${index}`)))
  t.match((await why(desk, 'j1099')).evidence, { ahead: 1_000, ahead_is_more: true })
  t.match((await why(desk, 'j999')).evidence, { ahead: 999 })
})

t.test('its time has not come', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const later = '2026-01-01T01:00:00.000Z'
  await desk.submit('later', { not_before: later })
  t.match(await why(desk, 'later'), { code: 'not_before', evidence: { due_at: later } })
  await desk.submit('again', { max_attempts: 3, backoff: { base_secs: 60 } })
  const [grant] = await desk.lease('w')
  if (grant !== undefined) await desk.fail(grant)
  t.match(await why(desk, 'again'), {
    code: 'backoff',
    sentence: /Attempt 1 of 3 failed \(true exited with 3\); the next one may start at 2026-01-01T00:00:30/,
    evidence: { attempt: 1, max_attempts: 3, task: undefined },
  })
})

t.test('it runs', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('j')
  const [grant] = await desk.lease('w')
  const token = grant?.token ?? 0
  await desk.run({ kind: 'job.progress', jobId: 'j', token, taskNumber: 1, state: 'started', at: desk.at })
  t.match(await why(desk, 'j'), {
    code: 'running',
    sentence: 'It runs on worker w since 2026-01-01T00:00:00.000Z, task 1.',
    evidence: { worker_id: 'w', attempt: 1 },
  })
})

t.test('a task ended it', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (const [index, [code, report, sentence]] of endedTasks.entries()) {
    await desk.submit(`j${index}`)
    const [grant] = await desk.lease('w')
    if (grant === undefined) throw new Error('not granted')
    await desk.fail(grant, { tasks: [taskReport(1, 0), { ...ended(report), taskNumber: 2 }].slice(1) })
    const told = await why(desk, `j${index}`)
    t.match(told, {
      code,
      sentence,
      evidence: { task: { failure: report.failure }, worker_id: 'w', attempt: 1 },
    })
  }
})

t.test('its attempt failed without a task', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('j')
  const [grant] = await desk.lease('w')
  if (grant !== undefined)
    await desk.fail(grant, { tasks: [], error: 'no room for the spool', reason: 'worker' })
  t.match(await why(desk, 'j'), { code: 'attempt_failed', sentence: /no room for the spool/ })
})

t.test('its attempts are used up', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('j', { max_attempts: 2, backoff: { base_secs: 0 } })
  for (let attempt = 1; attempt <= 2; attempt++) {
    const [grant] = await desk.lease('w')
    if (grant !== undefined) await desk.fail(grant)
    desk.pass(10)
    await desk.tick()
  }
  t.match(await why(desk, 'j'), {
    code: 'attempts_used_up',
    sentence: /its 2 attempts are used up; in the last one task 1 \(true\) exited with 3/,
    evidence: { max_attempts: 2, task: { exit_code: 3 } },
  })
})

t.test('too many workers died of it', async (t) => {
  const desk = new Desk(t)
  await desk.submit('j')
  for (const worker of ['u', 'v', 'w']) {
    await desk.register(worker)
    await desk.lease(worker)
    desk.pass(20_000)
    await desk.tick()
  }
  t.match(await why(desk, 'j'), {
    code: 'poison',
    sentence: /3 workers died while they ran it \(u, v and w\)/,
    evidence: { dead_workers: ['u', 'v', 'w'] },
  })
})

t.test('it expired, also after an attempt that failed', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const expires_at = '2026-01-01T00:01:00.000Z'
  await desk.run({ kind: 'queue.set', queue: 'q', ttlSecs: 30, at: desk.at })
  await desk.submit('tried', { expires_at, max_attempts: 9, backoff: { base_secs: 600 } })
  const [grant] = await desk.lease('w')
  if (grant !== undefined) await desk.fail(grant)
  await desk.submit('never', { expires_at })
  await desk.submit('ttl', { queue: 'q' })
  desk.pass(60_000)
  await desk.tick()
  for (const jobId of ['tried', 'never']) {
    t.match(await why(desk, jobId), { code: 'expired', evidence: { expired_by: 'expires_at', expires_at } })
  }
  t.match(await why(desk, 'ttl'), {
    code: 'expired',
    sentence: /queue q .* ttl/,
    evidence: { expired_by: 'ttl' },
  })
  // It could have expired, and ended by itself before.
  await desk.submit('failed', { expires_at: '2026-01-01T02:00:00.000Z' })
  await desk.register('w')
  const [last] = await desk.lease('w')
  if (last !== undefined) await desk.fail(last)
  t.match(await why(desk, 'failed'), { code: 'task_exit' })
})

t.test('somebody cancelled it', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('waiting')
  await desk.run({ kind: 'job.cancel', jobId: 'waiting', at: desk.at })
  t.match(await why(desk, 'waiting'), { code: 'cancelled', sentence: /cancelled at .*before it started/ })
  await desk.submit('running')
  const [grant] = await desk.lease('w')
  await desk.run({ kind: 'job.cancel', jobId: 'running', at: desk.at })
  t.match(await why(desk, 'running'), {
    code: 'cancelled',
    sentence: /worker w has not yet said/,
    evidence: { still_stopping_on: 'w' },
  })
  if (grant === undefined) throw new Error('not granted')
  const stopped = ended({ command: 'sleep', exit_code: null, signal: 'SIGTERM', failure: 'cancelled' })
  await desk.fail(grant, { tasks: [stopped], reason: 'cancelled' })
  t.match(await why(desk, 'running'), {
    code: 'cancelled',
    sentence: /cancelled while running.*Task 1 \(sleep\) was stopped by SIGTERM/,
  })
})

t.test('it completed', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('j')
  const [grant] = await desk.lease('w')
  if (grant !== undefined) await desk.complete(grant)
  t.match(await why(desk, 'j'), { code: 'completed', sentence: /every task ended well/ })
})

t.test('retention removed its outputs', async (t) => {
  const at = '2026-01-01T00:00:00.000Z'
  const outputsExpired = JSON.stringify({ policy: 'outputs-month', at: Date.parse(at), token: 1 })
  const job = { jobId: 'j', status: 'completed', attempt: 1, token: 1, outputsExpired }
  const found = { line: null, ending: undefined, attempts: [] }
  const row = { completedAt: null, error: null, workerId: null, ...job } as unknown as JobRow
  const told = whyJob(row, found, { readOnlySince: null, leasing: true })
  t.match(check(JSON.stringify({ job_id: 'j', status: 'completed', ...told })), {
    sentence: /Its outputs expired by policy outputs-month at 2026-01-01T00:00:00\.000Z\.$/,
    evidence: { outputs_expired: { policy: 'outputs-month', at } },
  })
})

t.test('the disk is full', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('waits')
  await desk.submit('later', { not_before: '2026-01-01T01:00:00.000Z' })
  const store = openSqliteStore(`${desk.folder}/second.db`)
  t.teardown(() => store.close())
  await runBatch(store, 'default', [desk.submitCommand('waits')])
  const ask = async (leasing: boolean) => {
    const facts = { readOnlySince: desk.wallMs, leasing }
    const { answers } = await runBatch(store, 'default', [{ kind: 'job.why', jobId: 'waits' }], facts)
    const [answer] = answers
    return check(answer?.kind === 'why' ? JSON.stringify(answer.view) : '')
  }
  const since = { disk_full_since: '2026-01-01T00:00:00.000Z' }
  t.match(await ask(false), {
    code: 'disk_full',
    sentence: /read-only because its disk is full since/,
    evidence: since,
  })
  t.match(
    await ask(true),
    { code: 'no_worker', evidence: since },
    'it is said, though it is not what it waits for',
  )
})

t.test('who is not there has no why', async (t) => {
  const desk = new Desk(t)
  t.match(await desk.run({ kind: 'job.why', jobId: 'nobody' }), { kind: 'refused', code: 'NOTFOUND' })
})

t.test('whoever could run it has a disk that is nearly full', async (t) => {
  const desk = new Desk(t)
  await desk.submit('j', jq)
  await desk.register('a', { tools: ['jq'] })
  await desk.register('b', { tools: ['sort'] })
  await desk.heartbeat('a', { disk_low: true, disk_free_bytes: 1 })
  t.match(await why(desk, 'j'), { code: 'workers_low_on_disk', evidence: { workers: ['a'] } })
  await desk.register('c', { tools: ['jq'] })
  t.match(
    await why(desk, 'j'),
    { code: 'waiting_for_lease', evidence: { workers: ['c'] } },
    'another has room',
  )
  await desk.heartbeat('c', { disk_low: true })
  t.match(
    (await why(desk, 'j')).sentence,
    /^Only a and c could run it, and their disks are nearly full: they take/,
  )
  await desk.heartbeat('a', { disk_low: false })
  t.match(await why(desk, 'j'), { code: 'waiting_for_lease', evidence: { workers: ['a'] } })
})

t.test('every code of the schema was seen', async (t) => {
  const path = new URL(import.meta.resolve('@agenix/specs/schemas/job-why.json'))
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { properties: { code: { enum: string[] } } }
  t.same([...seen].sort(), [...schema.properties.code.enum].sort())
})
