/** What a worker killed with -9 leaves is found and ended by the next one, and nothing else is. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { removeLeftovers } from '../../../../agw/dist/exec/attempt-files.js'
import { readMark, readProcess } from '../../../../agw/dist/exec/processes.js'
import { killLeftovers, sweep } from '../../../../agw/dist/exec/sweep.js'
import { fileAppears, startJob, stateIdOf } from '../run/run-one-job.ts'

t.test('kill -9 of the worker, then the sweep', async (t) => {
  const directory = t.testdir({ pids: {} })
  const pidFile = join(directory, 'pids', 'file')
  const roots = { work: join(directory, 'work'), spool: join(directory, 'spool') }
  const elsewhere = { work: join(directory, 'other'), spool: join(directory, 'others') }
  const worker = spawn(process.execPath, [
    join(import.meta.dirname, 'run-until-killed.ts'),
    directory,
    pidFile,
  ])
  const home = { stateId: stateIdOf(worker.pid ?? 0), roots }
  t.teardown(async () => {
    worker.kill('SIGKILL')
    await killLeftovers(home)
  })
  const pids = (await fileAppears(pidFile)).split(' ').map(Number)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  t.equal(pids.length, 2)
  for (const pid of pids) t.ok(readProcess(pid), 'its tasks live on: nobody told them')

  t.match(await sweep({ stateId: 'another', roots: elsewhere }, new Set(readdirSync(roots.spool))), {
    processes: 0,
  })
  for (const pid of pids) t.ok(readProcess(pid), 'the sweep of another state directory leaves them alone')

  const kept = readdirSync(roots.spool)[0] ?? ''
  const swept = await sweep(home, new Set([kept]))
  t.ok(swept.processes >= 2)
  t.equal(swept.stuck, 0)
  for (const pid of pids) t.equal(readProcess(pid), null)
  t.strictSame(readdirSync(roots.spool), [kept], 'what an unsent report needs stays')
  t.notOk(existsSync(join(roots.work, 'job-1@7')))
})

t.test('nothing to sweep', async (t) => {
  const directory = t.testdir()
  t.strictSame(
    await sweep(
      { stateId: 'beef', roots: { work: join(directory, 'work'), spool: join(directory, 'spool') } },
      new Set(),
    ),
    {
      processes: 0,
      stuck: 0,
      files: 0,
    },
  )
})

t.test('the mark is found wherever it stands in the environment', async (t) => {
  const directory = t.testdir()
  const running = startJob(directory, [
    // No exec: while a process becomes another program its environment reads as empty for a moment.
    { command: 'sh', args: ['-c', 'echo $$ > "$0"; sleep 1000; :', `${directory}/pid`] },
  ])
  const pid = Number(await fileAppears(`${directory}/pid`))
  t.match(readMark(pid), /^cafe\d+:job-\d+:7$/)
  t.equal(readMark(process.pid), process.env.AGX_WORKER_MARK ?? null)
  running.run.stop('fence')
  await running.outcome
  t.equal(readMark(pid), null)
})

t.test('a directory that a task closed to everybody keeps no worker from starting', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'agw-sweep-'))
  const [work, spool] = [join(directory, 'work'), join(directory, 'spool')]
  const closed = join(work, 'slot-0', 'module')
  mkdirSync(closed, { recursive: true })
  writeFileSync(join(closed, 'file'), '')
  const isRoot = process.getuid?.() === 0
  for (const path of [directory, work, join(work, 'slot-0'), closed])
    if (isRoot) chownSync(path, 65534, 65534)
  chmodSync(closed, 0o555)
  // Root may remove anything.
  if (isRoot) process.seteuid?.(65534)
  t.teardown(() => {
    if (isRoot) process.seteuid?.(0)
    rmSync(directory, { recursive: true, force: true })
  })
  t.equal(await removeLeftovers({ work, spool }, new Set()), 1)
  t.strictSame(readdirSync(work), [])
})
