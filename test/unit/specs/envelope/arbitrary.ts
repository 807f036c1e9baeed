/**
 * Valid documents of every sort, for properties. Written from the contract and not from the schemas, so that the two are
 * held against each other.
 */
import type {
  JobEnvelope,
  JobReport,
  StreamReport,
  Task,
  TaskReport,
  WorkerRegistration,
} from '@agenix/specs'
import fc from 'fast-check'

const letters = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })

const word = 'abcXYZ019'
export const id = letters(`${word}._:-`, 1, 64)
/** Text of any language, without what no command line can hold. */
export const text = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', maxLength })
    .map((s) => [...s.replaceAll('\0', '')].slice(0, maxLength).join(''))
const command = text(40).filter((s) => /\S/.test(s))
const env = fc.dictionary(letters('abcXYZ_', 1, 20), text(20), { maxKeys: 5 }).map(plainObject)
const labels = fc.dictionary(letters(`${word}._:/-`, 1, 20), text(20), { maxKeys: 5 }).map(plainObject)
const exitCodes = fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 5 })
const tags = fc.array(letters(`${word}._:/=-`, 1, 30), { maxLength: 4 })

function plainObject<T>(dictionary: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(dictionary).filter(([name]) => name !== '__proto__'))
}

const taskOptions = fc.record(
  {
    args: fc.array(text(30), { maxLength: 6 }),
    timeout_secs: fc.integer({ min: 1, max: 3600 }),
    env,
    cwd: text(40).filter((s) => s !== ''),
    ok_exit_codes: exitCodes,
    limits: fc.record(
      {
        memory_mb: fc.integer({ min: 1, max: 4096 }),
        cpu_secs: fc.integer({ min: 1, max: 3600 }),
        output_bytes: fc.integer({ min: 1, max: 2 ** 40 }),
        processes: fc.integer({ min: 1, max: 100 }),
        open_files: fc.integer({ min: 16, max: 2 ** 20 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
)

const paths = fc.uniqueArray(
  letters(`${word}/ -`, 0, 30)
    .map((path) => `/${path}`)
    .filter((path) => !path.split('/').includes('..')),
  { maxLength: 4 },
)

/** What an isolated Task may declare is refused of another. */
const isolation = fc.oneof(
  fc.record({ sandbox: fc.constant('none' as const) }, { requiredKeys: [] }),
  fc.record(
    {
      sandbox: fc.constant('isolated' as const),
      network: fc.constantFrom('none' as const, 'loopback' as const, 'host' as const),
      read_paths: paths,
      write_paths: paths,
    },
    { requiredKeys: ['sandbox'] },
  ),
)

/** 1 to 100 Tasks, numbered and wired as the rules ask. */
export const tasks = fc
  .array(fc.tuple(command, taskOptions, isolation, fc.option(fc.nat())), {
    minLength: 1,
    maxLength: 100,
    size: 'small',
  })
  .map((list): Task[] =>
    list.map(([command, options, seclusion, from], index) => ({
      task_number: index + 1,
      command,
      ...options,
      ...seclusion,
      ...(from === null || index === 0 ? {} : { input_from_task: (from % index) + 1 }),
    })),
  )

const time = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

const jobOptions = fc.record(
  {
    plan_description: text(100),
    queue: id,
    priority: fc.integer({ min: 0, max: 9 }),
    max_attempts: fc.integer({ min: 1, max: 100 }),
    backoff: fc.record(
      {
        base_secs: fc.double({ min: 0, max: 3600, noNaN: true }),
        factor: fc.double({ min: 1, max: 100, noNaN: true }),
        max_secs: fc.integer({ min: 0, max: 604_800 }),
      },
      { requiredKeys: [] },
    ),
    retry_exit_codes: exitCodes,
    requires: tags,
    env,
    cwd: text(40).filter((s) => s !== ''),
    labels,
  },
  { requiredKeys: [] },
)

const times = fc.oneof(
  fc.constant({}),
  time.map((not_before) => ({ not_before })),
  time.map((expires_at) => ({ expires_at })),
  fc
    .uniqueArray(time, { minLength: 2, maxLength: 2 })
    .map((pair) => pair.toSorted())
    .map(([not_before = '', expires_at = '']) => ({ not_before, expires_at })),
)

const concurrency = fc.oneof(
  fc.constant({}),
  id.map((concurrency_key) => ({ concurrency_key })),
  fc.record({ concurrency_key: id, concurrency_limit: fc.integer({ min: 1, max: 10_000 }) }),
)

/** A Job that is valid in version 0.2. */
export const job = fc
  .tuple(fc.record({ job_id: id, plan_id: id }), jobOptions, times, concurrency, tasks)
  .map(([ids, options, times, concurrency, tasks]): JobEnvelope => {
    return { ...ids, ...options, ...times, ...concurrency, tasks }
  })

const stream = fc.uint8Array({ maxLength: 40 }).chain(
  (kept): fc.Arbitrary<StreamReport> =>
    fc
      .record({ lost: fc.nat(), sha256: letters('0123456789abcdef', 64, 64), asBlob: fc.boolean() })
      .map((s) => ({
        bytes: kept.length + s.lost,
        kept_bytes: kept.length,
        sha256: s.sha256,
        truncated: s.lost > 0,
        ...(s.lost > 0 ? { head_bytes: Math.ceil(kept.length / 2) } : {}),
        ...(s.asBlob ? { blob: true as const } : { inline: Buffer.from(kept).toString('base64') }),
      })),
)

const taskReport = fc.record<Omit<TaskReport, 'task_number'>>({
  command,
  exit_code: fc.option(fc.integer({ min: 0, max: 255 })),
  signal: fc.option(fc.constantFrom('SIGKILL', 'SIGTERM')),
  timed_out: fc.boolean(),
  failure: fc.constantFrom(
    null,
    'exit',
    'signal',
    'timeout',
    'oom',
    'cpu',
    'not_found',
    'not_started',
    'cancelled',
    'output',
    'lost',
  ),
  started_at: time,
  duration_ms: fc.nat(),
  stdout: stream,
  stderr: stream,
})

/** What a worker reports at the end of an Attempt. */
export const report = fc
  .record(
    {
      first: fc.integer({ min: 1, max: 3 }),
      list: fc.array(taskReport, { maxLength: 5 }),
      error: text(80),
      reason: fc.constantFrom('task' as const, 'worker' as const, 'cancelled' as const, 'policy' as const),
      retryable: fc.boolean(),
    },
    { requiredKeys: ['first', 'list'] },
  )
  .map(({ first, list, ...rest }): JobReport => {
    return { task_results: list.map((task, index) => ({ task_number: first + index, ...task })), ...rest }
  })

export const registration: fc.Arbitrary<WorkerRegistration> = fc.record(
  {
    worker_id: id,
    hostname: text(60).filter((s) => s !== ''),
    platform: fc.constantFrom('linux-x64', 'darwin-arm64'),
    agw_version: fc.constant('0.1.0'),
    capabilities: fc.record(
      {
        tools: fc.array(command, { maxLength: 20 }),
        trust: fc.array(letters('0123456789abcdef', 32, 32), { maxLength: 3 }),
      },
      { requiredKeys: ['tools'] },
    ),
    max_concurrent_jobs: fc.integer({ min: 1, max: 1024 }),
    tags,
    instance: fc.uuid(),
    heartbeat_interval_secs: fc.double({ min: 0.1, max: 60, noNaN: true }),
    held: fc.array(fc.record({ job_id: id, token: fc.integer({ min: 1 }) }), { maxLength: 5 }),
  },
  {
    requiredKeys: [
      'worker_id',
      'hostname',
      'platform',
      'agw_version',
      'capabilities',
      'max_concurrent_jobs',
      'tags',
      'instance',
    ],
  },
)
