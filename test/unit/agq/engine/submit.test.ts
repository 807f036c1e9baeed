/** Accepting Jobs: once, whatever comes twice. */
import t from 'tap'
import { shapeOf } from '../../../../agq/dist/engine/prepare.js'
import { code, Desk } from './desk.ts'

t.test('the same Job again is the same Job, also after a restart and after it ended', async (t) => {
  const desk = new Desk(t)
  const first = await desk.submit('a')
  t.same(first, { kind: 'ok', text: 'job_id=a' })
  t.same(await desk.submit('a'), first)
  await desk.restart()
  t.same(await desk.submit('a'), first)
  await desk.register('w')
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  await desk.complete(grant)
  t.same(await desk.submit('a'), first)
  t.equal((await desk.job('a')).status, 'completed')
})

t.test('the same id with other content is a DUPLICATE', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a')
  t.equal(code(await desk.submit('a', { priority: 1 })), 'DUPLICATE')
  t.equal((await desk.job('a')).status, 'pending')
})

t.test('twice in one batch is once', async (t) => {
  const desk = new Desk(t)
  const { answers } = await desk.batch(desk.submitCommand('a'), desk.submitCommand('a'))
  t.same(answers[0], answers[1])
  t.same(desk.counts().kept, desk.counts().recounted)
})

t.test('a Job of a stored Plan must have its tasks; arguments may differ', async (t) => {
  const desk = new Desk(t)
  await desk.run({
    kind: 'plan.put',
    planId: 'plan',
    document: '{}',
    shape: '[["true",null]]',
    origin: '{}',
    at: desk.at,
  })
  t.equal(code(await desk.submit('a', { tasks: [{ task_number: 1, command: 'true', args: ['x'] }] })), 'ok')
  const other = await desk.submit('b', { tasks: [{ task_number: 1, command: 'false' }] })
  t.match(other, {
    kind: 'refused',
    code: 'ERR',
    text: /^Plan plan is stored with other tasks: true; this Job has false/,
  })
})

t.test('what an isolated task is let see is wiring, not an argument', async (t) => {
  const desk = new Desk(t)
  const task = (more: object) => [{ task_number: 1, command: 'true', ...more }]
  const isolated = { sandbox: 'isolated' as const, read_paths: ['/b', '/a'] }
  await desk.run({
    kind: 'plan.put',
    planId: 'plan',
    document: '{}',
    shape: shapeOf(task(isolated)),
    origin: '{}',
    at: desk.at,
  })
  const same = { ...isolated, network: 'none', read_paths: ['/a', '/b'], write_paths: [] }
  t.equal(code(await desk.submit('same', { tasks: task(same) })), 'ok')
  const others = [
    {},
    { sandbox: 'none' },
    { ...isolated, network: 'host' },
    { ...isolated, write_paths: ['/'] },
  ]
  for (const [index, other] of others.entries()) {
    const refused = await desk.submit(`other-${index}`, { tasks: task(other) })
    t.match(refused, {
      code: 'ERR',
      text: /stored with other tasks: true \(isolated, network none, r:\/a, r:\/b\); this Job has true/,
    })
  }
  t.equal(shapeOf(task({ sandbox: 'none' })), '[["true",null]]', 'a Plan stored long ago stays equal')
})

t.test('a leap second is a time, and stops nothing', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a', { expires_at: '2099-12-31T23:59:60Z' })
  t.match(await desk.job('a'), {
    status: 'pending',
    expires_at: /^(2099-12-31T23:59:59|2100-01-01T00:00:00)/,
  })
})

t.test('not_before waits, expires_at gives up', async (t) => {
  const desk = new Desk(t)
  const later = (ms: number): string => new Date(desk.wallMs + ms).toISOString()
  await desk.submit('later', { not_before: later(60_000) })
  await desk.submit('soon', { expires_at: later(30_000) })
  t.equal(code(await desk.submit('late', { expires_at: later(-1) })), 'ERR')
  t.equal((await desk.job('later')).status, 'scheduled')
  desk.pass(30_000)
  await desk.tick()
  t.match(await desk.job('soon'), { status: 'failed', error: /^expired/ })
  t.equal((await desk.job('later')).status, 'scheduled')
  desk.pass(30_000)
  const { arrivals } = await desk.tick()
  t.equal((await desk.job('later')).status, 'pending')
  t.equal(arrivals.length, 1, 'parked callers hear of it')
})
