/** Queues: closed and opened, bounded, with a time to live, and served by their weights. */
import t from 'tap'
import type { Answer } from '../../../../agq/dist/engine/commands.js'
import { code, Desk } from './desk.ts'

const json = (answer: Answer): Record<string, unknown> => {
  if (answer.kind !== 'json') throw new Error(`no JSON: ${JSON.stringify(answer)}`)
  return JSON.parse(answer.text) as Record<string, unknown>
}
const stats = async (desk: Desk, queue: string) =>
  json(await desk.run({ kind: 'queue.stats', queue, heads: true }))
const names = async (desk: Desk, count = 100): Promise<readonly string[]> =>
  (await desk.lease('w', count)).map((grant) => grant.jobId)

t.test('a paused queue grants nothing, what runs goes on, and opening it wakes who waits', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('runs', { queue: 'q' })
  const [running] = await desk.lease('w')
  if (running === undefined) throw new Error('not granted')
  const since = desk.wallMs
  t.match(json(await desk.run({ kind: 'queue.pause', queue: 'q', at: desk.at })), { queue: 'q' })
  desk.pass(5)
  t.match(
    json(await desk.run({ kind: 'queue.pause', queue: 'q', at: desk.at })),
    { paused_since: new Date(since).toISOString() },
    'paused again, it is paused since the first time',
  )
  const arrived = await desk.batch(desk.submitCommand('waits', { queue: 'q' }))
  t.match(arrived, { answers: [{ kind: 'ok' }], arrivals: [] }, 'it takes Jobs, and wakes nobody for them')
  await desk.submit('other', { queue: 'open' })
  t.same(await names(desk), ['other'], 'other queues go on')
  t.equal(code(await desk.complete(running)), 'ok', 'and so does what runs')
  t.match(await stats(desk, 'q'), { pending: 1, paused_since: new Date(since).toISOString() })
  const opened = await desk.batch({ kind: 'queue.resume', queue: 'q', at: desk.at })
  t.match(opened.arrivals, [{ tools: ['true'], jobs: 1 }], 'parked workers hear of what waited')
  t.same(await names(desk), ['waits'])
  t.notOk('paused_since' in (await stats(desk, 'q')))
  const again = await desk.batch({ kind: 'queue.resume', queue: 'q', at: desk.at })
  t.same(again.arrivals, [], 'opening what is open wakes nobody')
})

t.test('a pause outlasts a restart', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a')
  await desk.run({ kind: 'queue.pause', queue: 'default', at: desk.at })
  await desk.restart()
  await desk.register('w')
  t.same(await names(desk), [])
})

t.test('a bounded queue refuses what is too much, with the way out', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  t.match(json(await desk.run({ kind: 'queue.set', queue: 'q', maxWaiting: 2, at: desk.at })), {
    max_waiting: 2,
  })
  await desk.submit('a', { queue: 'q' })
  const later = new Date(desk.wallMs + 60_000).toISOString()
  await desk.submit('b', { queue: 'q', not_before: later })
  const refused = await desk.submit('c', { queue: 'q' })
  t.match(refused, {
    kind: 'refused',
    code: 'FULL',
    text: /queue q holds 2 .* at most 2.*QUEUE\.SET q MAXWAITING/,
  })
  t.equal(code(await desk.submit('a', { queue: 'q' })), 'ok', 'the same Job again is the same Job')
  t.equal(code(await desk.submit('c', { queue: 'other' })), 'ok', 'other queues are not bounded')
  t.equal((await desk.lease('w', 1)).length, 1)
  t.equal(code(await desk.submit('d', { queue: 'q' })), 'ok', 'what runs does not wait')
  const { answers } = await desk.batch(
    { kind: 'job.cancel', jobId: 'd', at: desk.at },
    desk.submitCommand('e', { queue: 'q' }),
    desk.submitCommand('f', { queue: 'q' }),
  )
  t.same(answers.map(code), ['ok', 'ok', 'FULL'])
  await desk.run({ kind: 'queue.set', queue: 'q', maxWaiting: null, at: desk.at })
  t.equal(code(await desk.submit('f', { queue: 'q' })), 'ok', 'without a bound there is room')
  t.same(desk.counts().kept, desk.counts().recounted)
})

t.test('an Action that does not fit makes no Job at all', async (t) => {
  const desk = new Desk(t)
  const plan = { plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }], queue: 'q' }
  await desk.run({
    kind: 'plan.put',
    planId: 'p',
    document: JSON.stringify(plan),
    shape: '[["true",null]]',
    origin: '{}',
    at: desk.at,
  })
  await desk.run({ kind: 'queue.set', queue: 'q', maxWaiting: 3, at: desk.at })
  const action = (actionId: string, inputs: number) =>
    ({
      kind: 'action.submit',
      request: {
        action_id: actionId,
        plan_id: 'p',
        inputs: Array.from({ length: inputs }, (_, n) => ({ n })),
      },
      contentHash: `${actionId} ${inputs}`,
      origin: '{}',
      at: desk.at,
    }) as const
  t.equal(code(await desk.run(action('too-many', 4))), 'FULL')
  t.equal((await stats(desk, 'q')).pending, 0)
  t.equal((await desk.run({ kind: 'action.status', actionId: 'too-many' })).kind, 'nil')
  t.equal(code(await desk.run(action('fits', 3))), 'ok')
  t.equal(code(await desk.run(action('fits', 3))), 'ok', 'the same Action again, while the queue is full')
  t.equal((await stats(desk, 'q')).pending, 3)
  t.equal(code(await desk.run(action('more', 1))), 'FULL')
})

t.test('a time to live ends what has not started, and says whose it was', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('before', { queue: 'q' })
  await desk.run({ kind: 'queue.set', queue: 'q', ttlSecs: 60, at: desk.at })
  await desk.submit('waits', { queue: 'q' })
  await desk.submit('sooner', { queue: 'q', expires_at: new Date(desk.wallMs + 1_000).toISOString() })
  await desk.submit('later', { queue: 'q', expires_at: new Date(desk.wallMs + 90_000).toISOString() })
  desk.pass(60_000)
  await desk.tick()
  t.equal((await desk.job('before')).status, 'pending', 'what was there before has no end')
  t.match(await desk.job('waits'), { status: 'failed', error: /expired: .* \(ttl of queue q\)/ })
  t.match(await desk.job('sooner'), { status: 'failed', error: /expired: .*[^)]$/ })
  t.equal((await desk.job('later')).status, 'failed', 'the earlier of the two counts')
})

t.test('what was said about a queue outlasts a restart, and each setting stands alone', async (t) => {
  const desk = new Desk(t)
  await desk.run({ kind: 'queue.set', queue: 'q', weight: 7, at: desk.at })
  await desk.run({ kind: 'queue.set', queue: 'q', ttlSecs: 5, at: desk.at })
  await desk.run({ kind: 'queue.set', queue: 'q', maxWaiting: 9, at: desk.at })
  await desk.restart()
  t.match(await stats(desk, 'q'), { weight: 7, ttl_secs: 5, max_waiting: 9 })
})

/** Grants one at a time, each lease finding all queues full of Jobs. */
async function share(
  desk: Desk,
  grants: number,
  queues: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(queues.map((queue) => [queue, 0]))
  for (let left = grants; left > 0; left -= 50) {
    const granted = await desk.lease('w', 50)
    await desk.batch(...granted.map((grant) => desk.finishCommand(grant, 'complete')))
    for (const { jobId } of granted) {
      const queue = jobId.split('-')[0] ?? ''
      counts.set(queue, (counts.get(queue) ?? 0) + 1)
    }
  }
  return counts
}

async function fill(desk: Desk, queue: string, jobs: number, from = 0): Promise<void> {
  await desk.batch(
    ...Array.from({ length: jobs }, (_, index) => desk.submitCommand(`${queue}-${from + index}`, { queue })),
  )
}

t.test('queues are served by their weights', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const weights = { a: 1, b: 3, c: 6 }
  for (const [queue, weight] of Object.entries(weights)) {
    await desk.run({ kind: 'queue.set', queue, weight, at: desk.at })
    await fill(desk, queue, 700)
  }
  const counts = await share(desk, 1_000, Object.keys(weights))
  t.same(Math.abs((counts.get('a') ?? 0) - 100) <= 10, true, `a: ${counts.get('a')} of 1,000`)
  t.same(Math.abs((counts.get('b') ?? 0) - 300) <= 15, true, `b: ${counts.get('b')} of 1,000`)
  t.same(Math.abs((counts.get('c') ?? 0) - 600) <= 15, true, `c: ${counts.get('c')} of 1,000`)
})

t.test('a queue that was empty for long catches up by a bounded number of grants only', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await fill(desk, 'busy', 300)
  await fill(desk, 'quiet', 1)
  await share(desk, 250, ['busy', 'quiet'])
  await fill(desk, 'busy', 600, 300)
  await fill(desk, 'third', 600)
  await share(desk, 300, ['busy', 'third'])
  await fill(desk, 'quiet', 400, 1)
  const counts = await share(desk, 200, ['busy', 'quiet', 'third'])
  const quiet = counts.get('quiet') ?? 0
  t.ok(quiet <= 64 + 200 / 3 + 50, `quiet got ${quiet} of 200: no more than its catch-up and its share`)
  t.ok((counts.get('busy') ?? 0) + (counts.get('third') ?? 0) > 0, 'the others were not starved meanwhile')
})

t.test('a queue alone is served in full', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.run({ kind: 'queue.set', queue: 'alone', weight: 1, at: desk.at })
  await fill(desk, 'alone', 100)
  t.equal((await share(desk, 100, ['alone'])).get('alone'), 100)
})

t.test('peek shows the line in its order, then who waits for a key, and takes nothing', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const key = { concurrency_key: 'k', concurrency_limit: 1, queue: 'q' }
  await desk.submit('holds', key)
  await desk.submit('gated', key)
  await desk.submit('elsewhere', { queue: 'other' })
  await desk.submit('plain', { queue: 'q', tasks: [{ task_number: 1, command: 'jq' }] })
  await desk.submit('urgent', { queue: 'q', priority: 0, requires: ['gpu'] })
  await desk.submit('scheduled', { queue: 'q', not_before: new Date(desk.wallMs + 60_000).toISOString() })
  await desk.lease('w', 2)
  const peek = async (count: number) => {
    const answer = await desk.run({ kind: 'look', look: { of: 'queue-line', queue: 'q', count } })
    return answer.kind === 'json' ? (JSON.parse(answer.text) as { job_id: string; gated: boolean }[]) : []
  }
  t.match(await peek(10), [
    { job_id: 'urgent', gated: false },
    { job_id: 'plain', gated: false },
    { job_id: 'gated', gated: true, concurrency_key: 'k' },
  ])
  t.equal((await peek(10)).length, 3, 'looking changes nothing')
  t.same(
    (await peek(1)).map((row) => row.job_id),
    ['urgent'],
  )
})

t.test('stats tell the oldest of those at the heads of the lines', async (t) => {
  const desk = new Desk(t)
  const first = desk.wallMs
  await desk.submit('a', { queue: 'q', tasks: [{ task_number: 1, command: 'jq' }] })
  desk.pass(1_000)
  await desk.submit('b', { queue: 'q' })
  t.equal((await stats(desk, 'q')).waiting_since, new Date(first).toISOString())
  t.notOk('waiting_since' in (await stats(desk, 'empty')))
})
