/** Concurrency keys: never more of a key than its limit, no place left empty, nobody else held up, nobody starved. */
import fc from 'fast-check'
import t from 'tap'
import type { Grant } from '../../../../agq/dist/engine/commands.js'
import { Desk } from './desk.ts'

const keyed = (limit = 1, key = 'k') => ({ concurrency_key: key, concurrency_limit: limit })
const names = (grants: readonly Grant[]): readonly string[] => grants.map((grant) => grant.jobId)

t.test('no more than the limit, and the next one when a place is free', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (const name of ['a', 'b', 'c', 'd']) await desk.submit(name, keyed(2))
  const first = await desk.lease('w', 10)
  t.same(names(first), ['a', 'b'])
  t.same(await desk.lease('w', 10), [])
  const ended = await desk.batch(desk.finishCommand({ jobId: 'a', token: 1 }, 'complete'))
  t.match(ended.arrivals, [{ jobs: 1 }], 'a free place wakes who waits')
  t.same(names(await desk.lease('w', 10)), ['c'])
  await desk.run({ kind: 'job.release', jobId: 'b', token: 1, at: desk.at })
  t.same(names(await desk.lease('w', 10)), ['b'], 'the one that was given back is before the last')
})

t.test('who waits for a key does not hold up those behind it', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (let i = 0; i < 30; i++) await desk.submit(`k${i}`, { ...keyed(), priority: 0 })
  await desk.submit('other', keyed(1, 'other'))
  await desk.submit('free')
  t.same(names(await desk.lease('w', 10)), ['k0', 'other', 'free'])
})

t.test('a Job that is gated while others are chosen does not hide those behind it', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('runs', keyed(1, 'used-up'))
  await desk.lease('w')
  await desk.submit('k0', keyed())
  await desk.submit('waits', keyed(1, 'used-up'))
  await desk.submit('k1', keyed())
  await desk.submit('jq-k', { ...keyed(), tasks: [{ task_number: 1, command: 'jq' }] })
  await desk.submit('jq-free', { tasks: [{ task_number: 1, command: 'jq' }] })
  await desk.submit('free')
  await desk.register('both', { tools: ['true', 'jq'] })
  const leases = ['w', 'both', 'both', 'both'].map(
    (workerId) => ({ kind: 'job.lease', introduce: false, workerId, count: 1, at: desk.at }) as const,
  )
  const { answers } = await desk.batch(...leases)
  const granted = answers.flatMap((answer) => (answer.kind === 'grants' ? names(answer.grants) : []))
  t.same(granted, ['k0', 'jq-free', 'free'])
})

t.test('lanes that nobody serves take no places', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('needs-jq', { ...keyed(), priority: 0, tasks: [{ task_number: 1, command: 'jq' }] })
  await desk.submit('a', keyed())
  await desk.submit('b', keyed())
  t.same(names(await desk.lease('w', 10)), ['a'])
  await desk.complete({ jobId: 'a', token: 1 })
  t.same(names(await desk.lease('w', 10)), ['b'])
  await desk.complete({ jobId: 'b', token: 1 })
  await desk.register('jq', { tools: ['jq'] })
  t.same(names(await desk.lease('jq')), ['needs-jq'], 'and get theirs when somebody comes')
})

t.test('a key is one over all queues', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', { ...keyed(), queue: 'p' })
  await desk.submit('b', { ...keyed(), queue: 'q' })
  t.equal((await desk.lease('w', 10)).length, 1)
})

t.test('a Job of a larger limit goes where one of a smaller limit may not', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('first', keyed(3))
  await desk.submit('alone', keyed(1))
  await desk.submit('second', keyed(3))
  t.same(names(await desk.lease('w', 10)), ['first', 'second'])
  await desk.complete({ jobId: 'first', token: 1 })
  t.same(await desk.lease('w', 10), [], 'one still runs, and it wants to be alone')
  await desk.complete({ jobId: 'second', token: 1 })
  t.same(names(await desk.lease('w', 10)), ['alone'])
})

t.test('cancelling the candidate lets the next one through', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (const name of ['a', 'b', 'c']) await desk.submit(name, keyed())
  await desk.lease('w', 10)
  await desk.complete({ jobId: 'a', token: 1 })
  await desk.run({ kind: 'job.cancel', jobId: 'b', at: desk.at })
  t.same(names(await desk.lease('w', 10)), ['c'])
})

t.test('a candidate that expires lets the next one through', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', keyed())
  await desk.submit('b', { ...keyed(), expires_at: new Date(desk.wallMs + 1_000).toISOString() })
  await desk.submit('c', keyed())
  await desk.lease('w', 10)
  await desk.complete({ jobId: 'a', token: 1 })
  desk.pass(1_000)
  await desk.tick()
  t.same(names(await desk.lease('w', 10)), ['c'])
})

t.test('a cancelled Job holds its place until its worker has stopped it', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', keyed())
  await desk.submit('b', keyed())
  await desk.lease('w', 10)
  await desk.run({ kind: 'job.cancel', jobId: 'a', at: desk.at })
  t.same(await desk.lease('w', 10), [], 'it may still run')
  await desk.fail({ jobId: 'a', token: 1 }, { reason: 'cancelled' })
  t.same(names(await desk.lease('w', 10)), ['b'])
})

t.test('a lost worker frees its places', async (t) => {
  const desk = new Desk(t)
  await desk.register('dies')
  for (const name of ['a', 'b', 'c']) await desk.submit(name, keyed(2))
  t.equal((await desk.lease('dies', 10)).length, 2)
  await desk.register('w')
  t.same(await desk.lease('w', 10), [])
  desk.pass(6_000)
  await desk.heartbeat('w')
  desk.pass(6_000)
  const lost = await desk.tick()
  t.ok(lost.arrivals.length > 0, 'who waits is woken')
  t.same(names(await desk.lease('w', 10)), ['a', 'b'])
})

t.test('a Job between two attempts holds no place', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', { ...keyed(), max_attempts: 2 })
  await desk.submit('b', keyed())
  await desk.lease('w', 10)
  await desk.fail({ jobId: 'a', token: 1 })
  t.equal((await desk.job('a')).status, 'scheduled')
  t.same(names(await desk.lease('w', 10)), ['b'])
})

t.test('places are counted over a restart', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  for (const name of ['a', 'b']) await desk.submit(name, keyed())
  await desk.lease('w', 10)
  await desk.restart()
  t.same(await desk.lease('w', 10), [])
  await desk.complete({ jobId: 'a', token: 1 })
  t.same(names(await desk.lease('w', 10)), ['b'])
})

t.test('many Jobs of one key all get their turn, in their order', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const all = Array.from({ length: 200 }, (_, index) => `j${index}`)
  await desk.batch(...all.map((name) => desk.submitCommand(name, keyed(3))))
  const done: string[] = []
  for (let grants = await desk.lease('w', 5); grants.length > 0; grants = await desk.lease('w', 5)) {
    t.ok(grants.length <= 3)
    await desk.batch(...grants.map((grant) => desk.finishCommand(grant, 'complete')))
    done.push(...names(grants))
  }
  t.same(done, all)
})

const WORKERS: Readonly<Record<string, readonly string[]>> = { v: ['true'], w: ['true', 'jq'] }
const QUEUES = ['p', 'q'] as const
const KEYS = ['k', 'l', undefined] as const

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      key: fc.constantFrom(...KEYS),
      limit: fc.integer({ min: 1, max: 3 }),
      tool: fc.constantFrom('true', 'jq'),
      queue: fc.constantFrom(...QUEUES),
      priority: fc.integer({ min: 0, max: 9 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('lease' as const),
      worker: fc.constantFrom(...Object.keys(WORKERS)),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('complete' as const, 'fail' as const, 'release' as const, 'cancel' as const),
      which: fc.nat(50),
      /** The report asks for the next Job at once. */
      next: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), queue: fc.constantFrom(...QUEUES) }),
  fc.record({ do: fc.constantFrom('pass' as const, 'restart' as const, 'lose' as const) }),
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface Submitted {
  readonly key: string | undefined
  readonly limit: number
  readonly tool: string
  readonly queue: string
}

/** What a history may believe of itself, kept apart from the product. */
class Book {
  readonly desk: Desk
  readonly jobs = new Map<string, Submitted>()
  readonly running = new Map<string, number>()
  readonly paused = new Set<string>()

  constructor(desk: Desk) {
    this.desk = desk
  }

  took(grants: readonly Grant[]): void {
    for (const { jobId, token } of grants) this.running.set(jobId, token)
    this.check()
  }

  check(): void {
    for (const key of KEYS) {
      if (key === undefined) continue
      const held = [...this.running.keys()]
        .map((jobId) => this.jobs.get(jobId))
        .filter((job) => job?.key === key)
      const most = Math.max(0, ...held.map((job) => job?.limit ?? 0))
      if (held.length > most)
        throw new Error(`${held.length} of key ${key} are held; the largest limit is ${most}`)
    }
  }

  /** Is there a pending Job that this worker could be given by all the rules? */
  async couldTake(worker: string): Promise<string | undefined> {
    for (const [jobId, job] of this.jobs) {
      if (this.running.has(jobId) || this.paused.has(job.queue)) continue
      if (!WORKERS[worker]?.includes(job.tool)) continue
      if ((await this.desk.job(jobId)).status !== 'pending') continue
      const held = [...this.running.keys()].filter((other) => this.jobs.get(other)?.key === job.key).length
      if (job.key === undefined || held < job.limit) return jobId
    }
    return undefined
  }
}

async function take(book: Book, each: Step): Promise<void> {
  const { desk, running, jobs } = book
  switch (each.do) {
    case 'submit': {
      const { key, limit, tool, queue, priority } = each
      const jobId = `j${jobs.size}`
      jobs.set(jobId, { key, limit, tool, queue })
      const fields = key === undefined ? {} : { concurrency_key: key, concurrency_limit: limit }
      const tasks: [{ task_number: number; command: string }] = [{ task_number: 1, command: tool }]
      await desk.submit(jobId, { ...fields, tasks, queue, priority, max_attempts: 2 })
      return
    }
    case 'lease': {
      const could = await book.couldTake(each.worker)
      const grants = await desk.lease(each.worker, each.count)
      if (grants.length === 0 && could !== undefined)
        throw new Error(`${could} stood ready, and nothing was granted`)
      book.took(grants)
      return
    }
    case 'pause':
    case 'resume':
      await desk.run({ kind: `queue.${each.do}`, queue: each.queue, at: desk.at })
      if (each.do === 'pause') book.paused.add(each.queue)
      else book.paused.delete(each.queue)
      return
    case 'pass':
      desk.pass(3_000)
      for (const workerId of Object.keys(WORKERS)) {
        await desk.run({
          kind: 'worker.heartbeat',
          workerId,
          instance: null,
          held: null,
          stats: null,
          at: desk.at,
        })
      }
      await desk.tick()
      return
    case 'restart':
      return desk.restart()
    case 'lose':
      // Both come back as new processes that know of nothing.
      running.clear()
      for (const [worker, tools] of Object.entries(WORKERS)) {
        await desk.register(worker, {
          tools: [...tools],
          instance: `${worker}-${jobs.size}-${desk.monoMs}-${Math.random()}`,
        })
      }
      return
    default:
      await end(book, each)
  }
}

async function end(book: Book, each: Extract<Step, { which: number }>): Promise<void> {
  const { desk, running, jobs } = book
  if (each.do === 'cancel') {
    const jobId = `j${each.which % Math.max(1, jobs.size)}`
    await desk.run({ kind: 'job.cancel', jobId, at: desk.at })
    return
  }
  const [jobId, token] = [...running][each.which % Math.max(1, running.size)] ?? []
  if (jobId === undefined || token === undefined) return
  running.delete(jobId)
  if (each.do === 'release') {
    await desk.run({ kind: 'job.release', jobId, token, at: desk.at })
    return
  }
  const verdict = each.do
  const report = verdict === 'fail' ? { error: 'it failed' } : {}
  const answer = await desk.run(desk.finishCommand({ jobId, token }, verdict, report, each.next ? 1 : 0))
  if (answer.kind === 'grants') book.took(answer.grants)
}

t.test('random histories: the limit holds, and no place stays empty', async (t) => {
  const runs = Number(process.argv[2] ?? 40)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const desk = new Desk(t)
      const book = new Book(desk)
      for (const [worker, tools] of Object.entries(WORKERS))
        await desk.register(worker, { tools: [...tools] })
      for (const each of steps) await take(book, each)
    }),
    { numRuns: runs },
  )
  t.pass(`${runs} histories`)
})

t.test('who stands behind a Job that is gated in the middle of a choice keeps its turn', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const key = { concurrency_key: 'k', concurrency_limit: 1 }
  await desk.submit('a', key)
  for (const jobId of ['b1', 'b2', 'b3', 'b4']) await desk.submit(jobId, { ...key, queue: 'other' })
  await desk.submit('c', { queue: 'other' })
  await desk.submit('d')
  t.match(
    (await desk.lease('w', 2)).map((grant) => grant.jobId),
    ['a', 'c'],
    'queues take turns: it is the other one',
  )
})
