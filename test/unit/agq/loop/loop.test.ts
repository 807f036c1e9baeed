/** What goes into one batch, and in which order. The engine is the simulated port: it answers when the test says. */
import t from 'tap'
import type { BatchResult, Command } from '../../../../agq/dist/engine/commands.js'
import { type Clock, systemClock } from '../../../../agq/dist/loop/clock.js'
import { Loop } from '../../../../agq/dist/loop/loop.js'

const at = { wallMs: 0, monoMs: 0 }
const cancel = (jobId: string): Command => ({ kind: 'job.cancel', jobId, at })
const lease = (workerId: string): Command => ({ kind: 'job.lease', workerId, count: 1, introduce: false, at })
const status = (jobId: string): Command => ({ kind: 'job.status', jobId })

function makeLoop(clock: Clock = systemClock) {
  const batches: { readonly commands: readonly Command[]; readonly release: () => void }[] = []
  let taken: readonly Command[] = []
  let arrived = Promise.withResolvers<void>()
  const engine = {
    boots: 1,
    close: async () => undefined,
    run: (commands: readonly Command[]) =>
      new Promise<BatchResult>((resolve) => {
        const answers = commands.map((command) => ({ kind: 'ok' as const, text: command.kind }))
        const result = { answers, events: [], arrivals: [], nextDue: { wallMs: null, monoMs: null } }
        batches.push({ commands, release: () => resolve(result) })
        arrived.resolve()
        arrived = Promise.withResolvers()
      }),
  }
  const loop = new Loop(engine, clock, () => undefined)
  const next = async (): Promise<readonly string[]> => {
    if (batches.length === 0) await arrived.promise
    const batch = batches.shift()
    taken = batch?.commands ?? []
    batch?.release()
    return batch?.commands.map((command) => command.kind) ?? []
  }
  return { loop, next, last: () => taken }
}

t.test('what arrives in one turn shares a batch; what arrives meanwhile shares the next', async (t) => {
  const { loop, next } = makeLoop()
  const first = [loop.submit(1, cancel('a')), loop.submit(2, cancel('b'))]
  const batch = await next()
  t.same(batch, ['job.cancel', 'job.cancel'])
  const second = loop.submit(3, status('a'))
  await Promise.all(first)
  t.same(await next(), ['job.status'])
  t.same(await second, { kind: 'ok', text: 'job.status' })
})

t.test('a connection sees its own commands in their order', async (t) => {
  const { loop, next } = makeLoop()
  void loop.submit(1, lease('w'))
  void loop.submit(1, cancel('a'))
  void loop.submit(1, status('a'))
  void loop.submit(2, cancel('b'))
  t.same(await next(), ['job.lease', 'job.cancel'], 'the write behind a lease waits; others do not')
  t.same(await next(), ['job.cancel', 'job.status'])
})

t.test('a crowd of submits leaves room for the workers', async (t) => {
  const { loop, next } = makeLoop()
  const submit = { kind: 'job.submit', at } as Command
  for (let i = 0; i < 2_000; i++) void loop.submit(i + 10, submit)
  void loop.submit(1, lease('w'))
  const batch = await next()
  t.ok(batch.includes('job.lease'))
  t.equal(batch.filter((kind) => kind === 'job.submit').length, 256)
})

t.test('an Action weighs what its Jobs weigh', async (t) => {
  const { loop, next } = makeLoop()
  const action = { kind: 'action.submit', at, request: { inputs: Array(600).fill({}) } } as unknown as Command
  for (let i = 0; i < 3; i++) void loop.submit(i + 1, action)
  void loop.submit(9, cancel('a'))
  t.equal((await next()).length, 1)
  t.equal((await next()).length, 1)
  t.equal((await next()).length, 1)
  t.same(await next(), ['job.cancel'])
})

t.test('the clock is set: a tick tells it first, and what waits is put into the new time', async (t) => {
  let wallMs = 2_000_000_000
  const { loop, next, last } = makeLoop({ ...systemClock, now: () => ({ wallMs, monoMs: 0 }) })
  void loop.submit(1, { kind: 'job.cancel', jobId: 'a', at: { wallMs, monoMs: 0 } })
  wallMs -= 1_000_000_000
  await next()
  t.match(last(), [
    { kind: 'tick', jumpMs: -1_000_000_000, at: { wallMs } },
    { kind: 'job.cancel', at: { wallMs } },
  ])
  void loop.submit(1, status('a'))
  t.same(await next(), ['job.status'], 'and only once')
})

t.test('any number may wait', async (t) => {
  const { loop, next } = makeLoop()
  for (let i = 0; i < 200_000; i++) void loop.submit(i, status('a'))
  t.equal((await next()).length, 512)
})
