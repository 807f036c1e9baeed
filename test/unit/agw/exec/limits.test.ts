/** Limits: held by prlimit in front of the command, or refused in words. Never dropped in silence. */
import t from 'tap'
import { applyLimits } from '../../../../agw/dist/exec/limits.js'
import { runJob, textOf } from '../run/run-one-job.ts'

const none = { memory_mb: null, cpu_secs: null, processes: null, open_files: null }
const means = { prlimit: '/usr/bin/prlimit', isRoot: false, canHold: () => false }
const held = { memoryBytes: null, processes: null }
const command = { file: '/bin/x', args: ['a b'] }

t.test('without limits the command stays as it is', async (t) => {
  t.strictSame(applyLimits(command, none, { ...means, prlimit: null, isRoot: true }), {
    kind: 'ok',
    command,
    held,
  })
})

t.test('each limit', async (t) => {
  const limited = applyLimits(command, { memory_mb: 2, cpu_secs: 3, processes: 4, open_files: 99 }, means)
  t.strictSame(limited, {
    kind: 'ok',
    command: {
      file: '/usr/bin/prlimit',
      args: ['--data=2097152', '--cpu=3:4', '--nproc=4', '--nofile=99', '--', '/bin/x', 'a b'],
    },
    held,
  })
})

t.test('refused where they cannot be held', async (t) => {
  t.match(applyLimits(command, { ...none, memory_mb: 1 }, { ...means, prlimit: null }), {
    kind: 'refused',
    text: /util-linux/,
  })
  t.match(applyLimits(command, { ...none, processes: 1 }, { ...means, isRoot: true }), {
    kind: 'refused',
    text: /root/,
  })
})

t.test('the kernel holds them', async (t) => {
  const { tasks } = await runJob(t.testdir(), [
    {
      command: 'sh',
      args: ['-c', 'ulimit -d; ulimit -t; ulimit -n'],
      limits: { memory_mb: 100, cpu_secs: 7, open_files: 99 },
    },
    { command: 'sh', args: ['-c', 'while :; do :; done'], limits: { cpu_secs: 1 } },
  ])
  t.equal(textOf(tasks[0]), '102400\n7\n99\n')
  t.match(tasks[1], { failure: 'cpu', error: /used up its 1 s of CPU time/ })
})
