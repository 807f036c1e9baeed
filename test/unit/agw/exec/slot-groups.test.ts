/**
 * Limits of a whole tree, where the kernel counts it: control groups hold memory and processes of everything a task
 * starts, and a kill for memory is told apart from other ends. In both levels that can have groups.
 */
import t from 'tap'
import type { Level } from '../../../../agw/dist/exec/cells/cell.js'
import { runJob, slotsOf, textOf } from '../run/run-one-job.ts'

const eater = 'x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done'

for (const level of ['pid-namespace', 'cgroup'] satisfies Level[]) {
  const slots = await slotsOf(level, `groups${process.pid}`).catch((error: unknown) => String(error))
  if (typeof slots === 'string') {
    t.test(level, { skip: slots }, async () => {})
    continue
  }
  t.teardown(() => slots.close())
  const slot = slots.take()
  const memory = { memoryBytes: 2 ** 20, processes: null }
  const processes = { memoryBytes: null, processes: 2 }
  const skipMemory = slot.groups.canHold(memory) ? false : 'nobody counts memory here'
  const skipProcesses = slot.groups.canHold(processes) ? false : 'nobody counts processes here'
  slots.giveBack(slot)

  t.test(`${level}: a child that eats all memory is an oom of its task`, { skip: skipMemory }, async (t) => {
    const { tasks } = await runJob(
      t.testdir(),
      [{ command: 'sh', args: ['-c', `sh -c '${eater}'; exit 3`], limits: { memory_mb: 32 } }],
      { slots },
    )
    t.match(tasks, [{ failure: 'oom', error: /more than its 32 MB of memory/ }])
  })

  t.test(`${level}: the next task in the slot is free of it`, { skip: skipMemory }, async (t) => {
    const { tasks } = await runJob(
      t.testdir(),
      [{ command: 'sh', args: ['-c', 'head -c 60000000 /dev/zero | tail -c 60000000 | wc -c'] }],
      { slots },
    )
    t.match(tasks, [{ failure: null }])
    t.equal(textOf(tasks[0]).trim(), '60000000')
  })

  t.test(`${level}: processes of a tree are bounded, also for root`, { skip: skipProcesses }, async (t) => {
    const script = 'for i in 1 2 3 4 5 6 7 8; do sleep 100 & done; echo all'
    const { tasks } = await runJob(
      t.testdir(),
      [
        { command: 'sh', args: ['-c', script], limits: { processes: 4 } },
        { command: 'sh', args: ['-c', `${script}; kill $(jobs -p)`] },
      ],
      { slots },
    )
    t.match(tasks, [{ failure: 'exit', receipt: { left: 0 } }])
    t.match(textOf(tasks[0], 'stderr'), /fork/i)
  })

  t.test(`${level}: words of a task pass the shell of the groups unread`, { skip: skipMemory }, async (t) => {
    const args = ['$(echo no)', '`echo no`', '; echo no', '-n', '--', "'", '"', 'a\nb', '*']
    const { tasks } = await runJob(
      t.testdir(),
      [{ command: 'printf', args: ['%s\\0', ...args], limits: { memory_mb: 64 } }],
      { slots },
    )
    t.strictSame(textOf(tasks[0]).split('\0').slice(0, -1), args)
  })
}
