/**
 * `agx run`: the feel of a shell pipeline. Output as it comes, the exit code of the last task, Ctrl-C, a reader that
 * goes away, what shells do and this does not, and no server at all.
 */
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  agx,
  cleanEnvironment,
  isRunning,
  launchAgx,
  listen,
  makeGate,
  outsidePid,
  pipeline,
  plain,
  programPath,
  startAgq,
  startAgw,
  temporaryDirectory,
  within,
} from '../harness/index.ts'

t.setTimeout(120_000)
const agq = await startAgq(t)
const worker = await startAgw(t, agq, { concurrency: 4, heartbeat: 1 })
const connection = await agq.connect()
const directory = temporaryDirectory('files')

t.test('a pipeline', async (t) => {
  const log = 'Error b\nfine\nerror a\nERROR a\nError b\n'
  const result = await agx(['run', 'grep -i error | sort | uniq -c'], { agq, stdin: log })
  t.equal(result.code, 0, result.stderr)
  t.equal(
    result.stdout,
    '      1 ERROR a\n      2 Error b\n      1 error a\n',
    'stdout is the output, nothing else',
  )
})

t.test('a file, an envelope', async (t) => {
  const file = join(directory, 'job.json')
  writeFileSync(file, JSON.stringify(pipeline([['sort', '-r'], ['uniq']])))
  const result = await agx(['run', file], { agq, stdin: 'a\nb\na\n' })
  t.equal(result.stdout, 'b\na\n', result.stderr)
  t.equal(result.code, 0)
  const data = join(directory, 'app.log')
  writeFileSync(data, 'x\nerror 1\n')
  t.equal((await agx(['run', `grep error ${data} | cat -n`], { agq })).stdout, '     1\terror 1\n')
})

t.test('exit codes', async (t) => {
  t.equal((await agx(['run', "sh -c 'echo out; exit 3'"], { agq })).code, 3)
  t.equal((await agx(['run', 'grep nothing'], { agq, stdin: 'x\n' })).code, 1)
  t.equal((await agx(['run', '/no/such/command'], { agq })).code, 127)
  t.equal((await agx(['run', "sh -c 'kill -KILL $$'"], { agq })).code, 137, '128 + the signal')
  const early = await agx(['run', "sh -c 'echo why >&2; exit 9' | cat"], { agq })
  t.equal(early.code, 9)
  t.match(early.stderr, /why/, "a failed task's stderr is shown")
})

t.test('what shells do and this does not', async (t) => {
  for (const text of [
    'sort > out',
    'a && b',
    'a; b',
    'echo $(id)',
    'echo $HOME',
    'echo *.log',
    '(a)',
    'a |',
    "a 'b",
  ]) {
    const { code, stdout, stderr } = await agx(['run', text], { agq, cwd: directory })
    t.equal(code, 2, text)
    t.equal(stdout, '')
    t.not(stderr, '', 'it says what to do instead')
  }
  t.notOk(existsSync(join(directory, 'out')), 'and nothing was done')
  t.match((await agx(['run', "printf %s '$HOME;*'"], { agq })).stdout, '$HOME;*', 'quoted, it is data')
})

t.test('output as it comes', async (t) => {
  const gate = makeGate()
  const file = join(directory, 'live.json')
  writeFileSync(file, JSON.stringify(pipeline([['sh', '-c', `echo early; ${gate.script}; echo late`]])))
  const program = launchAgx(['run', file], { agq })
  await program.line(/^early$/)
  gate.open()
  t.equal((await program.ended).code, 0)
  t.equal(program.stdout(), 'early\nlate\n')
})

t.test('AGQ is started anew in between', async (t) => {
  const own = await startAgq(t)
  await startAgw(t, own, { heartbeat: 1 })
  const gate = makeGate()
  const file = join(directory, 'patient.json')
  writeFileSync(file, JSON.stringify(pipeline([['sh', '-c', `echo early; ${gate.script}; echo late`]])))
  const program = launchAgx(['run', file], { agq: own })
  await program.line(/^early$/)
  await own.restart()
  gate.open()
  t.equal((await within(program.ended, 'an end')).code, 0, program.stderr())
  t.equal(program.stdout(), 'early\nlate\n', 'every byte once')
})

t.test('Ctrl-C cancels', async (t) => {
  const gate = makeGate()
  const envelope = pipeline([['sh', '-c', gate.script]])
  const file = join(directory, 'interrupted.json')
  writeFileSync(file, JSON.stringify(envelope))
  const listener = await listen(agq, [`job:${envelope.job_id}`])
  const program = launchAgx(['run', file], { agq })
  const [line] = await gate.reached(1)
  const task = outsidePid(worker.pid, Number(line?.split(' ')[0]))
  program.kill('SIGINT')
  t.equal((await within(program.ended, 'an end')).code, 130)
  t.equal((await connection.wait(envelope.job_id)).status, 'cancelled')
  await listener.until(({ event }) => event === 'stopped')
  t.notOk(isRunning(task), 'its task is gone')
})

t.test('a reader that goes away', async (t) => {
  const home = temporaryDirectory('agx')
  const shell = spawn(
    'bash',
    [
      '-o',
      'pipefail',
      '-c',
      '"$@" | head -n 1',
      'bash',
      process.execPath,
      programPath('agx'),
      'run',
      "sh -c 'yes | head -n 200000'",
    ],
    {
      env: cleanEnvironment(home, { AGQ_ADDR: agq.addr, AGQ_SESSION_KEY: agq.sessionKey }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let [stdout, stderr] = ['', '']
  shell.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  shell.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  await within(new Promise((resolve) => shell.once('close', resolve)), 'an end')
  t.equal(stdout, 'y\n')
  t.notMatch(stderr, /EPIPE|\n {4}at /, 'quietly')
})

t.test('--json', async (t) => {
  const { code, stdout } = await agx(['run', '--json', 'printf hi'], { agq })
  t.equal(code, 0)
  const last = stdout.trim().split('\n').at(-1) ?? ''
  t.match(JSON.parse(last), { status: 'completed' })
})

t.test('not entered', async (t) => {
  const wrong = await agx(['run', 'true'], { agq, env: { AGQ_SESSION_KEY: 'wrong' } })
  t.equal(wrong.code, 3)
  t.match(wrong.stderr, /key/i)
  const none = await agx(['run', 'true'], { agq, env: { AGQ_SESSION_KEY: undefined } })
  t.equal(none.code, 3, 'no key found')
  const nowhere = await agx(['run', 'true'], { env: { AGQ_ADDR: '127.0.0.1:1', AGQ_SESSION_KEY: 'x' } })
  t.equal(nowhere.code, 3)
  t.match(nowhere.stderr, /127\.0\.0\.1:1/)
  t.notMatch(nowhere.stderr, /\n {4}at /)
  const flags = await agx(['jobs', '--agq-addr', agq.addr, '--session-key', agq.sessionKey])
  t.equal(flags.code, 0, 'flags do it too')
})

t.test('found by itself through the data directory', async (t) => {
  const result = await agx(['jobs'], { env: { AGQ_ADDR: agq.addr, AGQ_DATA: agq.dataDir } })
  t.equal(result.code, 0, result.stderr)
})

t.test('--local needs no server', async (t) => {
  const result = await agx(['run', '--local', 'sort -r | uniq'], { stdin: 'a\nb\na\n' })
  t.equal(result.stdout, 'b\na\n', result.stderr)
  t.equal(result.code, 0)
  t.equal((await agx(['run', '--local', "sh -c 'exit 6'"])).code, 6)
})

t.test('it leaves the connection count as it was', async (t) => {
  const clients = String(plain(await connection.call('CLIENT', 'LIST')))
  t.notMatch(clients, /name=agx/, 'no connection of a finished agx is left')
})
