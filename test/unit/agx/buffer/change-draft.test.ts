/** Appending Tasks to a draft: numbers go on, and the first new one reads from where it is told. */
import t from 'tap'
import { appendTasks, readFrom } from '../../../../agx/dist/buffer/change-draft.js'

const two = {
  tasks: [
    { task_number: 1, command: 'a' },
    { task_number: 2, command: 'b' },
  ],
}

function inputOf(draft: { tasks: { task_number: number; command: string }[] }, from: string | undefined) {
  let seen: readonly [number, number | undefined] | undefined
  appendTasks(draft, readFrom(from), (firstNumber, firstInput) => {
    seen = [firstNumber, firstInput]
    return []
  })
  return seen
}

t.test('where the first new task reads from', async (t) => {
  t.same(inputOf({ tasks: [] }, undefined), [1, undefined])
  t.same(inputOf(two, undefined), [3, 2])
  t.same(inputOf(two, 'NONE'), [3, undefined])
  t.same(inputOf(two, '1'), [3, 1])
})

t.test('a task that is not there is refused', async (t) => {
  t.throws(() => inputOf(two, '3'), /the plan has tasks 1 to 2/)
  t.throws(() => inputOf({ tasks: [] }, '1'), /no task yet/)
  t.throws(() => readFrom('last'), /--from must be/)
})

t.test('the draft itself is not changed', async (t) => {
  const { draft, added } = appendTasks(two, 'none', (task_number) => [{ task_number, command: 'c' }])
  t.equal(two.tasks.length, 2)
  t.same(
    draft.tasks.map((task) => task.command),
    ['a', 'b', 'c'],
  )
  t.same(added, [{ task_number: 3, command: 'c' }])
})
