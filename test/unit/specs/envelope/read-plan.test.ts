/** Plans, drafts, and what PLAN.SUBMIT takes: which ids each needs, and which it refuses. */
import assert from 'node:assert/strict'
import { readPlan, readPlanDraft, readPlanOrJob } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'
import { job } from './arbitrary.ts'

const task = { task_number: 1, command: 'sort' }

t.test('property: a Job without its job_id is a Plan, with it a Job', async (t) => {
  fc.assert(
    fc.property(job, (envelope) => {
      const { job_id: _, ...plan } = envelope
      const value: unknown = JSON.parse(JSON.stringify(plan))
      assert.deepEqual(readPlan(JSON.stringify(plan), 'first'), { ok: true, value, warnings: [] })
      assert.deepEqual(readPlanDraft(JSON.stringify(plan), 'first'), { ok: true, value, warnings: [] })
      const asPlan = readPlanOrJob(JSON.stringify(plan), 'first')
      assert.deepEqual(asPlan, { ok: true, value: { kind: 'plan', plan: value }, warnings: [] })
      const asJob = readPlanOrJob(Buffer.from(JSON.stringify(envelope)), 'all')
      assert.equal(asJob.ok && asJob.value.kind, 'job')
      assert.ok(readPlanDraft(JSON.stringify(envelope), 'first').ok)
    }),
  )
  t.pass()
})

t.test('a Plan has a plan_id and no job_id', async (t) => {
  t.match(readPlan(JSON.stringify({ tasks: [task] }), 'all'), { problems: [{ pointer: '/plan_id' }] })
  t.same(readPlan(JSON.stringify({ job_id: 'j', plan_id: 'p', tasks: [task] }), 'all'), {
    ok: false,
    problems: [
      {
        pointer: '/job_id',
        text: 'Unknown field /job_id (a Plan has none: remove it, or submit it as a Job)',
      },
    ],
  })
  t.match(readPlan('{"plan_id":"p","tasks":[]}', 'first'), {
    problems: [{ text: 'tasks must not be empty' }],
  })
})

t.test('a draft may be empty, and yet has tasks', async (t) => {
  t.same(readPlanDraft('{"tasks":[]}', 'all'), { ok: true, value: { tasks: [] }, warnings: [] })
  t.match(readPlanDraft('{}', 'all'), { problems: [{ text: 'Missing field /tasks: add it' }] })
  t.match(readPlanDraft('{"tasks":[{"task_number":2,"command":"x"}]}', 'all'), {
    problems: [{ text: 'Invalid task numbering: must start at 1, got 2' }],
  })
})

t.test('a job_id of the wrong kind still says Job', async (t) => {
  const text = 'job_id must be a string, got null at /job_id'
  const read = readPlanOrJob(JSON.stringify({ job_id: null, plan_id: 'p', tasks: [task] }), 'all')
  t.same(read, { ok: false, problems: [{ pointer: '/job_id', text }] })
  t.match(readPlanOrJob('[', 'first'), { ok: false })
  t.match(readPlanOrJob('7', 'first'), { problems: [{ text: 'the document must be an object, got 7' }] })
})
