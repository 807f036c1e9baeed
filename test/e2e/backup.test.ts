/**
 * A backup of a server that works, restored elsewhere: everything acknowledged before it began is there with its
 * bytes, the data passes its check, and whoever holds a lease of the world before the restore is fenced.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import {
  type Agq,
  type Connection,
  cleanEnvironment,
  failureReport,
  launch,
  launchAgq,
  lease,
  pipeline,
  programPath,
  register,
  startAgq,
  successReport,
  temporaryDirectory,
  within,
} from '../harness/index.ts'

t.setTimeout(60_000)
const LARGE = Buffer.alloc(300_000, 'large ')
const SHA256 = createHash('sha256').update(LARGE).digest('hex')

t.test('made under load, restored, checked', async (t) => {
  const agq = await startAgq(t)
  const client = await agq.connect()
  const worker = await agq.connect()
  const { instance } = await register(worker, 'w', ['true'])
  const before = await jobsInAllStates(client, worker)
  const [stale] = await lease(worker, 'w', 'COUNT', '1')
  if (stale === undefined) throw new Error('nothing to lease')
  before.set(stale.jobId, 'running')

  const load = makeLoad(await agq.connect())
  const file = join(temporaryDirectory('backup'), 'agq.tar')
  const made = await run(agq, ['backup', file])
  const submitted = await load.end()
  t.equal(made.status, 0, made.stderr)
  t.match(made.stdout, `${file} has all data of ${agq.dataDir}`)
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.notOk(existsSync(`${file}.partial`))
  t.ok(submitted > 0, 'submits were answered meanwhile')
  const second = launchAgq(t, { dataDir: agq.dataDir })
  t.equal(
    (await within(second.ended, 'an end of the second')).code,
    1,
    'the lock outlives the copying of its file',
  )
  const names = spawnSync('tar', ['-tf', file], { encoding: 'utf8' }).stdout
  t.notMatch(names, 'session.key')

  // The old world goes on: the Job is granted anew, and done.
  await worker.text('JOB.RELEASE', stale.jobId, stale.token)
  const [later] = await lease(worker, 'w', 'COUNT', '1')
  t.equal(later?.jobId, stale.jobId)
  t.ok((await agq.stop()).code === 0)

  const restored = await startAgq(t, { dataDir: restore(file) })
  const again = await restored.connect()
  for (const [jobId, status] of before)
    t.equal((await again.status(jobId)).status, status, `${jobId} is ${status}`)
  t.ok((await again.output('done-large', 1)).equals(LARGE), 'with its bytes')
  t.equal((await again.output('done', 1)).toString(), 'small')
  t.notOk(existsSync(join(restored.dataDir, 'backup.json')), 'the note is spent')

  const back = await restored.connect()
  for (const token of [stale.token, later?.token ?? '']) {
    t.match(await back.error('JOB.COMPLETE', stale.jobId, token, successReport(stale)), /^FENCED /)
  }
  const held = [{ job_id: stale.jobId, token: Number(stale.token) }]
  const registration = { ...(await registrationOf(back, instance, held)) }
  t.match(registration.reply, `fenced=${stale.jobId}`, 'who comes back is told')
  const [fresh] = await lease(back, 'w', 'COUNT', '1')
  t.equal(fresh?.jobId, stale.jobId, 'and the Job is given out again')
  t.ok(Number(fresh?.token) > Number(later?.token), 'with a token that nobody had')
  if (fresh === undefined) return
  t.match(await back.text('JOB.COMPLETE', fresh.jobId, fresh.token, successReport(fresh)), /status=completed/)
  await restored.stop()
  const checked = await run(restored, ['check', '--deep'])
  t.equal(checked.status, 0, checked.stdout)
})

t.test('made while no server runs, also after kill -9', async (t) => {
  const agq = await startAgq(t)
  const client = await agq.connect()
  const jobId = await client.submit(pipeline([['true']]))
  await agq.kill9()
  const file = join(temporaryDirectory('backup'), 'agq.tar')
  const sums = (): string[] => ['agq.db', 'agq.db-wal'].map((name) => sha256Of(join(agq.dataDir, name)))
  const before = sums()
  const made = await run(agq, ['backup', file])
  t.equal(made.status, 0, made.stderr)
  t.same(sums(), before, 'nothing of the data was changed')
  const restored = await startAgq(t, { dataDir: restore(file) })
  t.match(await (await restored.connect()).status(jobId), { status: 'pending' })
})

t.test('refusals name the way out', async (t) => {
  const agq = await startAgq(t)
  const folder = temporaryDirectory('backup')
  const said = async (file: string): Promise<string> => {
    const { status, stderr } = await run(agq, ['backup', file])
    t.equal(status, 1)
    return stderr
  }
  writeFileSync(join(folder, 'there'), 'mine')
  t.match(await said(join(folder, 'there')), /exists already: name another file/)
  t.equal(readFileSync(join(folder, 'there'), 'utf8'), 'mine')
  t.match(await said(join(folder, 'no', 'folder')), /there is no folder .*: make it first/)
  t.match(await said(join(agq.dataDir, 'inside.tar')), /lies in the data directory/)
  t.match(await said('/proc/agq.tar'), /there is no folder|may not write|failed/)
  await agq.stop()
  t.match(await said(join(folder, 'there')), /exists already/, 'also when no server runs')
  const nobody = { ...agq, dataDir: temporaryDirectory('empty') }
  t.match((await run(nobody, ['backup', join(folder, 'x')])).stderr, /there is no database/)
  t.match((await run(nobody, ['check'])).stderr, /there is no database/)
})

t.test('check of a running server says who runs', async (t) => {
  const agq = await startAgq(t)
  const { status, stderr } = await run(agq, ['check'])
  t.equal(status, 1)
  t.match(stderr, `is in use: process ${agq.pid}, listening on ${agq.addr}`)
})

/** One Job of each kind; what each is when it is done with. */
async function jobsInAllStates(client: Connection, worker: Connection): Promise<Map<string, string>> {
  const submit = (job_id: string, more: object = {}): Promise<string> =>
    client.submit(pipeline([['true']], { job_id, ...more }))
  for (const id of ['done', 'done-large', 'failed', 'stale']) await submit(id)
  await client.text('BLOB.PUT', LARGE)
  const grants = await lease(worker, 'w', 'COUNT', '3')
  for (const grant of grants) {
    if (grant.jobId === 'failed') {
      await worker.text('JOB.FAIL', grant.jobId, grant.token, failureReport(grant, 1))
      continue
    }
    const report = grant.jobId === 'done' ? successReport(grant, 'small') : largeReport(successReport(grant))
    await worker.text('JOB.COMPLETE', grant.jobId, grant.token, report)
  }
  await submit('cancelled')
  await client.text('JOB.CANCEL', 'cancelled')
  await submit('pending', { priority: 9 })
  await submit('scheduled', { not_before: '2100-01-01T00:00:00Z' })
  return new Map([
    ['done', 'completed'],
    ['done-large', 'completed'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['pending', 'pending'],
    ['scheduled', 'scheduled'],
  ])
}

function largeReport(report: string): string {
  const parsed = JSON.parse(report) as { task_results: { stdout: object }[] }
  const stdout = {
    bytes: LARGE.length,
    kept_bytes: LARGE.length,
    sha256: SHA256,
    truncated: false,
    blob: true,
  }
  return JSON.stringify({ task_results: parsed.task_results.map((task) => ({ ...task, stdout })) })
}

/** Submits that go on until `end`, which says how many were answered. */
function makeLoad(connection: Connection): { end(): Promise<number> } {
  let going = true
  let answered = 0
  const loop = async (): Promise<void> => {
    while (going) {
      await connection.submit(pipeline([['true', 'x'.repeat(1_000)]], { priority: 9 }))
      answered += 1
    }
  }
  const ended = loop()
  return {
    end: async () => {
      going = false
      await ended
      return answered
    },
  }
}

function restore(file: string): string {
  const dataDir = join(temporaryDirectory('restored'), 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const { status, stderr } = spawnSync('tar', ['-xf', file, '-C', dataDir], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return dataDir
}

async function registrationOf(
  worker: Connection,
  instance: string,
  held: readonly object[],
): Promise<{ reply: string }> {
  const registration = {
    worker_id: 'w',
    hostname: 'test',
    platform: 'linux-x64',
    agw_version: '0.0.0',
    capabilities: { tools: ['true'] },
    max_concurrent_jobs: 5,
    tags: [],
    instance,
    held,
  }
  return { reply: (await worker.text('WORKER.REGISTER', JSON.stringify(registration))) ?? '' }
}

async function run(
  agq: Pick<Agq, 'dataDir' | 'home'>,
  args: readonly string[],
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  const [verb = '', ...rest] = args
  const argv = [process.execPath, programPath('agq'), verb, ...rest, '--data', agq.dataDir] as const
  const program = launch({ argv: [...argv], env: cleanEnvironment(agq.home), cwd: dirname(agq.dataDir) })
  const { code } = await within(program.ended, `an end of agq ${verb}`)
  return { status: code, stdout: program.stdout(), stderr: program.stderr() }
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
