/** Numbering, wiring and times: the cases between the texts of the contract. */
import { readJob } from '@agenix/specs'
import t from 'tap'

const firstText = (job: object): string | undefined => {
  const read = readJob(JSON.stringify({ job_id: 'j', plan_id: 'p', ...job }), 'first')
  return read.ok ? undefined : read.problems[0].text
}
const numbered = (...numbers: readonly number[]) => ({
  tasks: numbers.map((task_number) => ({ task_number, command: 'cat' })),
})

t.test('numbering', async (t) => {
  const samples: readonly (readonly [readonly number[], string | undefined])[] = [
    [[1], undefined],
    [[1, 2, 3], undefined],
    [[2], 'must start at 1, got 2'],
    [[2, 3], 'must start at 1, got 2'],
    [[0, 1], 'must start at 1, got 0'],
    [[1, 0], 'must start at 1, got 0'],
    [[1, 3], 'gap between task 1 and 3'],
    [[1, 3, 5], 'gap between task 1 and 3'],
    [[1, 2, 3, 3], 'duplicate task 3'],
    [[1, 1, 5], 'duplicate task 1'],
    [[2, 1], 'expected task 1, got 2: list the tasks in order'],
    [[1, 3, 2], 'expected task 2, got 3: list the tasks in order'],
  ]
  for (const [numbers, words] of samples)
    t.equal(firstText(numbered(...numbers)), words && `Invalid task numbering: ${words}`, String(numbers))
})

t.test('what only isolation gives is refused without it', async (t) => {
  const task = { task_number: 1, command: 'cat' }
  for (const more of [
    { network: 'none' },
    { network: 'host' },
    { read_paths: [] },
    { write_paths: ['/data'] },
  ]) {
    const [name = ''] = Object.keys(more)
    const text = `${name} needs "sandbox": "isolated": add that, or remove /tasks/0/${name}`
    t.equal(firstText({ tasks: [{ ...task, ...more }] }), text)
    t.equal(firstText({ tasks: [{ ...task, sandbox: 'none', ...more }] }), text)
    t.equal(firstText({ tasks: [{ ...task, sandbox: 'isolated', ...more }] }), undefined)
  }
})

t.test('a path to declare is absolute and goes nowhere but down', async (t) => {
  const faultOf = (path: string): string | undefined =>
    firstText({ tasks: [{ task_number: 1, command: 'cat', sandbox: 'isolated', read_paths: [path] }] })
  for (const path of ['/', '/data', '/data/', '/a b/..c', '/a/...', '/..a', '/ü', '/a/.b/./c'])
    t.equal(faultOf(path), undefined, path)
  for (const path of ['', 'data', './x', '~/x', '..', '/..', '/../x', '/a/..', '/a/../b', '/a/../'])
    t.match(faultOf(path), /must be an absolute path without '\.\.'/, path)
  t.ok(faultOf('/a\u0000b'), 'no path holds a NUL')
})

t.test('a Task may read any earlier Task, and several may read the same one', async (t) => {
  const tasks = [1, 2, 3, 4].map((n) => ({
    task_number: n,
    command: 'cat',
    ...(n > 1 ? { input_from_task: 1 } : {}),
  }))
  t.equal(firstText({ tasks }), undefined)
})

t.test('all: every wrong wire, and the numbers although something else is wrong too', async (t) => {
  const tasks = [
    { task_number: 1, command: 'cat', input_from_task: 2 },
    { task_number: 2, command: 'cat', input_from_task: 2 },
    { task_number: 3, command: 'cat', input_from_task: 7, timeout_secs: 0 },
  ]
  const read = readJob(JSON.stringify({ job_id: 'j', tasks, colour: 1 }), 'all')
  t.same(read.ok ? [] : read.problems.map((problem) => problem.pointer), [
    '/plan_id',
    '/colour',
    '/tasks/2/timeout_secs',
    '/tasks/0/input_from_task',
    '/tasks/1/input_from_task',
    '/tasks/2/input_from_task',
  ])
})

t.test('expires_at lies after not_before', async (t) => {
  const times = (not_before: string, expires_at: string) =>
    firstText({ not_before, expires_at, ...numbered(1) })
  t.equal(times('2026-01-31T09:30:00Z', '2026-01-31T09:30:00.001Z'), undefined)
  t.equal(times('2026-01-31T09:30:00+02:00', '2026-01-31T08:00:00Z'), undefined, 'offsets count')
  t.match(
    times('2026-01-31T09:30:00Z', '2026-01-31T10:30:00+01:00'),
    /^expires_at must be after not_before, got /,
  )
})
