/**
 * Plans that are stored and held to, and Actions: many Jobs from one Plan and many inputs, all or nothing.
 */
import t from 'tap'
import { type JobStatus, offers, plain, startAgq, startAgw, taskResult } from '../harness/index.ts'

const agq = await startAgq(t)
await startAgw(t, agq, { concurrency: 4 })
const connection = await agq.connect()
const plan = (plan_id: string, commands: readonly (readonly string[])[]) => ({
  plan_id,
  tasks: commands.map(([command, ...args], index) => ({
    task_number: index + 1,
    command,
    args,
    ...(index > 0 && { input_from_task: index }),
  })),
})

t.test('a Plan is stored, read, listed and deleted', async (t) => {
  const stored = plan('count', [['sort'], ['uniq', '-c']])
  t.equal(await connection.text('PLAN.SUBMIT', JSON.stringify(stored)), 'OK plan_id=count')
  t.equal(
    await connection.text('PLAN.SUBMIT', JSON.stringify(stored)),
    'OK plan_id=count',
    'again is the same',
  )
  t.match(await connection.json('PLAN.GET', 'count'), stored)
  t.equal(await connection.text('PLAN.GET', 'nothing'), null)
  await connection.text('PLAN.SUBMIT', JSON.stringify(plan('other', [['cat']])))
  const { cursor, rows } = await connection.page<{ plan_id: string }>('PLAN.LIST')
  t.equal(cursor, null)
  t.same(rows.map(({ plan_id }) => plan_id).sort(), ['count', 'other'])
  const { rows: some } = await connection.page<{ plan_id: string }>('PLAN.LIST', 'cou*')
  t.same(
    some.map(({ plan_id }) => plan_id),
    ['count'],
  )
  t.same(await connection.call('PLAN.DELETE', 'other'), { kind: 'int', value: 1 })
  t.same(await connection.call('PLAN.DELETE', 'other'), { kind: 'int', value: 0 })
})

t.test('PLAN.SUBMIT with a job_id submits a Job', async (t) => {
  const job = { job_id: 'by-plan', ...plan('elsewhere', [['no-such-tool']]) }
  t.equal(await connection.text('PLAN.SUBMIT', JSON.stringify(job)), 'OK job_id=by-plan')
  t.match(await connection.status('by-plan'), { plan_id: 'elsewhere', status: 'pending' })
})

t.test('Jobs of a stored Plan keep its commands, order and wiring', async (t) => {
  await connection.text('PLAN.SUBMIT', JSON.stringify(plan('held', [['no-such-tool', 'a'], ['cat']])))
  const job = (job_id: string, commands: readonly (readonly string[])[]) =>
    JSON.stringify({ job_id, ...plan('held', commands) })
  t.equal(
    await connection.text(
      'JOB.SUBMIT',
      job('h1', [
        ['no-such-tool', 'b'],
        ['cat', '-n'],
      ]),
    ),
    'OK job_id=h1',
  )
  const mismatch = /^ERR Plan held is stored with other tasks: ./
  t.match(await connection.error('JOB.SUBMIT', job('h2', [['no-such-tool']])), mismatch)
  t.match(await connection.error('JOB.SUBMIT', job('h2', [['cat'], ['no-such-tool']])), mismatch)
  const unwired = JSON.parse(job('h2', [['no-such-tool'], ['cat']]))
  unwired.tasks[1].input_from_task = undefined
  t.match(await connection.error('JOB.SUBMIT', JSON.stringify(unwired)), mismatch)
  t.equal(await connection.text('JOB.STATUS', 'h2'), null)
  t.match(await connection.error('PLAN.DELETE', 'held'), /^ERR /, 'not while Jobs of it are active')
  t.match(await connection.text('JOB.CANCEL', 'h1'), /^OK/)
  t.same(await connection.call('PLAN.DELETE', 'held'), { kind: 'int', value: 1 })
})

t.test('an Action', async (t) => {
  const greet = {
    plan_id: 'greet',
    tasks: [
      { task_number: 1, command: 'printf', args: ['%s|', '{{name}}', 'x{{name}}y', '$(id) {{n}}'] },
      { task_number: 2, command: 'cat', input_from_task: 1 },
    ],
  }
  await connection.text('PLAN.SUBMIT', JSON.stringify(greet))
  const inputs = [
    { name: 'Ada Lovelace', n: 1 },
    { name: '$HOME; rm -rf "*"', n: 2 },
    { name: 'ä€ \n', n: 3 },
  ]
  const action = { action_id: 'greetings', plan_id: 'greet', inputs }
  const reply = await connection.text('ACTION.SUBMIT', JSON.stringify(action))
  t.equal(reply, 'OK action_id=greetings jobs_created=3')
  t.equal(await connection.text('ACTION.SUBMIT', JSON.stringify(action)), reply, 'again is the same Action')
  const { rows } = await connection.page<JobStatus>('JOB.LIST', 'ACTION', 'greetings')
  t.equal(rows.length, 3)
  const outputs = []
  for (const { job_id } of rows) {
    const status = await connection.wait(job_id)
    t.match(status, { status: 'completed', action_id: 'greetings', plan_id: 'greet' })
    outputs.push(taskResult(status, 2).stdout)
  }
  const wanted = inputs.map(({ name, n }) => `${name}|x${name}y|$(id) ${n}|`)
  t.same(outputs.sort(), wanted.sort(), 'values are arguments, never shell')
  const status = await connection.json<object>('ACTION.STATUS', 'greetings')
  t.match(JSON.stringify(status), /"completed":3/)
})

t.test(
  'Actions are listed',
  { skip: !(await offers(connection, 'ACTION.LIST')) && 'not offered yet' },
  async (t) => {
    t.match(JSON.stringify(plain(await connection.call('ACTION.LIST'))), /greetings/)
  },
)

t.test("an input's JSON is the first task's stdin", async (t) => {
  await connection.text('PLAN.SUBMIT', JSON.stringify(plan('echo', [['cat']])))
  await connection.text(
    'ACTION.SUBMIT',
    JSON.stringify({ action_id: 'e', plan_id: 'echo', inputs: [{ a: [1, 'x'] }] }),
  )
  const { rows } = await connection.page<JobStatus>('JOB.LIST', 'ACTION', 'e')
  const status = await connection.wait(rows[0]?.job_id ?? '')
  t.same(JSON.parse(taskResult(status, 1).stdout), { a: [1, 'x'] })
})

t.test('all or nothing', async (t) => {
  const missing = { action_id: 'half', plan_id: 'greet', inputs: [{ name: 'a', n: 1 }, { name: 'b' }] }
  t.match(await connection.error('ACTION.SUBMIT', JSON.stringify(missing)), /^ERR .*n/)
  t.same((await connection.page('JOB.LIST', 'ACTION', 'half')).rows, [], 'no Job of it exists')
  const unknown = { action_id: 'x', plan_id: 'no-such-plan', inputs: [{}] }
  t.match(await connection.error('ACTION.SUBMIT', JSON.stringify(unknown)), /^(ERR|NOTFOUND) .*no-such-plan/)
  t.match(await connection.error('ACTION.SUBMIT', '{"action_id":"x","plan_id":"greet","inputs":[]}'), /^ERR /)
})

const cancels = await offers(connection, 'ACTION.CANCEL')
t.test('an Action is cancelled as a whole', { skip: !cancels && 'not offered yet' }, async (t) => {
  await connection.text('PLAN.SUBMIT', JSON.stringify(plan('stuck', [['no-such-tool']])))
  await connection.text(
    'ACTION.SUBMIT',
    JSON.stringify({ action_id: 's', plan_id: 'stuck', inputs: [{}, {}, {}] }),
  )
  t.match(await connection.text('ACTION.CANCEL', 's'), /^OK|cancel/i)
  t.match(JSON.stringify(await connection.json('ACTION.STATUS', 's')), /"cancelled":3/)
})
