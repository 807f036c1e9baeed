/** A pipeline as Tasks: numbered from where it is told, each reading from the one before. */
import t from 'tap'
import { pipelineToTasks } from '../../../../agx/dist/pipeline/pipeline-to-plan.js'

t.test('the first task reads the input, the others the one before', async (t) => {
  t.same(pipelineToTasks('a x | b | c'), [
    { task_number: 1, command: 'a', args: ['x'] },
    { task_number: 2, command: 'b', args: [], input_from_task: 1 },
    { task_number: 3, command: 'c', args: [], input_from_task: 2 },
  ])
})

t.test('appended tasks go on counting', async (t) => {
  t.same(pipelineToTasks('a | b', { firstNumber: 4, firstInput: 2, timeoutSecs: 9 }), [
    { task_number: 4, command: 'a', args: [], timeout_secs: 9, input_from_task: 2 },
    { task_number: 5, command: 'b', args: [], timeout_secs: 9, input_from_task: 4 },
  ])
})
