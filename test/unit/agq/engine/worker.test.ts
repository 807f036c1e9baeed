/** A worker's life, and what becomes of its Jobs. */
import t from 'tap'
import { code, Desk } from './desk.ts'

const heartbeat = (desk: Desk, workerId: string, instance: string | null = null) =>
  desk.run({ kind: 'worker.heartbeat', workerId, instance, held: [], stats: null, at: desk.at })

t.test('heartbeats keep the Jobs; two missed ones lose them', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const [grant] = await desk.lease('w')
  desk.pass(9_000)
  t.equal(code(await heartbeat(desk, 'w')), 'json')
  desk.pass(9_999)
  await desk.tick()
  t.equal((await desk.job('a')).status, 'running')
  desk.pass(1)
  await desk.tick()
  t.match(await desk.job('a'), { status: 'pending', attempts: [{ outcome: 'lost' }] })
  t.equal(code(await heartbeat(desk, 'w')), 'NOTFOUND', 'it has to register again')
  if (grant !== undefined) t.equal(code(await desk.complete(grant)), 'FENCED')
  await desk.register('v')
  const [again] = await desk.lease('v')
  t.equal(again?.attempt, 2, 'a death burns the attempt')
})

t.test('wall-clock jumps neither expire nor extend a lease', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  await desk.lease('w')
  const tenYears = 10 * 365 * 86_400_000
  desk.wallMs += tenYears
  await desk.tick()
  t.equal((await desk.job('a')).status, 'running')
  desk.wallMs -= 2 * tenYears
  desk.monoMs += 10_000
  await desk.tick()
  t.equal((await desk.job('a')).status, 'pending')
})

t.test('the third death under one Job is poison', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a', { max_attempts: 100 })
  for (const workerId of ['u', 'v', 'w']) {
    await desk.register(workerId)
    t.equal((await desk.lease(workerId)).length, 1)
    desk.pass(10_000)
    await desk.tick()
  }
  t.match(await desk.job('a'), { status: 'dead', error: /^poison: 3 workers died/ })
})

t.test('after a restart of the server a lease gets its full time again', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const [grant] = await desk.lease('w')
  desk.pass(8_000)
  await desk.restart()
  desk.pass(9_999)
  await desk.tick()
  t.equal((await desk.job('a')).status, 'running')
  if (grant !== undefined) t.equal(code(await desk.complete(grant)), 'ok', 'its token is still good')
})

t.test('a worker that registers again keeps what it still holds and gives up the rest', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { instance: 'one' })
  for (const jobId of ['a', 'b']) await desk.submit(jobId)
  const [a] = await desk.lease('w', 2)
  const held = [
    { job_id: 'a', token: a?.token ?? 0 },
    { job_id: 'gone', token: 7 },
  ]
  const reply = await desk.register('w', { instance: 'two', held })
  t.match(reply, { text: /^worker_id=w heartbeat_interval=5 lease_ms=10000 fenced=gone$/ })
  t.equal((await desk.job('a')).status, 'running')
  t.equal((await desk.job('b')).status, 'pending')
  t.equal(code(await heartbeat(desk, 'w', 'one')), 'FENCED', 'the earlier process is told')
  t.equal(code(await heartbeat(desk, 'w', 'two')), 'json')
})

t.test('a worker that leaves gives its Jobs back unharmed', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  await desk.lease('w')
  const { arrivals } = await desk.batch({ kind: 'worker.unregister', workerId: 'w', at: desk.at })
  t.match(await desk.job('a'), { status: 'pending', attempt: 0, attempts: [{ outcome: 'released' }] })
  t.equal(arrivals.length, 1)
})

t.test(
  'a Job that its worker never heard of goes back, unburned, once the grant cannot be underway',
  async (t) => {
    const desk = new Desk(t)
    await desk.register('w')
    await desk.submit('a')
    await desk.lease('w')
    const silent = () =>
      desk.run({
        kind: 'worker.heartbeat',
        workerId: 'w',
        instance: null,
        held: [],
        stats: null,
        at: desk.at,
      })
    desk.pass(5_000)
    await silent()
    t.equal((await desk.job('a')).status, 'running', 'it may have crossed the heartbeat')
    desk.pass(5_000)
    await silent()
    t.match(await desk.job('a'), { status: 'pending', attempt: 0, attempts: [{ outcome: 'released' }] })
  },
)

t.test('a lost connection is no death: three of them do not make poison', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  for (let i = 0; i < 4; i++) {
    t.equal((await desk.lease('w')).length, 1)
    await desk.register('w', { held: [] })
  }
  t.match(await desk.job('a'), { status: 'pending', attempt: 0 })
})

t.test('an id belongs to the process whose connection is open', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { instance: 'one' })
  t.equal(code(await desk.register('w', { instance: 'two', holderIsThere: true })), 'BUSY')
  t.equal(code(await heartbeat(desk, 'w', 'one')), 'json', 'who had it keeps it')
  t.equal(
    code(await desk.register('w', { instance: 'one', holderIsThere: true })),
    'ok',
    'its own reconnect is welcome',
  )
  desk.pass(10_000)
  await desk.tick()
  t.equal(
    code(await desk.register('w', { instance: 'two', holderIsThere: true })),
    'ok',
    'a lost one holds nothing',
  )
})

t.test('who was told to drain still drains after a reconnect, and anew as a new process', async (t) => {
  const desk = new Desk(t)
  await desk.register('w', { instance: 'one' })
  await desk.submit('a')
  await desk.run({ kind: 'worker.drain', workerId: 'w', at: desk.at })
  await desk.register('w', { instance: 'one' })
  t.same(await desk.lease('w'), [])
  await desk.register('w', { instance: 'two' })
  t.equal((await desk.lease('w')).length, 1)
})

t.test('two ticks of one batch: the later one finds who is lost, though it comes first', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  await desk.lease('w')
  const early = desk.at
  desk.pass(20_000)
  await desk.batch({ kind: 'tick', at: desk.at }, { kind: 'tick', at: early })
  t.equal((await desk.job('a')).status, 'pending')
})

t.test('a heartbeat that comes late takes nothing from a lease that was renewed since', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  await desk.lease('w')
  const late = desk.at
  desk.pass(9_000)
  await desk.heartbeat('w')
  await desk.run({
    kind: 'worker.heartbeat',
    workerId: 'w',
    instance: null,
    held: null,
    stats: null,
    at: late,
  })
  desk.pass(9_000)
  await desk.tick()
  t.equal((await desk.job('a')).status, 'running')
})
