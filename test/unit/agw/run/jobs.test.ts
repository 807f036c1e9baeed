/** Slots: taken by a grant, reserved by a question, free when the report is accepted. */
import t from 'tap'
import type { JobRun } from '../../../../agw/dist/run/job-run.js'
import { Jobs } from '../../../../agw/dist/run/jobs.js'
import { startJob } from './run-one-job.ts'

t.test('slots', async (t) => {
  const jobs = new Jobs(2)
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

t.test('waiting ends with its signal', async (t) => {
  const jobs = new Jobs(1)
  const giveUp = new AbortController()
  const waited = jobs.until(() => false, giveUp.signal)
  giveUp.abort()
  await waited
  t.pass()
})

t.test('a lease that was let go is remembered, for its grant may still come', async (t) => {
  const jobs = new Jobs(1)
  const lease = { jobId: 'a', token: 2 }
  t.notOk(jobs.wasLetGo(lease))
  jobs.letGo(lease)
  t.ok(jobs.wasLetGo(lease))
  t.notOk(jobs.wasLetGo({ ...lease, token: 3 }), 'its next lease is another one')
  for (let token = 0; token < 1_000; token++) jobs.letGo({ jobId: 'b', token })
  t.notOk(jobs.wasLetGo(lease), 'not for ever')
})
