/** How a cancelled Job was stopped, in words. */
import type { JobStatusView } from '@agenix/specs'
import t from 'tap'
import { describeReceipt, describeStop } from '../../../../agx/dist/render/stop-text.js'

const at = '2026-01-02T03:04:05.000Z'

t.test('signals and what they came to', async (t) => {
  t.equal(
    describeReceipt({ cause: 'cancel', term_at: at, killed: 0, left: 0 }),
    `SIGTERM at ${at}, nothing left`,
  )
  t.equal(
    describeReceipt({ cause: 'cancel', term_at: at, kill_at: at, killed: 2, left: 1 }),
    `SIGTERM at ${at}, SIGKILL at ${at}, 2 more processes killed, 1 cannot be killed`,
  )
})

t.test('the Job, then the tasks that were stopped this time', async (t) => {
  const receipt = { cause: 'cancel', term_at: at, killed: 0, left: 0 }
  const status = {
    job_id: 'j',
    status: 'cancelled',
    cancel: { requested_at: at, worker_id: 'w', stopped_at: at },
    task_results: [
      { task_number: 1, command: 'old', receipt, from_attempt: 1 },
      { task_number: 2, command: 'cat', receipt },
    ],
  } as unknown as JobStatusView
  t.same(describeStop(status), [
    `Job j is cancelled: worker w said at ${at} that nothing of it runs any more.`,
    `task 2 (cat): SIGTERM at ${at}, nothing left`,
  ])
  const { cancel: _, ...waiting } = status
  t.same(describeStop(waiting), ['Job j is cancelled: it was not running.'])
  const lost = { ...status, cancel: { worker_id: 'w' }, task_results: [] }
  t.same(describeStop(lost), ['Job j is cancelled: worker w is gone without a word.'])
})
