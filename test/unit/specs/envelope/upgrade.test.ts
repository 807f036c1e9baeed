/** Version 0.1: recognised by `steps` without `tasks`, upgraded with a warning, strict about its own fields. */
import assert from 'node:assert/strict'
import { readJob, readPlan, readPlanDraft, readPlanOrJob } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'
import { job } from './arbitrary.ts'

const warning =
  'Version 0.1 is deprecated: rename steps to tasks, step_number to task_number and input_from_step to input_from_task'
const step = { step_number: 1, command: 'sort' }
const texts = (value: object): readonly string[] => {
  const read = readJob(JSON.stringify({ job_id: 'j', plan_id: 'p', ...value }), 'all')
  return read.ok ? [] : read.problems.map((problem) => problem.text)
}

t.test('property: a Job written in 0.1 is the same Job as written in 0.2', async (t) => {
  fc.assert(
    fc.property(job, ({ job_id, plan_id, tasks }) => {
      const kept = tasks.map(({ task_number, command, args, timeout_secs, input_from_task }) => ({
        task_number,
        command,
        args,
        timeout_secs,
        input_from_task,
      }))
      const steps = kept.map(({ task_number, input_from_task, ...same }) => ({
        step_number: task_number,
        ...same,
        input_from_step: input_from_task,
      }))
      const older = readJob(JSON.stringify({ job_id, plan_id, steps }), 'first')
      const newer = readJob(JSON.stringify({ job_id, plan_id, tasks: kept }), 'first')
      assert.deepEqual(older, { ...newer, warnings: [warning] })
    }),
  )
  t.pass()
})

t.test('Plans, drafts and either of them too', async (t) => {
  const expected = { ok: true, value: { tasks: [{ task_number: 1, command: 'sort' }] }, warnings: [warning] }
  t.match(readPlan(JSON.stringify({ plan_id: 'p', steps: [step] }), 'first'), expected)
  t.match(readPlanDraft(JSON.stringify({ steps: [step] }), 'first'), expected)
  t.same(readPlanDraft('{"steps":[]}', 'first'), { ok: true, value: { tasks: [] }, warnings: [warning] })
  const either = readPlanOrJob(JSON.stringify({ job_id: 'j', plan_id: 'p', steps: [step] }), 'first')
  t.match(either, { ok: true, value: { kind: 'job', job: { job_id: 'j' } }, warnings: [warning] })
})

t.test('what 0.2 requires, 0.1 requires', async (t) => {
  t.match(readJob(JSON.stringify({ plan_id: 'p', steps: [step] }), 'first'), {
    problems: [{ pointer: '/job_id' }],
  })
  t.match(readPlan(JSON.stringify({ steps: [step] }), 'first'), { problems: [{ pointer: '/plan_id' }] })
  t.same(readPlan(JSON.stringify({ job_id: 'j', plan_id: 'p', steps: [step] }), 'first'), {
    ok: false,
    problems: [
      {
        pointer: '/job_id',
        text: 'Unknown field /job_id (a Plan has none: remove it, or submit it as a Job)',
      },
    ],
  })
})

t.test('fields of 0.2 are unknown to 0.1', async (t) => {
  t.same(texts({ steps: [step], queue: 'q' }), [
    'Unknown field /queue (known in version 0.1: job_id, plan_id, plan_description, steps)',
  ])
  t.same(texts({ steps: [{ ...step, env: {} }] }), [
    'Unknown field /steps/0/env (known in version 0.1: step_number, command, args, timeout_secs, input_from_step)',
  ])
  t.same(texts({ steps: [{ ...step, input_from_task: 1 }] }), [
    'Unknown field /steps/0/input_from_task (did you mean "input_from_step"?)',
  ])
})

t.test('with both steps and tasks it is 0.2', async (t) => {
  t.same(texts({ steps: [], tasks: [{ task_number: 1, command: 'sort' }] }), [
    'Unknown field /steps (did you mean "tasks"?)',
  ])
  t.same(texts({ tasks: [{ step_number: 1, command: 'sort' }] }), [
    'Unknown field /tasks/0/step_number (did you mean "task_number"?)',
  ])
})

t.test('broken steps are refused with the pointers of 0.1', async (t) => {
  t.same(texts({ steps: 7 }), ['steps must be an array, got 7 at /steps'])
  t.same(texts({ steps: [{ ...step, timeout_secs: 0 }] }), [
    'timeout_secs must be between 1 and 3600, got 0 at /steps/0/timeout_secs',
  ])
  t.same(texts({ steps: [{ ...step, step_number: 0 }] }), ['Invalid task numbering: must start at 1, got 0'])
})
