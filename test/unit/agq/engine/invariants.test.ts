/**
 * Whatever clients, workers and clocks do in whatever order: counts equal a recount, tokens only grow (also from a
 * deleted Job to the next of its id), what has ended stays so unless someone sends it back, and no Job runs for two
 * workers at once.
 */
import fc from 'fast-check'
import t from 'tap'
import { Desk } from './desk.ts'

const JOBS = ['a', 'b', 'c', 'd']
const WORKERS = ['v', 'w']
const ENDED = new Set(['completed', 'failed', 'cancelled', 'dead'])

const step = fc.oneof(
  fc.record({
    do: fc.constant('submit' as const),
    job: fc.constantFrom(...JOBS),
    attempts: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    do: fc.constantFrom('lease' as const, 'register' as const, 'heartbeat' as const),
    worker: fc.constantFrom(...WORKERS),
  }),
  fc.record({
    do: fc.constantFrom('complete' as const, 'fail' as const, 'release' as const, 'cancel' as const),
    job: fc.constantFrom(...JOBS),
    /** How many grants ago the writer got its token. */
    stale: fc.integer({ min: 0, max: 1 }),
  }),
  fc.record({
    do: fc.constantFrom('retry' as const, 'resume' as const, 'delete' as const),
    job: fc.constantFrom(...JOBS),
  }),
  fc.record({ do: fc.constantFrom('retry-all' as const, 'purge' as const) }),
  fc.record({ do: fc.constant('jump' as const), ms: fc.constantFrom(-1e11, 1e11) }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(100, 5_000, 10_000) }),
  fc.record({ do: fc.constant('restart' as const) }),
)

t.test('invariants of random histories', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const desk = new Desk(t)
      const tokens = new Map<string, number>()
      const ended = new Map<string, string>()
      for (const each of steps) {
        if (each.do === 'submit') {
          await desk.submit(each.job, { max_attempts: each.attempts, labels: { of: each.job } })
        } else if (each.do === 'retry' || each.do === 'resume') {
          const held = (await statusOf(desk, each.job))?.still_stopping_on
          const answer = await desk.retry(each.job, each.do === 'resume' ? 2 : null)
          if (answer.kind !== 'ok') continue
          if (held !== undefined) throw new Error('sent back while its worker stops it')
          ended.delete(each.job)
        } else if (each.do === 'delete') {
          if ((await desk.delete(each.job)).kind === 'ok') ended.delete(each.job)
        } else if (each.do === 'retry-all' || each.do === 'purge') {
          await changeMany(desk, each.do)
          for (const [jobId, status] of ended)
            if (each.do === 'retry-all' && status === 'failed') ended.delete(jobId)
        } else if (each.do === 'jump') {
          desk.wallMs += each.ms
          await desk.batch({ kind: 'tick', jumpMs: each.ms, at: desk.at })
        } else if (each.do === 'register') await desk.register(each.worker)
        else if (each.do === 'heartbeat') {
          const { worker: workerId } = each
          await desk.run({
            kind: 'worker.heartbeat',
            workerId,
            instance: null,
            held: [],
            stats: null,
            at: desk.at,
          })
        } else if (each.do === 'lease') {
          const answer = await desk.run({
            kind: 'job.lease',
            introduce: false,
            workerId: each.worker,
            count: 1,
            at: desk.at,
          })
          for (const grant of answer.kind === 'grants' ? answer.grants : []) {
            if (grant.token <= (tokens.get(grant.jobId) ?? 0)) throw new Error('a token did not grow')
            if (ended.has(grant.jobId)) throw new Error('an ended Job was granted')
            tokens.set(grant.jobId, grant.token)
          }
        } else if (each.do === 'pass') {
          desk.pass(each.ms)
          await desk.tick()
        } else if (each.do === 'restart') await desk.restart()
        else if ('stale' in each) {
          const grant = { jobId: each.job, token: Math.max(0, (tokens.get(each.job) ?? 0) - each.stale) }
          if (each.do === 'complete') await desk.complete(grant)
          else if (each.do === 'fail') await desk.fail(grant)
          else if (each.do === 'cancel') await desk.run({ kind: 'job.cancel', jobId: each.job, at: desk.at })
          else await desk.run({ kind: 'job.release', ...grant, at: desk.at })
        }
        await checkEnds(desk, ended)
      }
      const wrongs = desk.wrongs()
      if (wrongs.length > 0) throw new Error(wrongs.join('\n'))
      const { kept, recounted } = desk.counts()
      if (kept.join('\n') !== recounted.join('\n')) {
        throw new Error(`kept:\n${kept.join('\n')}\nrecounted:\n${recounted.join('\n')}`)
      }
    }),
    { numRuns: 40 },
  )
  t.pass('40 histories')
})

async function changeMany(desk: Desk, what: 'retry-all' | 'purge'): Promise<void> {
  const filter = { status: 'failed', plan: null, action: null, queue: null, label: null } as const
  const bulk =
    what === 'purge'
      ? ({ do: 'purge', queue: 'default' } as const)
      : ({ do: 'retry', filter, ofAction: false } as const)
  await desk.run({ kind: 'jobs.bulk', bulk, cursor: null, limit: 100, at: desk.at })
}

async function statusOf(
  desk: Desk,
  jobId: string,
): Promise<{ readonly status: string; readonly still_stopping_on?: string } | undefined> {
  const answer = await desk.run({ kind: 'job.status', jobId })
  return answer.kind === 'json' ? JSON.parse(answer.text) : undefined
}

async function checkEnds(desk: Desk, ended: Map<string, string>): Promise<void> {
  for (const jobId of JOBS) {
    const status = (await statusOf(desk, jobId))?.status
    if (status === undefined) continue
    const before = ended.get(jobId)
    if (before !== undefined && before !== status) throw new Error(`${jobId} was ${before} and is ${status}`)
    if (ENDED.has(status)) ended.set(jobId, status)
  }
}
