/** What an isolated task has: its directory, its streams, what it declared, the network it asked for, its limits. */
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import {
  type Connection,
  type JobStatus,
  pipeline,
  type Step,
  startAgq,
  taskResult,
  temporaryDirectory,
} from '../../harness/index.ts'
import { kinds, node, startIsolating } from './workers.ts'

type Task = Readonly<Record<string, unknown>>

const sh = (text: string, more: Task = {}): Step => ({
  command: 'sh',
  args: ['-c', text],
  sandbox: 'isolated',
  ...more,
})

async function run(
  connection: Connection,
  steps: readonly Step[],
  more: Task = {},
): Promise<{ readonly status: JobStatus; readonly said: string; readonly task: number }> {
  const jobId = await connection.submit(pipeline(steps, more))
  const status = await connection.wait(jobId)
  const task = status.task_results.length
  return { status, task, said: String(await connection.output(jobId, task)) }
}

for (const kind of kinds) {
  t.test(`a worker of ${kind.name}`, { skip: kind.skip }, async (t) => {
    const agq = await startAgq(t)
    const agw = await startIsolating(t, agq, kind, { concurrency: 2 })
    const connection = await agq.connect()

    t.test('its directory, from task to task; its streams; nothing of another in /tmp', async (t) => {
      const { status, said } = await run(connection, [
        sh(
          'pwd; echo kept > file; mkdir sub; echo mine > /tmp/file; echo one; tee /dev/stderr > /dev/null',
          {},
        ),
        sh('cat; cat file; ls /tmp', {}),
        sh('cat /dev/stdin; echo "$HOME $TMPDIR"; cd; pwd; mktemp', { cwd: 'sub' }),
      ])
      t.equal(status.status, 'completed', status.error ?? '')
      t.match(
        said,
        /^\/home\/task\none\nkept\n\/home\/task \/home\/task\n\/home\/task\n\/home\/task\/tmp\..+\n$/,
      )
    })

    t.test('standard input that was submitted, and streams opened anew', async (t) => {
      const jobId = await connection.submit(
        pipeline([sh('cat < /dev/stdin; echo err > /dev/stderr')]),
        'INPUT',
        'given\n',
      )
      t.equal((await connection.wait(jobId)).status, 'completed')
      t.equal(String(await connection.output(jobId, 1)), 'given\n')
      t.equal(String(await connection.output(jobId, 1, 'STDERR')), 'err\n')
    })

    t.test('exit codes; an end by a signal is told as 128 and its number', async (t) => {
      const { status } = await run(connection, [sh('exit 42')])
      t.match(taskResult(status, 1), { exit_code: 42, failure: 'exit' })
      t.match((await run(connection, [sh('kill -ABRT $$')])).status, {
        error: 'sh exited with 134 (in a sandbox an end by SIGABRT shows as this)',
      })
    })

    t.test('SIGTERM is heard, and it has its grace', async (t) => {
      const text = 'trap "echo heard; exit 7" TERM; sleep 100 & wait'
      const { status, said } = await run(connection, [sh(text, { timeout_secs: 1 })])
      t.equal(said, 'heard\n')
      t.match(taskResult(status, 1), { timed_out: true, failure: 'timeout', exit_code: 7 })
    })

    t.test('what it leaves running ends with it', async (t) => {
      const { status } = await run(connection, [sh('(setsid sleep 100 &) ; (sleep 0.01 &) ; echo well')])
      t.match(taskResult(status, 1), { failure: null, exit_code: 0 })
      t.notOk('receipt' in taskResult(status, 1), 'nothing had to be killed')
    })

    t.test('limits hold inside', async (t) => {
      const limits = { open_files: 77, memory_mb: 200, cpu_secs: 9 }
      t.equal((await run(connection, [sh('ulimit -n; ulimit -t', { limits })])).said, '77\n9\n')
      const many = sh('for i in 1 2 3 4 5 6 7 8; do sleep 1 & done', { limits: { processes: 5 } })
      t.match((await run(connection, [many])).status, { status: 'failed' })
      const alone = sh('(true) | (true) && echo well', { limits: { processes: 5 } })
      t.equal((await run(connection, [alone])).said, 'well\n', 'it is not counted what isolates it')
    })

    t.test('declared paths: read, written, and one in the other', async (t) => {
      const place = temporaryDirectory('declared')
      for (const path of [place, join(place, 'out')]) {
        mkdirSync(path, { recursive: true })
        chmodSync(path, 0o777)
      }
      writeFileSync(join(place, 'in'), 'content\n')
      chmodSync(join(place, 'in'), 0o666)
      symlinkSync(place, `${place}-link`)
      const out = join(place, 'out')
      const both = { read_paths: [place], write_paths: [out] }
      const text = `cat ${place}/in; echo x 2>/dev/null > ${place}/in || echo refused; echo y > ${out}/made; ls ${place}`
      t.equal((await run(connection, [sh(text, both)])).said, 'content\nrefused\nin\nout\n')
      t.equal(readFileSync(join(out, 'made'), 'utf8'), 'y\n')
      t.equal((await run(connection, [sh(`ls ${place}`)])).status.status, 'failed', 'undeclared: not there')
      const there = sh('cat in', { read_paths: [place], cwd: place })
      t.equal((await run(connection, [there])).said, 'content\n')
      const link = sh(`cat ${place}-link/in`, { read_paths: [`${place}-link`] })
      t.equal((await run(connection, [link])).said, 'content\n')
      const file = sh(`cat ${place}/in; ls ${place}`, { read_paths: [join(place, 'in')] })
      t.equal((await run(connection, [file])).said, 'content\nin\n')
    })

    t.test('what cannot work is refused in words', async (t) => {
      const place = temporaryDirectory('refused')
      chmodSync(place, 0o755)
      writeFileSync(join(place, 'tool'), '#!/bin/sh\necho tool\n')
      chmodSync(join(place, 'tool'), 0o755)
      symlinkSync(agw.stateDir, join(place, 'trick'))
      const tool = { command: join(place, 'tool'), sandbox: 'isolated' }
      for (const [task, text] of [
        [
          tool,
          /^the command .*tool is not to be seen in the sandbox\. Declare it, or a directory that holds it,/,
        ],
        [sh('true', { cwd: '/var' }), /^the cwd \/var is not to be seen in the sandbox/],
        [sh('true', { read_paths: [agw.stateDir] }), /^read_paths: .* the worker's own files are there$/],
        [sh('true', { read_paths: [join(agw.stateDir, 'work')] }), /the worker's own files are there$/],
        [sh('true', { write_paths: [agw.home] }), /^write_paths: .* the worker's own files are there$/],
        [sh('true', { read_paths: [join(place, 'trick')] }), /the worker's own files are there$/],
        [sh('true', { read_paths: ['/not/there'] }), /^read_paths: \/not\/there is not there on this worker/],
        ...['/', '/tmp', '/proc/1', '/dev', '/sys', '/home', '/home/task/x'].map(
          (path) => [sh('true', { read_paths: [path] }), /the sandbox puts its own there/] as const,
        ),
      ] as const) {
        const { status } = await run(connection, [task])
        t.match(taskResult(status, 1), { failure: 'not_started', error: text })
      }
      t.equal((await run(connection, [{ ...tool, read_paths: [place] }])).said, 'tool\n')
    })

    t.test('three networks', async (t) => {
      const server = createServer((socket) => socket.on('error', () => {}).end('outside'))
      t.teardown(() => server.close())
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      const code = `
        import net from 'node:net'
        import os from 'node:os'
        const reach = (port) => new Promise((done) => {
          const socket = net.connect(port, '127.0.0.1', () => done(socket.destroy() && 'reached'))
          socket.on('error', (error) => done(error.code))
        })
        const own = await new Promise((done) => {
          const server = net.createServer().listen(0, '127.0.0.1', () => done(server)).on('error', () => done(null))
        })
        const mine = own === null ? 'no address' : await reach(own.address().port)
        console.log([await reach(${port}), mine, Object.keys(os.networkInterfaces())].join(' '))
        process.exit()`
      const task = (network: string): Step => ({
        command: node,
        args: ['--input-type=module', '-e', code],
        sandbox: 'isolated',
        network,
        read_paths: [node],
      })
      t.match((await run(connection, [task('none')])).said, /^ENETUNREACH (no address|ENETUNREACH) \n$/)
      t.equal((await run(connection, [task('loopback')])).said, 'ECONNREFUSED reached lo\n')
      t.match((await run(connection, [task('host')])).said, /^reached reached lo/)
    })
  })
}
