/**
 * Whatever clients, workers and clocks do in whatever order: counts equal a recount, tokens only grow, what has ended
 * stays so, and no Job runs for two workers at once.
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
        if (each.do === 'submit') await desk.submit(each.job, { max_attempts: each.attempts })
        else if (each.do === 'register') await desk.register(each.worker)
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
        else if ('job' in each) {
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
    { numRuns: 60 },
  )
  t.pass('60 histories')
})

async function checkEnds(desk: Desk, ended: Map<string, string>): Promise<void> {
  for (const jobId of JOBS) {
    const answer = await desk.run({ kind: 'job.status', jobId })
    if (answer.kind !== 'json') continue
    const { status } = JSON.parse(answer.text) as { status: string }
    const before = ended.get(jobId)
    if (before !== undefined && before !== status) throw new Error(`${jobId} was ${before} and is ${status}`)
    if (ENDED.has(status)) ended.set(jobId, status)
  }
}
