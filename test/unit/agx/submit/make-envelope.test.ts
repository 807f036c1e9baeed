/** Envelopes from files: complete ones are sent as they were written, others get what is missing. */
import t from 'tap'
import { envelopeOf, jobOf } from '../../../../agx/dist/submit/make-envelope.js'

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const plan = { plan_id: 'p', tasks: [{ task_number: 1, command: 'sort' }] }
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

t.test('with a job_id the bytes are not touched', async (t) => {
  const written = Buffer.from(
    '{ "job_id": "j",\n"plan_id": "p", "tasks": [{"task_number":1,"command":"sort"}] }',
  )
  t.equal(envelopeOf('f', written, undefined).bytes, written)
  t.equal(envelopeOf('f', written, 'other').job.job_id, 'other')
})

t.test('without one it is made', async (t) => {
  const { job, bytes: sent } = envelopeOf('f', bytes(plan), undefined)
  t.match(job.job_id, uuidV7)
  t.same(JSON.parse(String(sent)), { ...plan, job_id: job.job_id })
})

t.test('every problem is named with its place', async (t) => {
  const broken = bytes({ plan_id: 'p', tasks: [{ task_number: 1, comand: 'sort' }] })
  t.throws(() => envelopeOf('my.json', broken, undefined), /my\.json is not valid:\n.*\/tasks\/0\/comand/s)
  t.throws(() => envelopeOf('my.json', bytes(plan), 'no blanks'), /job_id/)
})

t.test('a pipeline is a Job of its own', async (t) => {
  const { job } = jobOf(plan.tasks, { cwd: '/tmp' })
  t.match(job, { cwd: '/tmp', tasks: plan.tasks })
  t.match(job.job_id, uuidV7)
  t.notOk('cwd' in jobOf(plan.tasks, {}).job)
})
