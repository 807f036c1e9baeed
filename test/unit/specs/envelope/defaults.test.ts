/** withDefaults: nothing optional is left open, and nothing given is changed. */
import assert from 'node:assert/strict'
import { readJob, withDefaults } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'
import { job } from './arbitrary.ts'

t.test('a plain Job, completed', async (t) => {
  const plain = { job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }] }
  t.same(withDefaults(plain), {
    job_id: 'j',
    plan_id: 'p',
    plan_description: null,
    queue: 'default',
    priority: 5,
    max_attempts: 1,
    backoff: { base_secs: 1, factor: 2, max_secs: 3600 },
    retry_exit_codes: null,
    not_before: null,
    expires_at: null,
    requires: [],
    env: {},
    cwd: null,
    concurrency_key: null,
    concurrency_limit: 1,
    labels: {},
    tasks: [
      {
        task_number: 1,
        command: 'true',
        args: [],
        timeout_secs: 300,
        input_from_task: null,
        env: {},
        cwd: null,
        ok_exit_codes: [0],
        limits: {
          memory_mb: null,
          cpu_secs: null,
          output_bytes: 268_435_456,
          processes: null,
          open_files: null,
        },
        sandbox: 'none',
        network: 'none',
        read_paths: [],
        write_paths: [],
      },
    ],
  })
})

const isolationFields = ['network', 'read_paths', 'write_paths']

const holds = (complete: unknown, given: unknown): void => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) assert.deepEqual(complete, given)
  else
    for (const [name, value] of Object.entries(given))
      holds((complete as Record<string, unknown>)[name], value)
}

t.test('property: what is given stays, and what is filled in is valid', async (t) => {
  fc.assert(
    fc.property(job, (envelope) => {
      const complete = withDefaults(envelope)
      const { tasks, ...rest } = envelope
      holds(complete, rest)
      for (const [index, task] of tasks.entries()) holds(complete.tasks[index], task)
      // `null` is not said in an envelope, and some fields need others: without those it is a Job again.
      const said = JSON.parse(JSON.stringify(complete), (_, value) => (value === null ? undefined : value))
      if (said.concurrency_key === undefined) delete said.concurrency_limit
      // What only an isolated Task may declare.
      for (const task of said.tasks) {
        if (task.sandbox === 'none') for (const name of isolationFields) delete task[name]
      }
      assert.ok(readJob(JSON.stringify(said), 'first').ok)
    }),
  )
  t.pass()
})
