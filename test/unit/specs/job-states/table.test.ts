/** The life of a Job: the table is whole, and nextStatus is the table. */
import {
  isTerminal,
  type JobEvent,
  type JobStatus,
  jobStates,
  jobTransitions,
  nextStatus,
} from '@agenix/specs'
import t from 'tap'

const statuses = jobStates.map((state) => state.status)
const events = [...new Set(jobTransitions.map((transition) => transition.event))]

t.test('the statuses of the contract', async (t) => {
  t.same(statuses, ['scheduled', 'pending', 'running', 'completed', 'failed', 'cancelled', 'dead'])
  t.same(statuses.filter(isTerminal), ['completed', 'failed', 'cancelled', 'dead'])
})

t.test('the transitions, one by one', async (t) => {
  const expected: readonly (readonly [string, JobEvent, JobStatus])[] = [
    ['null', 'submit', 'pending'],
    ['null', 'submit_later', 'scheduled'],
    ['scheduled', 'due', 'pending'],
    ['pending', 'lease', 'running'],
    ['running', 'complete', 'completed'],
    ['running', 'fail', 'failed'],
    ['running', 'retry', 'scheduled'],
    ['running', 'exhaust', 'dead'],
    ['running', 'lose', 'pending'],
    ['running', 'poison', 'dead'],
    ['running', 'release', 'pending'],
    ['scheduled', 'cancel', 'cancelled'],
    ['pending', 'cancel', 'cancelled'],
    ['running', 'cancel', 'cancelled'],
    ['scheduled', 'expire', 'failed'],
    ['pending', 'expire', 'failed'],
    ['failed', 'retry_by_hand', 'pending'],
    ['dead', 'retry_by_hand', 'pending'],
    ['cancelled', 'retry_by_hand', 'pending'],
  ]
  t.same(
    jobTransitions.map(({ from, event, to }) => [String(from), event, to]),
    expected,
  )
})

t.test('nextStatus answers for every pair what the table says, and nothing else', async (t) => {
  for (const from of [null, ...statuses])
    for (const event of events) {
      const rows = jobTransitions.filter((row) => row.from === from && row.event === event)
      t.ok(rows.length <= 1, 'an event leads to one status')
      t.equal(nextStatus(from, event), rows[0]?.to)
    }
})

t.test('nothing that happens by itself leaves a terminal status', async (t) => {
  const leaving = jobTransitions.filter(({ from }) => from !== null && isTerminal(from))
  t.same([...new Set(leaving.map((row) => row.event))], ['retry_by_hand'])
  t.notOk(leaving.some((row) => row.from === 'completed'))
})

t.test('every status can be reached, and from every one an end can be reached', async (t) => {
  const reach = (start: JobStatus | null): ReadonlySet<JobStatus | null> => {
    const seen = new Set<JobStatus | null>([start])
    for (const at of seen) for (const row of jobTransitions) if (row.from === at) seen.add(row.to)
    return seen
  }
  for (const status of statuses) {
    t.ok(reach(null).has(status))
    t.ok([...reach(status)].some((s) => s !== null && isTerminal(s)))
  }
})

t.test('frozen', async (t) => {
  for (const data of [jobStates, jobTransitions, ...jobStates, ...jobTransitions]) t.ok(Object.isFrozen(data))
})
