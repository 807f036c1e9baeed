/**
 * A server with a tiny policy: outputs and Jobs vanish, and say by which rule; their bytes leave the disk; what nobody
 * names goes too, also after a crash. A policy that is wrong is refused at the start.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  launchAgq,
  listen,
  pipeline,
  startAgq,
  startAgw,
  taskResult,
  temporaryDirectory,
} from '../harness/index.ts'

const folder = temporaryDirectory('retention')

function policy(name: string, rules: readonly object[]): readonly string[] {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.json`)
  writeFileSync(path, JSON.stringify({ sweep_secs: 1, rules }))
  return ['--retention', path, '--log-level', 'info']
}

const blobs = { name: 'blobs-now', what: 'blobs', max_age_secs: 1 }
const agq = await startAgq(t, {
  args: policy('tiny', [
    { name: 'kept-little', what: 'outputs', queues: ['default'], max_bytes: 1_000 },
    { name: 'few', what: 'jobs', statuses: ['completed'], queues: ['scratch*'], max_count: 1 },
    blobs,
  ]),
})
await startAgw(t, agq)
const connection = await agq.connect()
const events = await listen(agq, ['jobs'])

function files(): readonly string[] {
  const root = join(agq.dataDir, 'blobs')
  return readdirSync(root).flatMap((name) => readdirSync(join(root, name)))
}

/** Asks the server until it says so. */
async function told(pattern: RegExp): Promise<void> {
  const until = performance.now() + 20_000
  let info = ''
  while (performance.now() < until) {
    info = (await connection.text('INFO', 'retention')) ?? ''
    if (pattern.test(info)) return
  }
  throw new Error(`${pattern} is not in ${info}`)
}

t.test('outputs go, the record says by which rule and when, the bytes leave the disk', async (t) => {
  const writes = pipeline([['head', '-c', '100000', '/dev/zero']])
  const jobId = await connection.submit(writes)
  const before = await connection.wait(jobId)
  t.equal(before.status, 'completed', before.error ?? '')
  const gone = await events.until(({ event, job_id }) => event === 'outputs_expired' && job_id === jobId)
  t.match(gone, { policy: 'kept-little', status: 'completed' })
  const status = await connection.json<{ outputs_expired: { policy: string; at: string } }>(
    'JOB.STATUS',
    jobId,
  )
  t.equal(status.outputs_expired.policy, 'kept-little')
  const told1 = await connection.error('JOB.OUTPUT', jobId, 1, 'STDOUT')
  t.match(
    told1,
    new RegExp(`^NOTFOUND stdout of task 1 .* expired by policy kept-little at ${status.outputs_expired.at}`),
  )
  t.match(taskResult(await connection.wait(jobId), 1), {
    stdout_bytes: 100_000,
    stdout_sha256: taskResult(before, 1).stdout_sha256,
  })
  const empty = await connection.call('JOB.OUTPUT', jobId, 1, 'STDERR')
  t.ok(empty.kind === 'bulk' && empty.value.length === 0, 'of what was empty nothing is gone')
  t.match(await connection.json('JOB.WHY', jobId), { sentence: /expired by policy kept-little/ })
  await told(/rule_blobs-now:.*removed=1,removed_bytes=100000/)
  t.same(files(), [])
})

t.test('of a queue only the newest Jobs stay, and an id that went is free', async (t) => {
  const first = pipeline([['true']], { queue: 'scratch-1' })
  await connection.wait(await connection.submit(first))
  await connection.wait(await connection.submit(pipeline([['true']], { queue: 'scratch-2' })))
  const gone = await events.until(({ event }) => event === 'expired')
  t.match(gone, { policy: 'few', job_id: first.job_id, queue: 'scratch-1', status: 'completed' })
  t.equal(await connection.text('JOB.STATUS', first.job_id), null)
  const other = pipeline([['true'], ['cat']], { job_id: first.job_id })
  t.equal(await connection.submit(other), first.job_id)
})

t.test('the policy in force', async (t) => {
  const info = (await connection.text('INFO', 'retention')) ?? ''
  t.match(info, /sweep_secs:1\r\nby_age:on\r\nclock_off_secs:0\r\n/)
  t.match(
    info,
    /rule_few:what=jobs,statuses=completed,queues=scratch\*,max_count=1,removed=1,removed_bytes=0,last=20/,
  )
  t.match(agq.program.stderr(), /"policy":"few".*"msg":"expired"/)
})

t.test('what a crash left without a row is found', async (t) => {
  const stray = 'ab'.repeat(32)
  const path = join(agq.dataDir, 'blobs', 'ab', stray)
  writeFileSync(path, 'left')
  await agq.restart()
  const again = await agq.connect()
  const until = performance.now() + 20_000
  while (existsSync(path) && performance.now() < until) await again.text('PING')
  t.notOk(existsSync(path))
})

t.test('a policy that is none', async (t) => {
  const wrong = launchAgq(t, { args: policy('wrong', [{ name: 'x', what: 'jobs' }]) })
  t.equal((await wrong.ended).code, 2)
  t.match(wrong.stderr(), /wrong\.json is no retention policy:\n {2}rule "x" has no bound: add max_age_secs/)
})
