/** `agx run` behaves like the pipeline itself: exact output, its errors, its exit code. */
import { randomBytes } from 'node:crypto'
import t from 'tap'
import { agx, startAgx, startStack } from './agx.ts'

const stack = await startStack()
t.teardown(() => stack.stop())
const { env } = stack

t.test('output, line per task, exit code 0', async (t) => {
  const cwd = t.testdir({ 'app.log': 'b\na\nb\n' })
  const { code, stdout, stderr } = await agx(['run', 'cat app.log | sort | uniq -c'], { env, cwd })
  t.equal(stdout, '      1 a\n      2 b\n')
  t.match(stderr, /^1 {2}cat app\.log +exit 0 .* 6 B\n2 {2}sort +exit 0 .*\n3 {2}uniq -c +exit 0 .*\n$/)
  t.equal(code, 0)
})

for (const [pipeline, code, says] of [
  ["sh -c 'exit 42' | cat", 42, /exit 42.*\n2 +cat +not run/],
  ['sh -c "kill -9 \\$\\$"', 137, /SIGKILL/],
  ['./not-there', 127, /not found/],
] as const) {
  t.test(`${pipeline} ends with ${code}`, async (t) => {
    const ended = await agx(['run', pipeline], { env })
    t.equal(ended.code, code)
    t.match(ended.stderr, says)
  })
}

t.test('a task that takes too long is 124', async (t) => {
  const { code, stderr } = await agx(['run', 'sleep 30', '--timeout-secs', '1'], { env })
  t.equal(code, 124)
  t.match(stderr, /timed out/)
})

t.test('standard error of a task is standard error', async (t) => {
  const { stdout, stderr } = await agx(['run', '-q', 'sh -c "echo out; echo err >&2"'], { env })
  t.equal(stdout, 'out\n')
  t.equal(stderr, 'err\n')
})

for (const sizeBytes of [0, 10_000, 3_000_000, 20_000_000]) {
  t.test(`${sizeBytes} bytes of stdin come out exactly`, async (t) => {
    const input = randomBytes(sizeBytes)
    const { code, bytes } = await agx(['run', '-q', 'cat | cat'], { env, input })
    t.equal(code, 0)
    t.ok(bytes.equals(input))
  })
}

t.test('a misspelt command is cancelled, with the nearest name', async (t) => {
  const { code, stderr } = await agx(['run', 'grpe x'], { env })
  t.equal(code, 127)
  t.match(stderr, 'agx: no worker has the command "grpe" (did you mean "grep"?)')
  const { jobs } = JSON.parse((await agx(['jobs', '--limit', '1', '--json'], { env })).stdout)
  t.equal(jobs[0].status, 'cancelled')
})

t.test('a tag nobody has is refused in the same way, unless one waits', async (t) => {
  const tagged = { plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }], requires: ['moon'] }
  const input = JSON.stringify(tagged)
  const { code, stderr } = await agx(['run', '-', '--job-id', 'tagged'], { env, input })
  t.equal(code, 127)
  t.equal(
    stderr,
    'agx: no worker has the tag "moon"; the Job was cancelled. Start a worker that has it, or leave the Job queued for one with --wait-for-worker.\n',
  )
  const run = startAgx(['run', '-', '--wait-for-worker'], { env, input })
  await run.says(/waits: No live worker has the tag "moon"/)
  run.child.kill('SIGINT')
  t.equal((await run.ended).code, 130)
})

t.test('isolation is for pipelines, and what goes with it needs it', async (t) => {
  for (const [args, says] of [
    [
      ['true', '--network', 'host'],
      '--network, --read and --write say what an isolated task has: add --sandbox isolated.',
    ],
    [['true', '--sandbox', 'none', '--read', '/x'], 'add --sandbox isolated.'],
    [['true', '--sandbox', 'docker'], '--sandbox must be one of none, isolated, not "docker".'],
    [['true', '--sandbox', 'isolated', '--network', 'all'], '--network must be one of none, loopback, host'],
    [['-', '--sandbox', 'isolated'], '- is an envelope, so write them there.'],
  ] as const) {
    const { code, stderr } = await agx(['run', ...args], { env, input: '' })
    t.equal(code, 2)
    t.ok(stderr.includes(says), stderr)
  }
})

t.test('-q takes the lines per task away, not the reason of a failure', async (t) => {
  const { stderr } = await agx(['run', '-q', 'false', '--job-id', 'why'], { env })
  t.match(stderr, /^agx: Job why failed: .+\n$/)
})

t.test('an input that cannot be read', async (t) => {
  const cwd = t.testdir({ d: {} })
  for (const [file, why] of [
    ['gone', 'there is no such file'],
    ['d', 'it is a directory'],
  ]) {
    const { code, stderr } = await agx(['run', 'cat', '--input', String(file)], { env, cwd })
    t.equal(code, 2)
    t.equal(stderr, `agx: cannot read the input ${file}: ${why}. Name a file with --input.\n`)
  }
})

t.test('Ctrl-C cancels the Job', async (t) => {
  const run = startAgx(['run', 'sh -c "echo started >&2; exec sleep 60"'], { env })
  await run.says(/started/)
  run.child.kill('SIGINT')
  const { code, stderr } = await run.ended
  t.equal(code, 130)
  t.match(stderr, /cancelled/)
})

t.test('Ctrl-C works while the reader has stopped reading', async (t) => {
  const run = startAgx(['run', 'sh -c "echo started >&2; exec yes"'], { env })
  run.child.stdout?.pause()
  await run.says(/started/)
  run.child.kill('SIGINT')
  await run.says(/cancelled/)
  run.child.stdout?.resume()
  t.equal((await run.ended).code, 130)
})

t.test('an open and silent stdin is mentioned', async (t) => {
  const run = startAgx(['run', 'wc -c'], { env, input: 'open' })
  await run.says(/reading the Job's input from stdin/)
  run.child.stdin?.end('abc')
  t.equal((await run.ended).stdout, '3\n')
})

t.test('a reader that leaves ends the Job quietly', async (t) => {
  const run = startAgx(['run', 'yes'], { env })
  run.child.stdout?.once('data', () => run.child.stdout?.destroy())
  const { code } = await run.ended
  t.equal(code, 141)
  const { jobs } = JSON.parse((await agx(['jobs', '--limit', '1', '--json'], { env })).stdout)
  t.equal(jobs[0].status, 'cancelled')
})

t.test('--json is the status and nothing else', async (t) => {
  const { stdout } = await agx(['run', '--json', 'seq 3'], { env })
  t.match(JSON.parse(stdout), { status: 'completed', task_results: [{ command: 'seq', exit_code: 0 }] })
})

t.test('an envelope in a file runs; the same file again is the same Job', async (t) => {
  const envelope = {
    job_id: 'once',
    plan_id: 'p',
    tasks: [{ task_number: 1, command: 'date', args: ['+%N'] }],
  }
  const cwd = t.testdir({ 'job.json': JSON.stringify(envelope) })
  const first = await agx(['run', 'job.json'], { env, cwd })
  const second = await agx(['run', 'job.json'], { env, cwd })
  t.equal(first.code, 0)
  t.equal(second.stdout, first.stdout)
  t.match(second.stderr, /Job once was submitted before/)
})
