/** The order of one line: priority, then first come first served, and nobody waits for ever. Clocks that jump move nothing. */
import { limits } from '@agenix/specs'
import t from 'tap'
import { Desk } from './desk.ts'

const step = limits.agingMsPerPriority

async function order(desk: Desk): Promise<readonly string[]> {
  return (await desk.lease('w', 100)).map((grant) => grant.jobId)
}

t.test('priority first, and first come first served within one', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (const [index, priority] of [5, 9, 0, 5, 0, 9].entries()) {
    await desk.submit(`${priority}-${index}`, { priority })
    desk.pass(1)
  }
  t.same(await order(desk), ['0-2', '0-4', '5-0', '5-3', '9-1', '9-5'])
})

t.test('of one millisecond the one that was accepted first', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const names = Array.from({ length: 20 }, (_, index) => `j${index}`)
  await desk.batch(...names.map((name) => desk.submitCommand(name)))
  t.same(await order(desk), names)
})

t.test('a Job of low priority goes before urgent ones that came long after it', async (t) => {
  const desk = new Desk(t)
  await desk.submit('patient', { priority: 9 })
  desk.pass(9 * step - 1)
  await desk.submit('just-before', { priority: 0 })
  desk.pass(2)
  await desk.submit('just-after', { priority: 0 })
  await desk.register('w')
  t.same(await order(desk), ['just-before', 'patient', 'just-after'])
})

t.test('however many urgent Jobs keep coming, one of low priority is reached', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('patient', { priority: 9 })
  // Two urgent Jobs come for each that is granted: the line never gets empty.
  for (let round = 0; round < 60; round++) {
    await desk.batch(
      desk.submitCommand(`a${round}`, { priority: 0 }),
      desk.submitCommand(`b${round}`, { priority: 0 }),
    )
    const [grant] = await desk.lease('w')
    if (grant === undefined) throw new Error('nothing was granted')
    if (grant.jobId === 'patient') {
      t.ok(round > 15 && round <= 36, `reached in round ${round}`)
      return
    }
    await desk.complete(grant)
    desk.pass(step / 2)
    await desk.heartbeat('w')
  }
  t.fail('it starved')
})

t.test('what waits keeps its place over a restart', async (t) => {
  const desk = new Desk(t)
  await desk.submit('a')
  desk.pass(50)
  await desk.submit('b')
  desk.pass(50)
  await desk.restart()
  await desk.submit('c')
  await desk.submit('urgent', { priority: 0 })
  await desk.restart()
  await desk.submit('d')
  await desk.register('w')
  t.same(await order(desk), ['urgent', 'a', 'b', 'c', 'd'])
})

t.test('aging goes on over a restart', async (t) => {
  const desk = new Desk(t)
  await desk.submit('patient', { priority: 1 })
  desk.pass(step + 10)
  await desk.submit('in-between', { priority: 1 })
  await desk.restart()
  desk.pass(5)
  await desk.submit('urgent', { priority: 0 })
  await desk.register('w')
  t.same(await order(desk), ['patient', 'urgent', 'in-between'])
})

t.test('a wall clock that jumps reorders nothing', async (t) => {
  const desk = new Desk(t)
  const tenYears = 10 * 365 * 86_400_000
  await desk.submit('a')
  desk.wallMs += tenYears
  desk.monoMs += 1
  await desk.submit('b')
  desk.wallMs -= 2 * tenYears
  desk.monoMs += 1
  await desk.submit('c')
  await desk.register('w')
  t.same(await order(desk), ['a', 'b', 'c'])
})

t.test('a Job that comes back from a delay takes its place then', async (t) => {
  const desk = new Desk(t)
  await desk.submit('later', { not_before: new Date(desk.wallMs + 1_000).toISOString() })
  await desk.submit('now')
  desk.pass(1_000)
  await desk.tick()
  desk.pass(1)
  await desk.submit('after')
  await desk.register('w')
  t.same(await order(desk), ['now', 'later', 'after'])
})

t.test('a Job that was given back keeps its place before those that came after it', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  await desk.submit('b')
  const [grant] = await desk.lease('w')
  desk.pass(1_000)
  await desk.run({ kind: 'job.release', jobId: 'a', token: grant?.token ?? 0, at: desk.at })
  t.same(await order(desk), ['a', 'b'])
})
