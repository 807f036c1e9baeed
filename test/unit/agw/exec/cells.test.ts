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

  t.test(`${level}: orphans that end while the task goes on`, async (t) => {
    const script = 'for i in 1 2 3; do (sleep 0.01 &); done; sleep 0.1; (sleep 0.01 &); sleep 0.1; echo fine'
    const { tasks } = await runJob(
      t.testdir(),
      [
        { command: 'sh', args: ['-c', script] },
        { command: 'sh', args: ['-c', script] },
      ],
      { slots },
    )
    t.match(tasks, [{ failure: null }, { failure: null }])
    t.notOk(tasks[0]?.receipt, 'nothing had to be ended')
    t.equal(textOf(tasks[1]), 'fine\n')
  })

  if (level === 'pid-namespace') {
    t.test(
      'a task that kills everybody it can see ends its own cell, and the next one has a new one',
      async (t) => {
        const { tasks } = await runJob(
          t.testdir(),
          [{ command: 'sh', args: ['-c', 'kill -9 -1; sleep 1000'], ok_exit_codes: [0] }],
          { slots },
        )
        t.match(tasks, [{ signal: 'SIGKILL' }])
        const next = await runJob(t.testdir(), [{ command: 'echo', args: ['well'] }], { slots })
        t.equal(textOf(next.tasks[0]), 'well\n')
      },
    )

    t.test('a task sees its own processes only', async (t) => {
      const script = 'ls -d /proc/[0-9]* | wc -l'
      const { tasks } = await runJob(t.testdir(), [{ command: 'sh', args: ['-c', script] }], { slots })
      t.ok(Number(textOf(tasks[0])) <= 5, textOf(tasks[0]))
    })
  }

  t.test(`${level}: an orphan that ends takes nobody with it`, async (t) => {
    const { tasks } = await runJob(
      t.testdir(),
      [{ command: 'sh', args: ['-c', '(sleep 0.05 &); (sleep 0.1 &); sleep 0.4; echo still here'] }],
      { slots },
    )
    t.match(tasks[0], { failure: null, exit_code: 0 })
    t.equal(textOf(tasks[0]), 'still here\n')
  })

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
