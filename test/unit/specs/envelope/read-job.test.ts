/** Every valid Job is accepted as it is; every single broken rule is refused at its place, in both reports. */
import assert from 'node:assert/strict'
import { type JobEnvelope, readJob } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'
import { job } from './arbitrary.ts'

t.test('property: a valid Job is accepted as it is, as text and as bytes', async (t) => {
  fc.assert(
    fc.property(job, (envelope) => {
      const text = JSON.stringify(envelope)
      const expected = { ok: true, value: JSON.parse(text), warnings: [] }
      assert.deepEqual(readJob(text, 'first'), expected)
      assert.deepEqual(readJob(Buffer.from(text), 'all'), expected)
    }),
    { numRuns: 500 },
  )
  t.pass()
})

type Loose = { [name: string]: unknown; tasks: { [name: string]: unknown }[] }
type Mutation = {
  readonly name: string
  readonly pointer: string
  readonly text: RegExp
  readonly apply: (job: Loose) => void
}

const jobField = (field: string, value: unknown, text: RegExp, below = ''): Mutation => ({
  name: `${field} = ${JSON.stringify(value)?.slice(0, 40)}`,
  pointer: `/${field.replace('~', '~0').replace('/', '~1')}${below}`,
  text,
  apply: (job) => {
    job[field] = value
  },
})

const taskField = (field: string, value: unknown, text: RegExp, below = ''): Mutation => ({
  name: `task ${field} = ${JSON.stringify(value)?.slice(0, 40)}`,
  pointer: `/tasks/0/${field}${below}`,
  text,
  apply: (job) => {
    job.tasks = [{ ...job.tasks[0], [field]: value }]
  },
})

const missing = (field: string): Mutation => ({
  name: `no ${field}`,
  pointer: `/${field}`,
  text: new RegExp(`^Missing field /${field}: add it$`),
  apply: (job) => {
    delete job[field]
  },
})

const idWords = /must be 1 to 64 letters, digits, '.', '_', ':' or '-', got .* at /
const many = (count: number) => Array.from({ length: count }, (_, i) => `x${i}`)
const manyEntries = (count: number) => Object.fromEntries(many(count).map((name) => [name, '']))

const manyTasks = (count: number) => many(count).map((_, i) => ({ task_number: i + 1, command: 'true' }))

const mutations: readonly Mutation[] = [
  missing('job_id'),
  missing('plan_id'),
  missing('tasks'),
  ...['job_id', 'plan_id', 'queue', 'concurrency_key'].flatMap((field) => [
    jobField(field, '', idWords),
    jobField(field, 'a b', idWords),
    jobField(field, 'é', idWords),
    jobField(field, 'x'.repeat(65), idWords),
    jobField(field, 'x\n', idWords),
    jobField(field, 7, new RegExp(`^${field} must be a string, got 7 at /${field}$`)),
    jobField(field, null, new RegExp(`^${field} must be a string, got null at /${field}$`)),
  ]),
  jobField(
    'plan_description',
    'x'.repeat(1025),
    /^plan_description must have at most 1024 characters, got 1025 at /,
  ),
  ...[-1, 10].map((n) =>
    jobField('priority', n, new RegExp(`^priority must be between 0 and 9, got ${n} at /priority$`)),
  ),
  jobField('priority', 1.5, /^priority must be a whole number between 0 and 9, got 1.5 at \/priority$/),
  jobField('priority', '5', /^priority must be a whole number between 0 and 9, got "5" at \/priority$/),
  ...[0, 101].map((n) => jobField('max_attempts', n, /^max_attempts must be between 1 and 100, got \d+ at /)),
  jobField('backoff', [], /^backoff must be an object, got an array at \/backoff$/),
  jobField('backoff', { base_secs: -1 }, /^base_secs must be between 0 and 604800, got -1 at /, '/base_secs'),
  jobField('backoff', { factor: 0.5 }, /^factor must be between 1 and 100, got 0.5 at /, '/factor'),
  jobField('backoff', { max_secs: 1e6 }, /^max_secs must be between 0 and 604800/, '/max_secs'),
  jobField(
    'backoff',
    { jitter: false },
    /^Unknown field \/backoff\/jitter \(known here: base_secs, factor, max_secs\)$/,
    '/jitter',
  ),
  jobField('retry_exit_codes', [], /^retry_exit_codes must not be empty at \/retry_exit_codes$/),
  jobField('retry_exit_codes', [256], /^retry_exit_codes\[0\] must be between 0 and 255, got 256 at /, '/0'),
  jobField('retry_exit_codes', [1, 1], /^retry_exit_codes must not name the same value twice at /),
  jobField(
    'not_before',
    'tomorrow',
    /^not_before must be an RFC 3339 time like 2026-01-31T09:30:00Z, got "tomorrow" at /,
  ),
  jobField(
    'not_before',
    '2026-02-30T00:00:00Z',
    /^not_before is no real time: 2026-02-30T00:00:00Z at \/not_before/,
  ),
  jobField('expires_at', '2026-01-31T24:00:00Z', /^expires_at is no real time/),
  jobField('expires_at', 1_700_000_000, /^expires_at must be a string, got 1700000000 at /),
  jobField('requires', many(101), /^Too many requires: 101 \(maximum 100\) at \/requires$/),
  jobField('requires', ['a,b'], /^requires\[0\] must be 1 to 128 letters/, '/0'),
  jobField('env', { '1A': 'x' }, /^Name "1A" must be a letter or '_'/, '/1A'),
  jobField('env', { A: 1 }, /^A must be a string, got 1 at \/env\/A$/, '/A'),
  jobField('env', manyEntries(101), /^Too many env: 101 \(maximum 100\) at \/env$/),
  jobField('env', { A: 'x'.repeat(65_537) }, /^A must have at most 65536 characters, got 65537 at /, '/A'),
  jobField('cwd', '', /^cwd must not be empty at \/cwd$/),
  jobField('cwd', 'x'.repeat(4097), /^cwd must have at most 4096 characters/),
  {
    name: 'concurrency_limit alone',
    pointer: '/concurrency_limit',
    text: /^concurrency_limit needs a concurrency_key: add one, or remove \/concurrency_limit$/,
    apply: (job) => {
      delete job.concurrency_key
      job.concurrency_limit = 2
    },
  },
  jobField('labels', { 'a b': 'x' }, /^Name "a b" must be 1 to 64 letters/, '/a b'),
  jobField('labels', { a: 'x'.repeat(257) }, /^a must have at most 256 characters, got 257 at /, '/a'),
  jobField('labels', manyEntries(65), /^Too many labels: 65 \(maximum 64\)/),
  jobField('colour', 'red', /^Unknown field \/colour \(known here: job_id, plan_id, .*tasks\)$/),
  jobField('steps', [], /^Unknown field \/steps \(did you mean "tasks"\?\)$/),
  jobField('a/b~c', 1, /^Unknown field \/a~1b~0c \(/),
  jobField('tasks', [], /^tasks must not be empty$/),
  jobField('tasks', {}, /^tasks must be an array, got an object at \/tasks$/),
  jobField('tasks', [7], /^tasks\[0\] must be an object, got 7 at \/tasks\/0$/, '/0'),
  jobField('tasks', manyTasks(101), /^Too many tasks: 101 \(maximum 100\)$/),
  taskField('task_number', 0, /^Invalid task numbering: must start at 1, got 0$/),
  taskField('task_number', 2, /^Invalid task numbering: must start at 1, got 2$/),
  taskField('task_number', 1.5, /^task_number must be a whole number from 1 on, got 1.5 at /),
  taskField('command', '', /^command must not be empty at /),
  taskField('command', ' \t', /^command must not be blank, got " \\u0009" at /),
  taskField('command', 'x'.repeat(257), /^command must have at most 256 characters, got 257 at /),
  taskField('command', ['ls'], /^command must be a string, got an array at /),
  taskField('args', '-r', /^args must be an array, got "-r" at \/tasks\/0\/args$/),
  taskField('args', many(101), /^Too many args: 101 \(maximum 100\) at \/tasks\/0\/args$/),
  taskField('args', ['a', 1], /^args\[1\] must be a string, got 1 at \/tasks\/0\/args\/1$/, '/1'),
  taskField('args', ['x'.repeat(65_537)], /^args\[0\] must have at most 65536 characters, got 65537/, '/0'),
  taskField(
    'timeout_secs',
    0,
    /^timeout_secs must be between 1 and 3600, got 0 at \/tasks\/0\/timeout_secs$/,
  ),
  taskField('timeout_secs', 3601, /^timeout_secs must be between 1 and 3600, got 3601 at /),
  taskField('timeout_secs', 0.5, /^timeout_secs must be a whole number between 1 and 3600, got 0.5 at /),
  taskField('input_from_task', 1, /^Invalid input_from_task: task 1 references itself$/),
  taskField('input_from_task', 9, /^Invalid input_from_task: task 1 references unknown task 9$/),
  taskField('ok_exit_codes', [], /^ok_exit_codes must not be empty/),
  taskField('ok_exit_codes', [-1], /^ok_exit_codes\[0\] must be between 0 and 255, got -1/, '/0'),
  taskField('limits', { memory_mb: 0 }, /^memory_mb must be between 1 and 16777216, got 0/, '/memory_mb'),
  taskField(
    'limits',
    { memory: 5 },
    /^Unknown field \/tasks\/0\/limits\/memory \(did you mean "memory_mb"\?\)$/,
    '/memory',
  ),
  taskField(
    'sandbox',
    'docker',
    /^sandbox must be one of "none", "isolated", got "docker" at \/tasks\/0\/sandbox$/,
  ),
  taskField(
    'limits',
    { open_files: 15 },
    /^open_files must be between 16 and 1048576, got 15/,
    '/open_files',
  ),
  taskField('env', { 'A=B': '' }, /^Name "A=B" must be a letter/, '/A=B'),
  taskField('comand', 'ls', /^Unknown field \/tasks\/0\/comand \(did you mean "command"\?\)$/),
]

/** Only the first Task stays, unwired: then each mutation is the one thing that is wrong. */
const single = (envelope: JobEnvelope): Loose => {
  const { not_before: _n, expires_at: _e, concurrency_limit: _c, ...rest } = envelope
  return structuredClone({ ...rest, tasks: envelope.tasks.slice(0, 1) }) as unknown as Loose
}

for (const { name, pointer, text, apply } of mutations) {
  t.test(`refused: ${name}`, async (t) => {
    fc.assert(
      fc.property(job, (envelope) => {
        const broken = single(envelope)
        apply(broken)
        for (const report of ['first', 'all'] as const) {
          const read = readJob(JSON.stringify(broken), report)
          assert.equal(read.ok, false)
          if (read.ok) return
          assert.deepEqual([read.problems.length, read.problems[0].pointer], [1, pointer])
          assert.match(read.problems[0].text, text)
        }
      }),
      { numRuns: 20 },
    )
    t.pass()
  })
}

t.test('the document itself', async (t) => {
  for (const [source, kind] of [
    ['[]', 'an array'],
    ['null', 'null'],
    ['"x"', '"x"'],
    ['7', '7'],
  ] as const)
    t.match(readJob(source, 'first'), {
      ok: false,
      problems: [{ pointer: '', text: `the document must be an object, got ${kind}` }],
    })
})

t.test('1 MiB is the bound, for text and for bytes', async (t) => {
  const of = (bytes: number): string => {
    const body = JSON.stringify({ job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, command: 'true' }] })
    return body + ' '.repeat(bytes - body.length)
  }
  t.ok(readJob(of(1_048_576), 'first').ok)
  t.match(readJob(of(1_048_577), 'first'), { ok: false, problems: [{ text: /^Too big: 1048577 bytes/ }] })
  t.match(readJob(Buffer.from(of(1_048_577)), 'all'), {
    ok: false,
    problems: [{ text: /^Too big: 1048577 bytes/ }],
  })
})
