/**
 * What AGQ refuses, word for word where others rely on the words, and that it refuses before anything is stored.
 */
import t from 'tap'
import { pipeline, plain, startAgq } from '../harness/index.ts'

const agq = await startAgq(t)
const connection = await agq.connect()

const task = (task_number: number, more: object = {}) => ({ task_number, command: 'cat', ...more })
const job = (tasks: readonly object[], more: object = {}) => ({
  job_id: 'refused',
  plan_id: 'p',
  tasks,
  ...more,
})

const verbatim: readonly (readonly [string, object])[] = [
  ['Invalid task numbering: gap between task 2 and 4', job([task(1), task(2), task(4)])],
  ['Invalid task numbering: duplicate task 2', job([task(1), task(2), task(2)])],
  ['Invalid task numbering: must start at 1, got 3', job([task(3)])],
  ['Invalid input_from_task: task 2 references itself', job([task(1), task(2, { input_from_task: 2 })])],
  [
    'Invalid input_from_task: task 1 references later task 3',
    job([task(1, { input_from_task: 3 }), task(2), task(3)]),
  ],
  [
    'Invalid input_from_task: task 3 references unknown task 9',
    job([task(1), task(2), task(3, { input_from_task: 9 })]),
  ],
  ['Too many tasks: 101 (maximum 100)', job(Array.from({ length: 101 }, (_, index) => task(index + 1)))],
  ['tasks must not be empty', job([])],
  ['Unknown field /tasks/0/comand (did you mean "command"?)', job([{ task_number: 1, comand: 'cat' }])],
]

t.test('verbatim texts', async (t) => {
  for (const [text, envelope] of verbatim) {
    t.equal(await connection.error('JOB.SUBMIT', JSON.stringify(envelope)), `ERR ${text}`)
    t.equal(
      await connection.error('PLAN.SUBMIT', JSON.stringify(envelope)),
      `ERR ${text}`,
      'the same for PLAN.SUBMIT',
    )
  }
})

const refused: readonly (readonly [string, string, RegExp])[] = [
  ['no JSON', '{', /^ERR ./],
  ['not an object', '[]', /^ERR ./],
  ['nothing', '', /^ERR ./],
  ['no job_id', JSON.stringify({ plan_id: 'p', tasks: [task(1)] }), /^ERR .*job_id/],
  ['no tasks', JSON.stringify({ job_id: 'j', plan_id: 'p' }), /^ERR .*tasks/],
  ['an id of 65', JSON.stringify(job([task(1)], { job_id: 'x'.repeat(65) })), /^ERR .*\/job_id/],
  ['an id with a space', JSON.stringify(job([task(1)], { job_id: 'a b' })), /^ERR .*\/job_id/],
  ['a blank command', JSON.stringify(job([task(1, { command: '  ' })])), /^ERR .*\/tasks\/0\/command/],
  [
    'a command of 257',
    JSON.stringify(job([task(1, { command: 'x'.repeat(257) })])),
    /^ERR .*\/tasks\/0\/command/,
  ],
  [
    '101 arguments',
    JSON.stringify(job([task(1, { args: Array(101).fill('x') })])),
    /^ERR .*\/tasks\/0\/args/,
  ],
  [
    'an argument of 65,537',
    JSON.stringify(job([task(1, { args: ['x'.repeat(65_537)] })])),
    /^ERR .*\/tasks\/0\/args/,
  ],
  [
    'an argument that is a number',
    JSON.stringify(job([task(1, { args: [1] })])),
    /^ERR .*\/tasks\/0\/args\/0/,
  ],
  ['a time-out of 0', JSON.stringify(job([task(1, { timeout_secs: 0 })])), /^ERR .*\/tasks\/0\/timeout_secs/],
  [
    'a time-out of 3601',
    JSON.stringify(job([task(1, { timeout_secs: 3601 })])),
    /^ERR .*\/tasks\/0\/timeout_secs/,
  ],
  ['a priority of 10', JSON.stringify(job([task(1)], { priority: 10 })), /^ERR .*\/priority/],
  ['an unknown field', JSON.stringify(job([task(1)], { colour: 'red' })), /^ERR Unknown field \/colour/],
  ['too deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /^(ERR|TOOBIG) ./],
  [
    'over 1 MiB',
    JSON.stringify(job([task(1, { args: Array(20).fill('x'.repeat(60_000)) })])),
    /^(ERR|TOOBIG) ./,
  ],
]

t.test('other refusals name the place', async (t) => {
  for (const [name, text, pattern] of refused) {
    const error = await connection.error('JOB.SUBMIT', text)
    t.match(error, pattern, name)
    t.ok(error.length < 500, `${name}: a line for people, not a dump (${error.length})`)
    t.equal(plain(await connection.call('PING')), 'PONG', 'the connection goes on')
  }
  t.equal(await connection.text('JOB.STATUS', 'refused'), null, 'nothing was stored')
})

t.test('commands', async (t) => {
  t.match(await connection.error('NO.SUCH'), /^ERR .*NO\.SUCH/i)
  t.match(await connection.error('JOB.SUBMIT'), /^ERR /)
  t.match(await connection.error('JOB.SUBMIT', '{}', 'INPT', 'x'), /^ERR /)
  t.match(await connection.error('SET', 'a', 'b'), /^(ERR|NOPERM) /, 'writing by key is refused')
  t.match(await connection.error('JOB.CANCEL', 'nobody'), /^NOTFOUND /)
  t.match(
    await connection.error('JOB.SUBMIT', JSON.stringify(job([task(1)])), 'INPUTREF', 'nothash'),
    /^(ERR|NOTFOUND) /,
  )
  const absent = 'a'.repeat(64)
  t.match(
    await connection.error('JOB.SUBMIT', JSON.stringify(job([task(1)])), 'INPUTREF', absent),
    /^(ERR|NOTFOUND) /,
  )
  t.equal(await connection.text('JOB.STATUS', 'refused'), null, 'nothing was stored')
  t.equal(await connection.text('JOB.STATUS', 'nobody'), null)
  t.equal(
    await connection.text('JOB.WHY', 'nobody').catch((error: Error) => error.message.slice(0, 8)),
    'NOTFOUND',
  )
})

t.test('version 0.1 is read', async (t) => {
  const old = {
    job_id: 'old',
    plan_id: 'p',
    steps: [
      { step_number: 1, command: 'no-such-tool' },
      { step_number: 2, command: 'cat', input_from_step: 1 },
    ],
  }
  t.equal(await connection.text('JOB.SUBMIT', JSON.stringify(old)), 'OK job_id=old')
})

t.test('the same Job again', async (t) => {
  const envelope = pipeline([['no-such-tool', 'a']])
  const first = await connection.submit(envelope, 'INPUT', 'x')
  t.equal(await connection.submit(envelope, 'INPUT', 'x'), first, 'same content, same reply')
  const { tasks, plan_id, job_id } = envelope
  t.equal(
    await connection.submit({ tasks, plan_id, job_id }, 'INPUT', 'x'),
    first,
    'the order of keys is not content',
  )
  const other = JSON.stringify({ ...envelope, tasks: pipeline([['no-such-tool', 'b']]).tasks })
  t.match(await connection.error('JOB.SUBMIT', other, 'INPUT', 'x'), /^DUPLICATE ./)
  t.match(
    await connection.error('JOB.SUBMIT', JSON.stringify(envelope), 'INPUT', 'y'),
    /^DUPLICATE ./,
    'other input',
  )
  const { rows } = await connection.page<{ job_id: string }>('JOB.LIST', 'PLAN', plan_id)
  t.same(
    rows.map((row) => row.job_id),
    [job_id],
    'it is there once',
  )
})
