/** Which worker gets Jobs that ask for isolation, what an operator can ask of it, and that nothing outlives a killed one. */
import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import {
  agx,
  cleanEnvironment,
  endProgram,
  launch,
  pipeline,
  programPath,
  type Step,
  startAgq,
  startAgw,
  taskResult,
  temporaryDirectory,
} from '../../harness/index.ts'
import { kinds, startIsolating } from './workers.ts'

const [own] = kinds
if (own === undefined) throw new Error('no kind of worker')
const skip = own.skip

const isolated: Step = { command: 'id', args: ['-u'], sandbox: 'isolated' }

interface Why {
  readonly code: string
  readonly sentence: string
}

/** A PATH with the programs of the system, but not bubblewrap. */
function pathWithout(): string {
  const place = temporaryDirectory('path')
  for (const name of ['sh', 'id', 'unshare', 'setpriv', 'mount', 'true']) {
    const found = spawnSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).stdout.trim()
    if (found !== '') symlinkSync(found, join(place, name))
  }
  return place
}

t.test('a worker that cannot never gets one, and it is said why; one that can does', { skip }, async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const off = await startAgw(t, agq, { workerId: 'off', args: ['--sandbox', 'off'] })
  await off.program.line(/^AGW cannot isolate tasks: agw --sandbox off\.$/)
  const without = await startAgw(t, agq, { workerId: 'without', env: { PATH: pathWithout() } })
  await without.program.line(/^AGW cannot isolate tasks: bwrap is not on its PATH\. Install bubblewrap there/)
  const jobId = await connection.submit(pipeline([isolated]))
  const why = await connection.json<Why>('JOB.WHY', jobId)
  t.match(why, { code: 'no_worker_has_tag', sentence: /^No live worker can isolate tasks \(2 connected\)\./ })
  t.equal((await connection.status(jobId)).status, 'pending')

  const run = await agx(['run', '--sandbox', 'isolated', 'id -u'], { agq })
  t.match(run, { code: 127, stderr: /^agx: no worker can isolate tasks; the Job was cancelled\./ })

  await startIsolating(t, agq, own, { workerId: 'able' })
  const { status, worker_id } = await connection.wait(jobId)
  t.match([status, worker_id], ['completed', 'able'])
  t.match((await agx(['workers'], { agq })).stdout, /^able .*sandbox:isolated/m)
})

t.test('--sandbox require: every task, whatever its envelope says', { skip }, async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const [open, other] = [temporaryDirectory('open'), temporaryDirectory('other')]
  const agw = await startIsolating(t, agq, own, { args: ['--sandbox', 'require', '--sandbox-paths', open] })
  await agw.program.line(/^AGW isolates every task: bubblewrap /)
  const resultOf = async (task: Step) => {
    const jobId = await connection.submit(pipeline([task]))
    const result = taskResult(await connection.wait(jobId), 1)
    return { ...result, said: String(await connection.output(jobId, 1)) }
  }
  t.equal((await resultOf({ command: 'id', args: ['-u'] })).said, '1000\n')
  t.match(await resultOf({ ...isolated, network: 'host' }), {
    error: /^network: host is not given on this worker/,
  })
  t.match(await resultOf({ ...isolated, read_paths: [open] }), { said: '1000\n' })
  t.match(await resultOf({ ...isolated, read_paths: [other] }), {
    error: /only what lies in .*--sandbox-paths/,
  })
})

t.test('--sandbox require where it cannot be had: agw does not start', async (t) => {
  const home = temporaryDirectory('require')
  const argv = [
    process.execPath,
    programPath('agw'),
    '--sandbox',
    'require',
    '--data',
    join(home, 'state'),
  ] as const
  const program = launch({ argv, env: cleanEnvironment(home, { PATH: pathWithout() }), cwd: home })
  t.teardown(() => endProgram(program, []))
  await program.errorLine(/^agw: --sandbox require: this machine cannot isolate: bwrap is not on its PATH/)
  t.match(await program.ended, { code: 1 })
})

for (const kind of kinds) {
  t.test(
    `a worker of ${kind.name} is killed: its isolated tasks are gone`,
    { skip: kind.skip },
    async (t) => {
      const agq = await startAgq(t)
      const connection = await agq.connect()
      const agw = await startIsolating(t, agq, kind)
      const place = temporaryDirectory('socket')
      // The task keeps a connection open: its end is the end of whoever has it.
      spawnSync('chmod', ['755', place])
      const server = createServer()
      t.teardown(() => server.close())
      await new Promise<void>((resolve) => server.listen(join(place, 'socket'), resolve))
      spawnSync('chmod', ['777', join(place, 'socket')])
      const connected = new Promise<NodeJS.ReadableStream>((resolve) => server.once('connection', resolve))
      const code = `require('node:net').connect(${JSON.stringify(join(place, 'socket'))}); setInterval(() => {}, 9999)`
      const node = process.execPath
      await connection.submit(
        pipeline([{ command: node, args: ['-e', code], sandbox: 'isolated', read_paths: [place, node] }]),
      )
      const held = await connected
      const ended = new Promise<void>((resolve) =>
        held
          .on('error', () => {})
          .on('close', resolve)
          .resume(),
      )
      await agw.kill9()
      await ended
      t.pass('whoever held the connection is gone')
    },
  )
}
