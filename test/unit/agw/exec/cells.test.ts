/** Every level of containment this machine has: nothing that a task started outlives it, whatever it did. */
import t from 'tap'
import { levels } from '../../../../agw/dist/exec/cells/cell.js'
import { treesOf } from '../../../kills/levels.ts'
import { survivors } from '../../../kills/nasty-trees.ts'
import { fileAppears, runJob, slotsOf, startJob, textOf } from '../run/run-one-job.ts'

let serial = 0

for (const level of levels) {
  const slots = await slotsOf(level, `cells${process.pid}`).catch((error: unknown) => String(error))
  if (typeof slots === 'string') {
    t.test(level, { skip: slots }, async () => {})
    continue
  }
  t.teardown(() => slots.close())
  for (const { name, text } of treesOf(level)) {
    t.test(`${level}: ${name}`, async (t) => {
      const directory = t.testdir()
      const word = `${process.pid}${++serial}`
      const script = `echo up > "$0"; ${text}`
      const running = startJob(
        directory,
        [{ command: 'sh', args: ['-c', script, `${directory}/up`, word] }],
        { slots, killGraceMs: 50 },
      )
      await fileAppears(`${directory}/up`)
      running.run.stop('cancel')
      const { report } = await running.outcome
      t.strictSame(survivors(word), [])
      t.match(report?.task_results[0], { failure: 'cancelled', receipt: { left: 0 } })
    })
  }

  t.test(`${level}: a task that ended well and left a daemon`, async (t) => {
    const word = `${process.pid}${++serial}`
    const { tasks } = await runJob(
      t.testdir(),
      [
        { command: 'sh', args: ['-c', 'sleep "1000.$0" & echo well', word] },
        { command: 'echo', args: ['next'] },
      ],
      { slots },
    )
    t.strictSame(survivors(word), [])
    t.match(tasks, [{ failure: null, receipt: { killed: 1, left: 0 } }, { failure: null }])
    t.equal(textOf(tasks[1]), 'next\n')
  })

  if (level === 'pid-namespace') {
    t.test('a task sees its own processes only', async (t) => {
      const script = 'ls -d /proc/[0-9]* | wc -l'
      const { tasks } = await runJob(t.testdir(), [{ command: 'sh', args: ['-c', script] }], { slots })
      t.ok(Number(textOf(tasks[0])) <= 5, textOf(tasks[0]))
    })
  }

  t.test(`${level}: exit codes and signals are exact`, async (t) => {
    const { tasks } = await runJob(
      t.testdir(),
      [
        { command: 'sh', args: ['-c', 'exit 137'], ok_exit_codes: [137] },
        { command: 'sh', args: ['-c', 'kill -KILL $$'] },
      ],
      { slots },
    )
    t.match(tasks, [
      { exit_code: 137, signal: null },
      { exit_code: null, signal: 'SIGKILL', failure: 'signal' },
    ])
  })
}
