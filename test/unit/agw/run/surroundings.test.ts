/** What a task finds around itself: environment, directory, umask, descriptors, session, stdin. */
import { existsSync, readdirSync } from 'node:fs'
import t from 'tap'
import { closeInheritedDescriptors } from '../../../../agw/dist/exec/inherited-descriptors.js'
import { runJob, stateIdOf, textOf } from './run-one-job.ts'

t.test('a clean environment', async (t) => {
  process.env.SECRET_OF_THE_WORKER = 'x'
  const { tasks } = await runJob(
    t.testdir(),
    [{ command: 'env', env: { B: 'task', C: 'task', AGX_JOB_ID: 'forged' } }],
    {
      job: { job_id: 'j.1', env: { A: 'job', B: 'job', LANG: 'xx' } },
    },
  )
  const names = Object.fromEntries(
    textOf(tasks[0])
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  t.match(names, {
    A: 'job',
    B: 'task',
    C: 'task',
    LANG: 'xx',
    AGX_JOB_ID: 'j.1',
    AGX_TASK: '1',
    AGX_ATTEMPT: '1',
    AGX_TOKEN: '7',
    AGX_WORKER_MARK: `${stateIdOf(process.pid)}:j.1:7`,
  })
  const allowed = new Set([
    'PATH',
    'HOME',
    'LANG',
    'TZ',
    'A',
    'B',
    'C',
    'AGX_JOB_ID',
    'AGX_TASK',
    'AGX_ATTEMPT',
    'AGX_TOKEN',
    'AGX_WORKER_MARK',
  ])
  t.strictSame(
    Object.keys(names).filter((name) => !allowed.has(name)),
    [],
    'and nothing else',
  )
})

t.test('a private directory, one for all tasks of the attempt, gone afterwards', async (t) => {
  const { tasks, roots } = await runJob(t.testdir(), [
    {
      command: 'sh',
      args: ['-c', 'pwd; stat -c %a .; ls -A | wc -l; mkdir -p deep/er; echo kept > deep/er/file'],
    },
    { command: 'cat', args: ['deep/er/file'] },
  ])
  const [path = '', mode, count] = textOf(tasks[0]).split('\n')
  t.equal(mode, '700')
  t.equal(count?.trim(), '0', 'nothing lies in it')
  t.equal(textOf(tasks[1]), 'kept\n')
  t.notOk(existsSync(path))
  t.strictSame(readdirSync(roots.spool), [])
})

t.test('the declared cwd: the task before the Job, relative from the private directory', async (t) => {
  const directory = t.testdir({ here: {} })
  const { tasks } = await runJob(
    directory,
    [
      { command: 'pwd' },
      { command: 'pwd', cwd: '/' },
      { command: 'mkdir', args: ['sub'], cwd: '.' },
      { command: 'pwd', cwd: 'sub' },
    ],
    { job: { cwd: `${directory}/here` } },
  )
  t.equal(textOf(tasks[0]).trim(), `${directory}/here`)
  t.equal(textOf(tasks[1]), '/\n')
  t.match(textOf(tasks[3]), /@7\/sub\n$/)
})

t.test('a cwd that is not there', async (t) => {
  const { tasks } = await runJob(t.testdir(), [{ command: 'true', cwd: '/no/such/place' }])
  t.match(tasks, [
    { failure: 'not_started', error: /the cwd \/no\/such\/place is not a directory on this worker/ },
  ])
})

t.test('its own session and group, descriptors 0 to 2, and the umask', async (t) => {
  // As main does, first of all: this test was itself started with who knows what.
  process.umask(0o077)
  closeInheritedDescriptors()
  const script = 'umask; ls /proc/self/fd; cut -d" " -f5,6 /proc/$$/stat; echo $$'
  const { tasks } = await runJob(t.testdir(), [{ command: 'sh', args: ['-c', script] }])
  const [umask, ...rest] = textOf(tasks[0]).trim().split('\n')
  t.equal(umask, '0077')
  t.strictSame(rest.slice(0, -2), ['0', '1', '2', '3'], '3 is the listing itself')
  const pid = rest.at(-1)
  t.equal(rest.at(-2), `${pid} ${pid}`)
})

t.test('stdin: the input for task 1, an earlier stdout where declared, nothing otherwise', async (t) => {
  const { tasks } = await runJob(
    t.testdir(),
    [
      { command: 'cat' },
      { command: 'cat' },
      { command: 'tr', args: ['a-z', 'A-Z'], input_from_task: 1 },
      { command: 'cat', input_from_task: 1 },
    ],
    { input: Buffer.from('input') },
  )
  t.strictSame(
    tasks.map((task) => textOf(task)),
    ['input', '', 'INPUT', 'input'],
  )
})

t.test('an input that has to be fetched', async (t) => {
  const { writeFileSync } = await import('node:fs')
  const fetched = await runJob(t.testdir(), [{ command: 'wc', args: ['-c'] }], {
    inputRef: 'f'.repeat(64),
    outlet: { fetchInput: async (_sha256, path) => writeFileSync(path, Buffer.alloc(100_000)) },
  })
  t.equal(textOf(fetched.tasks[0]).trim(), '100000')
  const missing = await runJob(t.testdir(), [{ command: 'wc' }], { inputRef: 'f'.repeat(64) })
  t.match(missing.report, {
    task_results: [],
    reason: 'worker',
    retryable: true,
    error: /no input was promised/,
  })
})

t.test('bytes pass unchanged through files', async (t) => {
  const every = Buffer.from(Array.from({ length: 256 * 40 }, (_, index) => index % 256))
  const { tasks } = await runJob(
    t.testdir(),
    [{ command: 'cat' }, { command: 'tee', args: ['/dev/stderr'], input_from_task: 1 }],
    { input: every },
  )
  for (const stream of ['stdout', 'stderr'] as const) {
    t.ok(every.equals(Buffer.from(tasks[1]?.[stream].inline ?? '', 'base64')), stream)
  }
})

t.test('opening /dev/stdout again does not write over what is there', async (t) => {
  const { tasks } = await runJob(t.testdir(), [
    { command: 'sh', args: ['-c', 'echo one; echo two >> /dev/stdout; echo three'] },
  ])
  t.equal(textOf(tasks[0]), 'one\ntwo\nthree\n')
})
