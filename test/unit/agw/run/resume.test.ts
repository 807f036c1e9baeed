/** A Job that begins at a later task: the kept outputs stand where the earlier tasks would have left them. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { sha256Hex } from '@agenix/specs'
import t from 'tap'
import type { KeptOutput } from '../../../../agw/dist/run/grant.js'
import { runJob, textOf } from './run-one-job.ts'

const kept = (task: number, text: string): KeptOutput => ({
  task,
  in: 'hand',
  sha256: sha256Hex(text),
  bytes: Buffer.from(text),
})
const tasks = (mark: string) => [
  { command: 'sh', args: ['-c', `touch ${mark}; echo never`] },
  { command: 'sh', args: ['-c', `touch ${mark}; echo never`], input_from_task: 1 },
  { command: 'tr', args: ['a-z', 'A-Z'], input_from_task: 2 },
  { command: 'sh', args: ['-c', 'cat; echo task $AGX_TASK'], input_from_task: 3 },
]

t.test('runs and reports only the tasks from there on', async (t) => {
  const directory = t.testdir()
  const mark = `${directory}/mark`
  const resume = { fromTask: 3, outputs: [kept(2, 'kept\n')] }
  const ended = await runJob(directory, tasks(mark), { resume, inputRef: 'f'.repeat(64) })
  t.equal(ended.verdict, 'complete', 'and the input of task 1 is not asked for')
  t.match(ended.tasks, [{ task_number: 3 }, { task_number: 4 }])
  t.equal(ended.tasks.length, 2)
  t.equal(textOf(ended.tasks[1]), 'KEPT\ntask 4\n')
  t.notOk(existsSync(mark), 'what went before did not run')
  t.strictSame(readdirSync(ended.roots.spool), [], 'and nothing is left in the spool')
})

t.test('a large one is fetched', async (t) => {
  const resume = { fromTask: 3, outputs: [{ task: 2, in: 'blob', sha256: 'ab' } as const] }
  const asked: string[] = []
  const { verdict, tasks: reports } = await runJob(t.testdir(), tasks('/dev/null'), {
    resume,
    outlet: {
      fetchInput: async (sha256, path) => {
        asked.push(sha256)
        writeFileSync(path, 'large\n')
      },
    },
  })
  t.equal(verdict, 'complete')
  t.same(asked, ['ab'])
  t.equal(textOf(reports[1]), 'LARGE\ntask 4\n')
})

const troubles: readonly (readonly [string, KeptOutput, RegExp])[] = [
  ['gone', { task: 2, in: 'nothing' }, /AGQ has it no more/],
  ['damaged', { ...kept(2, 'kept'), sha256: sha256Hex('other') } as KeptOutput, /came with another hash/],
  ['not fetched', { task: 2, in: 'blob', sha256: 'ab' }, /no input was promised/],
]

for (const [how, output, says] of troubles) {
  t.test(`an output that is ${how} is the worker's trouble, and nothing runs`, async (t) => {
    const directory = t.testdir()
    const { verdict, report, roots } = await runJob(directory, tasks(`${directory}/mark`), {
      resume: { fromTask: 3, outputs: [output] },
    })
    t.equal(verdict, 'fail')
    t.match(report, { reason: 'worker', task_results: [] })
    t.match(report?.error, /^cannot resume from task 3: the kept output of task 2 cannot be had: /)
    t.match(report?.error, says)
    t.strictSame(readdirSync(roots.spool), [])
  })
}

t.test('the last task alone', async (t) => {
  const { tasks: reports } = await runJob(t.testdir(), tasks('/dev/null'), {
    resume: { fromTask: 4, outputs: [kept(3, 'x\n')] },
  })
  t.match(reports, [{ task_number: 4, exit_code: 0 }])
})
