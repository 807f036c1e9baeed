/** A slot's files are used again by its next Job: which of them, and that nothing of a Job reaches another through them. */
import { createHash } from 'node:crypto'
import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import t from 'tap'
import { noGroups } from '../../../../agw/dist/exec/cells/cgroups.js'
import { SessionCell } from '../../../../agw/dist/exec/cells/session-cell.js'
import { SlotGroups } from '../../../../agw/dist/exec/cells/slot-groups.js'
import { Slots } from '../../../../agw/dist/exec/cells/slots.js'
import { runJob, type Setting, startJob, type TaskDraft, textOf } from './run-one-job.ts'

/** One slot whose files are its own, as where a namespace makes sure that a task's processes are gone. */
function oneSlot(directory: string) {
  const slots = new Slots('session', (number) => ({
    number,
    place: `slot-${number}`,
    cell: new SessionCell(),
    groups: new SlotGroups(noGroups, number),
  }))
  const spool = (name: string): string => join(directory, 'spool', name)
  return {
    spool,
    run: (tasks: readonly TaskDraft[], setting: Setting = {}) =>
      runJob(directory, tasks, { slots, ...setting }),
    start: (tasks: readonly TaskDraft[], setting: Setting = {}) =>
      startJob(directory, tasks, { slots, ...setting }),
    inodes: () => ['slot-0.1.out', 'slot-0.1.err'].map((name) => statSync(spool(name)).ino),
  }
}

const shell = (script: string): TaskDraft => ({ command: 'sh', args: ['-c', script] })

t.test('files that are left as they were made, or with a little in them', async (t) => {
  const slot = oneSlot(t.testdir())
  await slot.run([{ command: 'true' }])
  const first = slot.inodes()
  const second = await slot.run([shell('echo secret; echo secret >&2')])
  t.equal(textOf(second.tasks[0]), 'secret\n')
  t.strictSame(slot.inodes(), first)
  t.equal(readFileSync(slot.spool('slot-0.1.out'), 'utf8'), '', 'nothing stays in them')
  const third = await slot.run([shell('cat /proc/$$/fd/1 /proc/$$/fd/2 | wc -c')])
  t.equal(textOf(third.tasks[0]).trim(), '0', 'the next one finds nothing there')
  t.strictSame(slot.inodes(), first)
})

t.test('never what a task has changed', async (t) => {
  for (const change of [
    'chmod 666 "$0"',
    'rm "$0"; mkfifo "$0"',
    'rm "$0"; ln -s /dev/null "$0"',
    'rm "$0"; echo left > "$0"',
    'rm "$0"; mkdir "$0"; touch "$0/x"',
    'head -c 2000000 /dev/zero',
  ]) {
    const slot = oneSlot(t.testdir())
    await slot.run([{ command: 'sh', args: ['-c', change, slot.spool('slot-0.1.out')] }])
    const next = await slot.run([shell('echo mine; stat -L -c %a /proc/self/fd/1; cat /proc/self/fd/1')])
    t.equal(textOf(next.tasks[0]).slice(0, 9), 'mine\n600\n', change)
  }
})

t.test('a file that has another name is not written to again', async (t) => {
  const directory = t.testdir()
  const slot = oneSlot(directory)
  const other = join(directory, 'other')
  await slot.run([{ command: 'true' }])
  linkSync(slot.spool('slot-0.1.out'), other)
  await slot.run([shell('echo secret')])
  t.equal(readFileSync(other, 'utf8'), '')
})

t.test('an output that AGQ is to have stays whole while the next Job writes', async (t) => {
  const slot = oneSlot(t.testdir())
  const { blobs } = await slot.run([shell('head -c 100000 /dev/zero | tr "\\\\0" a')])
  await slot.run([shell('head -c 100000 /dev/zero | tr "\\\\0" b')])
  const [blob] = blobs
  const content = readFileSync(slot.spool(blob?.file ?? ''))
  t.equal(createHash('sha256').update(content).digest('hex'), blob?.sha256)
  t.match(blob?.file, /^job-\d+@7\.1\.out$/)
})

t.test('a lost lease leaves nothing of such an output', async (t) => {
  const slot = oneSlot(t.testdir())
  const running = slot.start([shell('head -c 100000 /dev/zero; exec sleep 1000')], {
    outlet: { output: () => running.run.stop('fence') },
  })
  await running.removed
  t.strictSame(readdirSync(slot.spool('')), [])
})

t.test('who is shown output while it grows reads a file of that Job alone', async (t) => {
  const slot = oneSlot(t.testdir())
  const seen = Promise.withResolvers<string>()
  const running = slot.start([shell('echo one'), shell('echo mine; exec sleep 1000')], {
    outlet: { output: (_task, _stream, path) => seen.resolve(path) },
  })
  const path = await seen.promise
  t.match(basename(path), /^job-\d+@7\.2\.out$/)
  t.equal(readFileSync(path, 'utf8'), 'mine\n')
  running.run.stop('cancel')
  await running.removed
  t.notOk(existsSync(path))
  await slot.run([{ command: 'true' }])
  t.notOk(existsSync(path))
})

t.test('a Job that goes on from its middle begins where a shorter one has been', async (t) => {
  const slot = oneSlot(t.testdir())
  await slot.run([{ command: 'true' }, { command: 'true' }])
  writeFileSync(slot.spool('slot-0.1.out'), 'strange')
  const bytes = Buffer.from('kept\n')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const { tasks } = await slot.run([{ command: 'true' }, { command: 'cat', args: [], input_from_task: 1 }], {
    resume: { fromTask: 2, outputs: [{ task: 1, in: 'hand', sha256, bytes }] },
  })
  t.equal(textOf(tasks[0]), 'kept\n')
})

t.test(
  'what a Job that goes on from its middle still fetches when it ends reaches no other Job',
  async (t) => {
    const slot = oneSlot(t.testdir())
    await slot.run([{ command: 'true' }])
    const asked = Promise.withResolvers<string>()
    const late = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const first = slot.start([{ command: 'true' }, { command: 'cat', input_from_task: 1 }], {
      resume: { fromTask: 2, outputs: [{ task: 1, in: 'blob', sha256: 'a'.repeat(64) }] },
      outlet: {
        fetchInput: async (_sha256, path) => {
          asked.resolve(path)
          await late.promise
          writeFileSync(path, 'strange\n')
          written.resolve()
        },
      },
    })
    await asked.promise
    first.run.stop('release')
    await first.removed
    const go = join(t.testdir({}), 'go')
    const other = slot.run([shell(`echo mine; until [ -e ${go} ]; do sleep 0.01; done`)])
    late.resolve()
    await written.promise
    writeFileSync(go, '')
    t.equal(textOf((await other).tasks[0]), 'mine\n')
  },
)

t.test('a task that spoils the place of its output ends its own Job alone', async (t) => {
  const own = '"$(dirname "$0")/$AGX_JOB_ID@7.1.out"'
  for (const spoil of [
    `mkdir -p ${own}/x`,
    `mkdir -p ${own}/x; rm "$0"`,
    `rm "$0"; ln -s "$0" "$0"`,
    `sleep 0.3; rm ${own}; ln -s ${own} ${own}`,
  ]) {
    const slot = oneSlot(t.testdir())
    const args = ['-c', `${spoil}; exec sleep 0.5`, slot.spool('slot-0.1.out')]
    t.ok((await slot.run([{ command: 'sh', args }])).verdict, spoil)
    const next = await slot.run([shell('echo mine')])
    t.equal(textOf(next.tasks[0]), 'mine\n')
  }
})

t.test('a task that leaves a pipe for its output holds up nobody', async (t) => {
  const slot = oneSlot(t.testdir())
  const spoil = { command: 'sh', args: ['-c', 'rm "$0"; mkfifo "$0"', slot.spool('slot-0.1.out')] }
  const { tasks } = await slot.run([spoil, { command: 'cat', args: [], input_from_task: 1 }])
  t.equal(textOf(tasks[1]), '')
})

t.test('a directory that cannot be removed is not where the next Job begins', async (t) => {
  const directory = t.testdir()
  const slot = oneSlot(directory)
  const work = join(directory, 'work')
  const hide = `echo secret > left; mv ${work} ${work}-aside; touch ${work}`
  await t.rejects(slot.run([shell(hide)]), { code: 'ENOTDIR' })
  rmSync(work)
  renameSync(`${work}-aside`, work)
  const { tasks } = await slot.run([shell('ls')])
  t.equal(textOf(tasks[0]), '')
})
