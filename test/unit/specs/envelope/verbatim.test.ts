/** The texts that others rely on, word for word, as the contract has them. */
import { readJob } from '@agenix/specs'
import t from 'tap'

type Numbers = readonly (number | readonly [number, number])[]

const envelope = (numbers: Numbers): string =>
  JSON.stringify({
    job_id: 'j',
    plan_id: 'p',
    tasks: numbers.map((entry) => {
      const [task_number, input_from_task] = [entry].flat()
      return { task_number, command: 'cat', input_from_task }
    }),
  })

const hundred = Array.from({ length: 101 }, (_, i) => i + 1)

const texts: readonly (readonly [string, string, string])[] = [
  ['Invalid task numbering: gap between task 2 and 4', '/tasks/2/task_number', envelope([1, 2, 4])],
  ['Invalid task numbering: duplicate task 2', '/tasks/2/task_number', envelope([1, 2, 2])],
  ['Invalid task numbering: must start at 1, got 3', '/tasks/0/task_number', envelope([3, 4])],
  ['Invalid input_from_task: task 2 references itself', '/tasks/1/input_from_task', envelope([1, [2, 2]])],
  [
    'Invalid input_from_task: task 1 references later task 3',
    '/tasks/0/input_from_task',
    envelope([[1, 3], 2, 3]),
  ],
  [
    'Invalid input_from_task: task 3 references unknown task 9',
    '/tasks/2/input_from_task',
    envelope([1, 2, [3, 9]]),
  ],
  ['Too many tasks: 101 (maximum 100)', '/tasks', envelope(hundred)],
  ['tasks must not be empty', '/tasks', envelope([])],
  [
    'Unknown field /tasks/0/comand (did you mean "command"?)',
    '/tasks/0/comand',
    '{"job_id":"j","plan_id":"p","tasks":[{"task_number":1,"comand":"sort"}]}',
  ],
]

for (const [text, pointer, source] of texts) {
  t.test(text, async (t) => {
    for (const report of ['first', 'all'] as const)
      t.same(readJob(source, report), { ok: false, problems: [{ pointer, text }] }, report)
  })
}

t.test('the same in version 0.1, with its own pointers', async (t) => {
  for (const [text, pointer, source] of texts) {
    const older = source
      .replaceAll('tasks', 'steps')
      .replaceAll('task_number', 'step_number')
      .replaceAll('input_from_task', 'input_from_step')
    const expected = {
      pointer: pointer
        .replace('tasks', 'steps')
        .replace('task_number', 'step_number')
        .replace('input_from_task', 'input_from_step'),
      text: text.replace('/tasks/', '/steps/'),
    }
    t.same(readJob(older, 'first'), { ok: false, problems: [expected] }, text)
  }
})
