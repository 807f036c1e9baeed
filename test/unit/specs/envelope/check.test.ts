/** All problems are listed for people, and no document makes that dear: bounded in number, bounded in work. */
import { readAction, readJob, readRegistration } from '@agenix/specs'
import t from 'tap'

const problemsOf = (
  read: ReturnType<typeof readJob> | ReturnType<typeof readAction> | ReturnType<typeof readRegistration>,
) => (read.ok ? [] : read.problems)

t.test('all problems of a document, in one reading', async (t) => {
  const job = {
    job_id: 'a b',
    queue: 'é',
    tasks: [
      { task_number: 1, comand: 'sort', timeout_secs: 0 },
      { task_number: 2, command: '', args: [1, 2] },
    ],
    colour: 'red',
  }
  t.same(
    problemsOf(readJob(JSON.stringify(job), 'all')).map((problem) => problem.pointer),
    [
      '/plan_id',
      '/colour',
      '/job_id',
      '/queue',
      '/tasks/0/comand',
      '/tasks/0/timeout_secs',
      '/tasks/1/command',
      '/tasks/1/args/0',
      '/tasks/1/args/1',
    ],
  )
  t.equal(problemsOf(readJob(JSON.stringify(job), 'first')).length, 1)
})

t.test('the first problem is one of all', async (t) => {
  for (const job of [
    {},
    { tasks: [] },
    { job_id: 'j', plan_id: 'p', tasks: [{}] },
    { job_id: 'j', plan_id: 'p', tasks: [{ a: 1, b: 2 }] },
  ]) {
    const [first] = problemsOf(readJob(JSON.stringify(job), 'first'))
    const all = problemsOf(readJob(JSON.stringify(job), 'all'))
    t.ok(all.some((problem) => problem.text === first?.text))
  }
})

t.test('at most 100 problems', async (t) => {
  const args = Array.from({ length: 100 }, (_, i) => i)
  const tasks = Array.from({ length: 100 }, (_, i) => ({ task_number: i + 1, command: 'x', args }))
  t.equal(problemsOf(readJob(JSON.stringify({ job_id: 'j', plan_id: 'p', tasks }), 'all')).length, 100)
  const action = { action_id: 'a', plan_id: 'p', inputs: Array.from({ length: 150 }, (_, i) => i) }
  t.equal(problemsOf(readAction(JSON.stringify(action), 'all')).length, 100)
})

t.test('of many unknown names only the first twenty are held against a missing one', async (t) => {
  const task = (strangers: number) => ({
    task_number: 1,
    ...Object.fromEntries(Array.from({ length: strangers }, (_, i) => [`zzzzzzzz${i}`, 1])),
    comand: 'sort',
  })
  const firstText = (strangers: number) =>
    problemsOf(readJob(JSON.stringify({ job_id: 'j', plan_id: 'p', tasks: [task(strangers)] }), 'first'))[0]
      ?.text
  t.equal(firstText(19), 'Unknown field /tasks/0/comand (did you mean "command"?)')
  t.equal(firstText(20), 'Missing field /tasks/0/command: add it')
})

t.test('documents made to cost: one problem, found at once', async (t) => {
  const job = (tasks: unknown, more: object = {}) =>
    JSON.stringify({ job_id: 'j', plan_id: 'p', tasks, ...more })
  const numbers = Array.from({ length: 400_000 }, () => 1)
  const names = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`comman${i}`, 1]))
  const hostile: readonly (readonly [string, () => ReturnType<typeof problemsOf>])[] = [
    ['tasks of numbers', () => problemsOf(readJob(job(numbers), 'all'))],
    [
      'args of numbers',
      () => problemsOf(readJob(job([{ task_number: 1, command: 'x', args: numbers }]), 'all')),
    ],
    ['a Job of unknown fields', () => problemsOf(readJob(job([], names), 'all'))],
    [
      'a Task of unknown fields and without a command',
      () => problemsOf(readJob(job([{ task_number: 1, ...names }]), 'all')),
    ],
    [
      'env of numbers',
      () => problemsOf(readJob(job([{ task_number: 1, command: 'x' }], { env: names }), 'all')),
    ],
    [
      'inputs of numbers',
      () => problemsOf(readAction(JSON.stringify({ action_id: 'a', plan_id: 'p', inputs: numbers }), 'all')),
    ],
    [
      'tools of numbers',
      () => problemsOf(readRegistration(JSON.stringify({ capabilities: { tools: numbers } }), 'all')),
    ],
  ]
  for (const [name, read] of hostile) {
    const started = process.cpuUsage()
    t.equal(read().length, 1, name)
    const { user } = process.cpuUsage(started)
    // Reading 800 KB of JSON takes some 20 ms; listing 400,000 errors took half a second.
    t.ok(user < 300_000, `${name}: ${user / 1000} ms`)
  }
})

t.test('texts never carry a stranger’s megabyte, nor control characters', async (t) => {
  const long = 'x'.repeat(100_000)
  const samples = [
    { [`a\u001b[31m\r\n${'y'.repeat(1000)}`]: 1 },
    { job_id: long, plan_id: 'p', tasks: [] },
    { job_id: '\r\n+OK', plan_id: 'p', tasks: [] },
    { job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, command: 'x', sandbox: long }] },
    { job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, command: 'x' }], labels: { '\n': 'x' } },
    { job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, command: 'x' }], env: { '\n': 7 } },
  ]
  for (const sample of samples)
    for (const { text } of problemsOf(readJob(JSON.stringify(sample), 'all'))) {
      t.ok(text.length < 600, text.slice(0, 100))
      t.notMatch(text, /[\p{C}\p{Zl}\p{Zp}]/u)
    }
})
