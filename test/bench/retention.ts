/**
 * What retention costs: the life of a Job at the store (submit, lease, complete in batches), and sweeping what has
 * ended, step by step. Each step is a batch that others wait behind, so the longest one is the longest pause.
 *
 *   node test/bench/retention.ts [--jobs 100000] [--step 250] [--dist agq/dist]
 *
 * With --dist of another checkout the first part compares two builds; a build that cannot sweep says so.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '../harness/config.ts'

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '100000' },
    step: { type: 'string', default: '250' },
    dist: { type: 'string', default: join(repositoryRoot, 'agq/dist') },
    life: { type: 'boolean', default: false },
  },
})
const jobs = Number(values.jobs)
const step = Number(values.step)
const BATCH = 250
const dist = resolve(values.dist)
type Batch = typeof import('../../agq/dist/engine/batch.js')
type Store = typeof import('../../agq/dist/store/sqlite/store.js')
type Prepare = typeof import('../../agq/dist/engine/prepare.js')
type Command = import('../../agq/dist/engine/commands.js').Command
const { runBatch }: Batch = await import(`${dist}/engine/batch.js`)
const { openSqliteStore }: Store = await import(`${dist}/store/sqlite/store.js`)
const { NO_INPUT, prepareJob }: Prepare = await import(`${dist}/engine/prepare.js`)

const folder = mkdtempSync(join(tmpdir(), 'agq-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'agq.db')
const store = openSqliteStore(path)
const started = Date.now()
const at = () => ({ wallMs: Date.now(), monoMs: Math.floor(performance.now()) })
const run = (commands: readonly Command[]) => runBatch(store, 'default', commands)

const stream = { bytes: 100, kept_bytes: 100, sha256: 'a'.repeat(64), truncated: false }
const report = JSON.stringify({
  task_number: 1,
  command: 'true',
  exit_code: 0,
  signal: null,
  timed_out: false,
  failure: null,
  started_at: new Date().toISOString(),
  duration_ms: 1,
  stdout: stream,
  stderr: { ...stream, bytes: 0, kept_bytes: 0 },
})
const task = {
  taskNumber: 1,
  exitCode: 0,
  report,
  stdoutInline: Buffer.alloc(100, 'x').toString('base64'),
  stderrInline: '',
  blobs: [],
  keptBytes: 100,
}

function submit(index: number): Command {
  const envelope = { job_id: `job-${index}`, plan_id: 'plan', tasks: [{ task_number: 1, command: 'true' }] }
  const job = prepareJob(envelope, JSON.stringify(envelope), NO_INPUT)
  return { kind: 'job.submit', job, origin: '{"key":"session","command":"JOB.SUBMIT"}', at: at() }
}

/** Takes and completes as many as a batch holds. */
async function work(): Promise<void> {
  const lease = { kind: 'job.lease', workerId: 'w', introduce: false } as const
  const { answers } = await run([{ ...lease, count: BATCH, at: at() }])
  const grants = answers[0]?.kind === 'grants' ? answers[0].grants : []
  await run(
    grants.map(({ jobId, token }) => ({
      kind: 'job.finish',
      jobId,
      token,
      verdict: 'complete',
      report: { tasks: [task], error: null, reason: 'task', retryable: true },
      chance: 0,
      next: 0,
      at: at(),
    })),
  )
}

await run([
  {
    kind: 'worker.register',
    holderIsThere: false,
    registration: {
      worker_id: 'w',
      hostname: 'h',
      platform: 'linux',
      agw_version: '0.0.0',
      capabilities: { tools: ['true'] },
      max_concurrent_jobs: BATCH,
      tags: [],
      instance: 'i',
    },
    intervalMs: 60_000,
    leaseMs: 3_600_000,
    at: at(),
  },
])
const begun = performance.now()
const cpuBegun = process.cpuUsage()
for (let index = 0; index < jobs; index += BATCH) {
  await run(Array.from({ length: BATCH }, (_, i) => submit(index + i)))
  await work()
}
const perJob = ((performance.now() - begun) * 1000) / jobs
const { user, system } = process.cpuUsage(cpuBegun)
console.log(
  `life: ${perJob.toFixed(1)} µs a Job, ${((user + system) / jobs).toFixed(1)} µs of processor (${jobs} Jobs, submit, lease, complete, ${BATCH} a batch)`,
)

if (!values.life) {
  const rule = { name: 'all', what: 'jobs', max_count: 0 } as const
  const times: number[] = []
  const cpuBefore = process.cpuUsage()
  let removed = 0
  for (;;) {
    const from = performance.now()
    const { answers } = await run([{ kind: 'retention.sweep', step: { rule }, limit: step, at: at() }])
    times.push(performance.now() - from)
    const [answer] = answers
    if (answer?.kind !== 'retired' || answer.count === 0) break
    removed += answer.count
  }
  const cpu = process.cpuUsage(cpuBefore)
  times.sort((a, b) => a - b)
  const part = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)
  const total = times.reduce((sum, time) => sum + time, 0)
  console.log(
    `sweep: ${removed} Jobs in ${(total / 1000).toFixed(2)} s (${((cpu.user + cpu.system) / 1e6).toFixed(2)} s of processor), ${times.length} steps of ${step}: median ${part(0.5)} ms, 99 % ${part(0.99)} ms, longest ${part(1)} ms`,
  )
  console.log(
    `the database holds ${(statSync(path).size / 2 ** 20).toFixed(0)} MiB, ${Date.now() - started} ms in all`,
  )
}
store.close()
