/** A status from a newer server is read: fields it does not know stay where they are. */
import { readJobStatus } from '@agenix/specs'
import t from 'tap'

const status = {
  job_id: 'j',
  plan_id: 'p',
  status: 'running',
  queue: 'default',
  priority: 5,
  attempt: 1,
  max_attempts: 1,
  created_at: '2026-01-31T09:30:00.000Z',
  running_task: 2,
  task_results: [],
}

t.test('known and unknown fields', async (t) => {
  const value = { ...status, mood: 'fine' }
  t.same(readJobStatus(JSON.stringify(value), 'all'), { ok: true, value, warnings: [] })
})

t.test('a status that is none', async (t) => {
  t.match(readJobStatus(JSON.stringify({ ...status, status: 'done' }), 'all'), {
    problems: [{ pointer: '/status', text: /^status must be one of "scheduled", "pending"/ }],
  })
})
