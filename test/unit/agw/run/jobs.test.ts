/** Slots: taken by a grant, reserved by a question, free when the report is accepted. */
import t from 'tap'
import { Alarm } from '../../../../agw/dist/run/alarm.js'
import type { JobRun } from '../../../../agw/dist/run/job-run.js'
import { Jobs } from '../../../../agw/dist/run/jobs.js'
import { startJob } from './run-one-job.ts'

t.test('slots', async (t) => {
  const jobs = new Jobs(2, new Alarm())
  const start = (): { readonly run: JobRun; readonly outcome: Promise<unknown> } =>
    startJob(t.testdir(), [{ command: 'true' }])
  const first = start()
  const { run } = first
  // The run is under way already; here only the bookkeeping of it is looked at.
  Object.defineProperty(run, 'start', { value: () => {} })
  jobs.start(run)
  t.match({ used: jobs.used, free: jobs.free }, { used: 1, free: 1 })
  jobs.reserve(1)
  t.equal(jobs.free, 0)
  const woke = jobs.until(() => jobs.free > 0)
  await first.outcome
  t.equal(jobs.free, 0, 'an outcome alone frees nothing')
  jobs.settle(run.grant)
  jobs.settle(run.grant)
  await woke
  t.match({ used: jobs.used, free: jobs.free }, { used: 0, free: 1 })
  jobs.unreserve(1)
  t.equal(jobs.free, 2)
})

/** A run that does nothing by itself: only the bookkeeping of it is looked at. */
function idleRun(token: number) {
  const { run } = startJob(t.testdir(), [{ command: 'true' }], { start: false })
  const seen = { started: false, stopped: '' }
  const grant = { ...run.grant, token }
  Object.defineProperties(run, {
    grant: { value: grant },
    start: { value: () => (seen.started = true) },
    stop: { value: (cause: string) => (seen.stopped = cause) },
  })
  return { run, grant, seen }
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

t.test('leases ahead while Jobs are short, runs never more than there are slots', async (t) => {
  const due: (() => void)[] = []
  const after = (_ms: number, callback: () => void) => {
    due.push(callback)
    return { cancel: () => {} }
  }
  const jobs = new Jobs(1, { after })
  const [first, second, third] = [idleRun(1), idleRun(2), idleRun(3)]
  t.equal(jobs.free, 1, 'nothing is known of the Jobs yet')
  jobs.start(first.run)
  await nextTurn()
  t.equal(jobs.free, 0)
  jobs.ended(first.grant)
  t.equal(jobs.free, 2, 'it was short: two more beside the one that is not yet accepted')
  jobs.settle(first.grant)
  t.equal(jobs.free, 3)
  jobs.start(second.run)
  await nextTurn()
  jobs.start(third.run)
  await nextTurn()
  t.match([second.seen.started, third.seen.started, jobs.running], [true, false, 1])
  for (const ring of due) ring()
  t.equal(third.seen.stopped, 'release', 'it waited for longer than a moment')
  jobs.settle(third.grant)
  jobs.ended(second.grant)
  jobs.settle(second.grant)
  await nextTurn()
  t.notOk(third.seen.started)
  t.match({ running: jobs.running, used: jobs.used }, { running: 0, used: 0 })
})

t.test('of those that come at once, who finds no slot goes back', async (t) => {
  const due: (() => void)[] = []
  const after = (_ms: number, callback: () => void) => {
    due.push(callback)
    return { cancel: () => {} }
  }
  const jobs = new Jobs(2, { after })
  const runs = [1, 2, 3, 4].map(idleRun)
  for (const { run } of runs) jobs.start(run)
  await nextTurn()
  await nextTurn()
  await nextTurn()
  for (const ring of due) ring()
  t.strictSame(
    runs.map(({ seen }) => [seen.started, seen.stopped]),
    [
      [true, ''],
      [true, ''],
      [false, 'release'],
      [false, 'release'],
    ],
  )
})

t.test('waiting ends with its signal', async (t) => {
  const jobs = new Jobs(1, new Alarm())
  const giveUp = new AbortController()
  const waited = jobs.until(() => false, giveUp.signal)
  giveUp.abort()
  await waited
  t.pass()
})

t.test('a lease that was let go is remembered, for its grant may still come', async (t) => {
  const jobs = new Jobs(1, new Alarm())
  const lease = { jobId: 'a', token: 2 }
  t.notOk(jobs.wasLetGo(lease))
  jobs.letGo(lease)
  t.ok(jobs.wasLetGo(lease))
  t.notOk(jobs.wasLetGo({ ...lease, token: 3 }), 'its next lease is another one')
  for (let token = 0; token < 1_000; token++) jobs.letGo({ jobId: 'b', token })
  t.notOk(jobs.wasLetGo(lease), 'not for ever')
})
