/** What is done to many Jobs, piece by piece: all that are meant, none besides, and the counts know. */
import t, { type Test } from 'tap'
import type { BulkChange } from '../../../../agq/dist/engine/commands.js'
import type { BulkCursor } from '../../../../agq/dist/engine/port.js'
import { code, Desk } from './desk.ts'

const ALL = { status: null, plan: null, action: null, queue: null, label: null }

/** As the command does it: until there is no further piece. */
async function bulk(desk: Desk, what: BulkChange, limit = 2) {
  let cursor: BulkCursor | null = null
  let [done, skipped, pieces] = [0, 0, 0]
  do {
    const answer = await desk.run({ kind: 'jobs.bulk', bulk: what, cursor, limit, at: desk.at })
    if (answer.kind !== 'changed') throw new Error(JSON.stringify(answer))
    done += answer.done
    skipped += answer.skipped
    pieces += 1
    cursor = answer.cursor
  } while (cursor !== null)
  return { done, skipped, pieces }
}

/** Jobs that failed, in their order: some in another queue, some with a label. */
async function sevenFailed(t: Test): Promise<Desk> {
  const desk = new Desk(t)
  await desk.register('w')
  for (let n = 1; n <= 7; n++) {
    await desk.submit(`j${n}`, {
      queue: n % 2 === 0 ? 'even' : 'odd',
      ...(n < 4 ? { labels: { k: 'v' } } : {}),
    })
  }
  for (const grant of await desk.lease('w', 7)) await desk.fail(grant)
  await desk.submit('waits')
  return desk
}

const statusesOf = async (desk: Desk, jobIds: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = []
  for (const jobId of jobIds) found.push((await desk.job(jobId)).status)
  return found
}

t.test('failed Jobs are sent back by filter, oldest first', async (t) => {
  const desk = await sevenFailed(t)
  const retry = (filter: object): BulkChange => ({
    do: 'retry',
    filter: { ...ALL, status: 'failed', ...filter },
    ofAction: false,
  })
  t.match(await bulk(desk, retry({ queue: 'even' })), { done: 3, skipped: 0 })
  t.match(await bulk(desk, retry({ label: ['k', 'v'] })), { done: 2 }, 'one of the three was back already')
  t.match(await bulk(desk, retry({ plan: 'other' })), { done: 0 })
  t.match(await bulk(desk, retry({})), { done: 2 })
  t.match(await bulk(desk, retry({})), { done: 0, pieces: 1 })
  t.match(await desk.job('j2'), { status: 'pending', hand_retries: 1 })
  t.same((await desk.lease('w', 8)).map((grant) => grant.jobId).sort(), [
    'j1',
    'j2',
    'j3',
    'j4',
    'j5',
    'j6',
    'j7',
    'waits',
  ])
  t.same(desk.counts().kept, desk.counts().recounted)
})

t.test('a cancelled Job that still stops is skipped', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (const jobId of ['a', 'b']) await desk.submit(jobId)
  await desk.lease('w')
  for (const jobId of ['a', 'b']) await desk.cancel(jobId)
  const what: BulkChange = { do: 'retry', filter: { ...ALL, status: 'cancelled' }, ofAction: false }
  t.match(await bulk(desk, what), { done: 1, skipped: 1 })
  t.same(await statusesOf(desk, ['a', 'b']), ['cancelled', 'pending'])
})

t.test('a purge takes what waits, in every way of waiting, and nothing else', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { tools: ['true'] })
  const later = new Date(desk.wallMs + 60_000).toISOString()
  const key = { concurrency_key: 'k', concurrency_limit: 1 }
  await desk.submit('runs', { queue: 'q', ...key })
  await desk.lease('w')
  await desk.submit('gated', { queue: 'q', ...key })
  t.same(await desk.lease('w'), [], 'and is gated now')
  await desk.submit('ready', { queue: 'q' })
  await desk.submit('elsewhere', { queue: 'q', tasks: [{ task_number: 1, command: 'no-such-tool' }] })
  await desk.submit('later', { queue: 'q', not_before: later })
  await desk.submit('other', { queue: 'r' })
  await desk.submit('other-later', { queue: 'r', not_before: later })
  t.match(await bulk(desk, { do: 'purge', queue: 'q' }), { done: 4, skipped: 0 })
  t.same(await statusesOf(desk, ['runs', 'gated', 'ready', 'elsewhere', 'later', 'other', 'other-later']), [
    'running',
    'cancelled',
    'cancelled',
    'cancelled',
    'cancelled',
    'pending',
    'scheduled',
  ])
  t.match(await desk.job('later'), { error: 'purged: queue q was emptied before it started' })
  t.same(await bulk(desk, { do: 'purge', queue: 'q' }), { done: 0, skipped: 0, pieces: 1 })
  t.same(desk.counts().kept, desk.counts().recounted)
})

t.test('a purge of many scheduled Jobs walks past those of other queues', async (t) => {
  const desk = new Desk(t)
  const not_before = new Date(desk.wallMs + 60_000).toISOString()
  const submits = Array.from({ length: 9_000 }, (_, n) =>
    desk.submitCommand(`j${n}`, { queue: n % 1_000 === 7 ? 'q' : 'r', not_before }),
  )
  await desk.batch(...submits)
  await desk.submit('backoff', { queue: 'q', max_attempts: 2, backoff: { base_secs: 60 } })
  await desk.register('w')
  for (const grant of await desk.lease('w')) await desk.fail(grant)
  t.match(await bulk(desk, { do: 'purge', queue: 'q' }, 4), { done: 10, skipped: 0 })
  t.same(desk.counts().kept, desk.counts().recounted)
})

t.test('a purge does not chase what comes meanwhile', async (t) => {
  const desk = new Desk(t)
  for (const jobId of ['a', 'b', 'c']) await desk.submit(jobId)
  const purge: BulkChange = { do: 'purge', queue: 'default' }
  const first = await desk.run({ kind: 'jobs.bulk', bulk: purge, cursor: null, limit: 2, at: desk.at })
  if (first.kind !== 'changed') throw new Error('not changed')
  await desk.submit('urgent', { priority: 0 })
  const second = await desk.run({
    kind: 'jobs.bulk',
    bulk: purge,
    cursor: first.cursor,
    limit: 2,
    at: desk.at,
  })
  t.match(second, { done: 1, cursor: null })
  t.equal((await desk.job('urgent')).status, 'pending')
})

t.test('an Action is cancelled, its failed Jobs are sent back, and both are listed', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const tasks = [{ task_number: 1, command: 'true', args: ['{{n}}'] }]
  await desk.run({
    kind: 'plan.put',
    planId: 'plan',
    document: JSON.stringify({ plan_id: 'plan', tasks }),
    shape: '[["true",null]]',
    origin: '{}',
    at: desk.at,
  })
  for (const actionId of ['one', 'two']) {
    const inputs = [1, 2, 3, 4].map((n) => ({ n }))
    const request = { action_id: actionId, plan_id: 'plan', inputs }
    await desk.run({ kind: 'action.submit', request, contentHash: 'h', origin: '{}', at: desk.at })
    desk.pass(1)
  }
  const [first, second] = await desk.lease('w', 2)
  if (first === undefined || second === undefined) throw new Error('nothing granted')
  await desk.fail(first)
  const filter = { ...ALL, action: 'one' }
  t.match(await bulk(desk, { do: 'cancel', filter, ofAction: true }), { done: 3, skipped: 1 })
  const totals = async () => {
    const answer = await desk.run({ kind: 'action.status', actionId: 'one' })
    return answer.kind === 'json' ? JSON.parse(answer.text) : answer
  }
  t.match(await totals(), { jobs: 4, done: true, totals: { failed: 1, cancelled: 3, pending: 0 } })
  t.match(await desk.job('one.4'), { error: 'cancelled with Action one' })
  t.equal((await desk.job('two.1')).status, 'pending')
  const failedOnes: BulkChange = { do: 'retry', filter: { ...filter, status: 'failed' }, ofAction: true }
  t.match(await bulk(desk, failedOnes), { done: 1 })
  t.match(await totals(), { done: false, totals: { failed: 0, pending: 1 } })
  await desk.delete('one.3')
  t.match(await totals(), { jobs: 4, forgotten: 1, totals: { cancelled: 2 } })
  const unknown: BulkChange = { do: 'cancel', filter: { ...ALL, action: 'none' }, ofAction: true }
  const answer = await desk.run({ kind: 'jobs.bulk', bulk: unknown, cursor: null, limit: 2, at: desk.at })
  t.equal(code(answer), 'NOTFOUND')

  const page = await desk.run({ kind: 'action.list', before: null, limit: 1 })
  if (page.kind !== 'page') throw new Error('no page')
  t.match(
    page.rows.map((row) => JSON.parse(row)),
    [{ action_id: 'two', totals: { pending: 4 } }],
  )
  const before = Number(page.cursor)
  t.match(await desk.run({ kind: 'action.list', before, limit: 5 }), {
    rows: [/"action_id":"one"/],
    cursor: null,
  })
  t.same(desk.counts().kept, desk.counts().recounted)
})
