/**
 * The verbs of the command line that look and manage: what they print for programs (stdout is JSON and nothing else
 * where it is no terminal for the verbs that answer with an id) and the exit codes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type AgxResult, agx, pipeline, startAgq, startAgw, temporaryDirectory } from '../harness/index.ts'

t.setTimeout(120_000)
const agq = await startAgq(t)
const worker = await startAgw(t, agq, { concurrency: 2, heartbeat: 1 })
const connection = await agq.connect()
const directory = temporaryDirectory('files')

const run = (args: readonly string[], more: object = {}): Promise<AgxResult> =>
  agx(args, { agq, cwd: directory, ...more })

/** Verbs that this agx does not offer yet cannot be tested, and will be as soon as its help names them. */
async function lacks(noun: string, ...verbs: readonly string[]): Promise<string | false> {
  const { stdout } = await run([...(noun === '' ? [] : [noun]), '--help'])
  const missing = verbs.filter((verb) => !new RegExp(`^ +${verb}\\b`, 'm').test(stdout))
  return missing.length > 0 && `agx ${noun} does not offer ${missing.join(', ')} yet`
}

function fileOf(name: string, content: object | string): string {
  const path = join(directory, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

t.test('validate', async (t) => {
  const good = fileOf('good.json', pipeline([['sort'], ['uniq']]))
  const bad = fileOf('bad.json', { job_id: 'j', plan_id: 'p', tasks: [{ task_number: 1, comand: 'cat' }] })
  t.equal((await run(['validate', good])).code, 0)
  const refused = await run(['validate', good, bad])
  t.equal(refused.code, 1)
  t.match(refused.stdout + refused.stderr, 'Unknown field /tasks/0/comand (did you mean "command"?)')
  t.equal((await run(['validate', join(directory, 'missing.json')])).code, 2)
  t.equal((await run(['validate'])).code, 2)
})

t.test('submit', async (t) => {
  const envelope = pipeline([['sort', '-r'], ['uniq']])
  const file = fileOf('job.json', envelope)
  const quiet = await run(['submit', file], { stdin: 'a\nb\na\n' })
  t.equal(quiet.code, 0, quiet.stderr)
  t.match(
    JSON.parse(quiet.stdout),
    { job_id: envelope.job_id },
    'stdout is no terminal: JSON and nothing else',
  )
  t.equal((await connection.wait(envelope.job_id)).status, 'completed')
  t.equal((await connection.output(envelope.job_id, 2)).toString(), 'b\na\n', 'stdin was its input')

  const waited = fileOf('waited.json', pipeline([['printf', 'hi']]))
  const done = await run(['submit', waited, '--wait'])
  t.equal(done.code, 0, done.stderr)
  const failing = fileOf('failing.json', pipeline([['sh', '-c', 'exit 7']]))
  t.equal((await run(['submit', failing, '--wait'])).code, 7)
  const other = fileOf('other.json', pipeline([['true']]))
  t.equal((await run(['job', 'submit', '--file', other])).code, 0)
  const refused = fileOf('refused.json', { ...envelope, tasks: [] })
  const no = await run(['submit', refused])
  t.equal(no.code, 1)
  t.match(no.stderr, 'tasks must not be empty')
  t.equal(no.stdout, '')
})

t.test('job status, stdout, stderr, wait', async (t) => {
  const envelope = pipeline([
    ['sh', '-c', 'printf "one\\000\\377"; echo err >&2'],
    ['sh', '-c', 'cat >/dev/null; printf two; exit 5'],
  ])
  await connection.submit(envelope)
  const { job_id } = envelope
  t.equal((await run(['job', 'wait', job_id])).code, 5, 'wait ends as the last task did')
  const status = await run(['job', 'status', job_id, '--json'])
  t.equal(status.code, 0)
  t.match(JSON.parse(status.stdout), {
    job_id,
    status: 'failed',
    task_results: [{ exit_code: 0 }, { exit_code: 5 }],
  })
  t.equal((await run(['job', 'stdout', job_id])).stdout, 'two', 'the last task is meant')
  t.match((await run(['job', 'stderr', job_id, '--task', '1'])).stdout, 'err\n')
  t.equal((await run(['job', 'stdout', job_id, '--task', '1'])).stdout, 'one\0\ufffd')
  t.equal((await run(['JOB', 'Status', job_id, '--json'])).code, 0, 'nouns are case-insensitive')
  const unknown = await run(['job', 'status', 'nobody'])
  t.equal(unknown.code, 1)
  t.match(unknown.stderr, /nobody/)
})

t.test('job wait gives up after --timeout', async (t) => {
  const jobId = await connection.submit(pipeline([['no-such-tool']]))
  t.equal((await run(['job', 'wait', jobId, '--timeout', '0.2'])).code, 124)
  const cancelled = await run(['job', 'cancel', jobId])
  t.equal(cancelled.code, 0, cancelled.stderr)
  t.equal((await connection.status(jobId)).status, 'cancelled')
  t.equal((await run(['job', 'cancel', 'nobody'])).code, 1)
})

t.test('job logs and why', { skip: await lacks('job', 'logs', 'why') }, async (t) => {
  const envelope = pipeline([['sh', '-c', 'echo err >&2; exit 5']])
  await connection.submit(envelope)
  await connection.wait(envelope.job_id)
  const logs = await run(['job', 'logs', envelope.job_id])
  t.equal(logs.code, 0)
  t.match(logs.stdout + logs.stderr, /err/)
  const why = await run(['job', 'why', envelope.job_id])
  t.equal(why.code, 0)
  t.match(why.stdout, /5/)
})

t.test('job retry', { skip: await lacks('job', 'retry') }, async (t) => {
  const mark = join(directory, 'mark')
  const envelope = pipeline([['sh', '-c', `test -e '${mark}' && echo now`]])
  await connection.submit(envelope)
  t.equal((await connection.wait(envelope.job_id)).status, 'failed')
  writeFileSync(mark, '')
  t.equal((await run(['job', 'retry', envelope.job_id])).code, 0)
  const status = await connection.wait(envelope.job_id)
  t.match(status, { status: 'completed', attempt: 2 })
})

t.test('jobs, workers, queue', async (t) => {
  const jobs = await run(['jobs', '--json'])
  t.equal(jobs.code, 0, jobs.stderr)
  t.match(jobs.stdout, /"job_id"/)
  for (const line of jobs.stdout.trim().split('\n')) t.doesNotThrow(() => JSON.parse(line), 'stdout is JSON')
  t.equal((await run(['jobs', 'list'])).code, 0)
  const workers = await run(['workers', '--json'])
  t.match(workers.stdout, worker.workerId)
  t.match((await run(['workers', 'list'])).stdout, worker.workerId)
  t.equal((await run(['queue', 'stats', '--json'])).code, 0)
})

t.test(
  'queue pause, peek, resume, purge',
  { skip: await lacks('queue', 'pause', 'peek', 'purge') },
  async (t) => {
    t.equal((await run(['queue', 'pause', 'default'])).code, 0)
    const held = await connection.submit(pipeline([['true']]))
    t.match((await run(['queue', 'peek', 'default'])).stdout, held)
    t.match((await run(['job', 'why', held])).stdout, /paused/i)
    t.equal((await run(['queue', 'resume', 'default'])).code, 0)
    t.equal((await connection.wait(held)).status, 'completed')
    t.equal((await run(['queue', 'purge', 'default', '--yes'])).code, 0)
  },
)

t.test('the plan buffer', async (t) => {
  const buffer = join(directory, 'buffer.json')
  const env = { AGX_PLAN_PATH: buffer }
  const plan = (...args: string[]) => run(['plan', ...args], { env })
  t.equal((await plan('new')).code, 0)
  t.equal((await plan('add', 'sort -r')).code, 0)
  t.equal((await plan('add', 'uniq')).code, 0)
  t.match((await plan('preview')).stdout, /sort -r[\s\S]*uniq/)
  t.equal((await plan('validate')).code, 0)
  const draft = JSON.parse(readFileSync(buffer, 'utf8'))
  t.match(draft.tasks, [
    { task_number: 1, command: 'sort', args: ['-r'] },
    { task_number: 2, command: 'uniq', input_from_task: 1 },
  ])
  const submitted = await run(['plan', 'submit'], { env, stdin: 'a\nb\n' })
  t.equal(submitted.code, 0, submitted.stderr)
  const { job_id, plan_id } = JSON.parse(submitted.stdout)
  t.ok(job_id && plan_id)
  t.equal((await connection.wait(job_id)).status, 'completed')
  const refused = await plan('add', 'sort > out')
  t.equal(refused.code, 2)
})

t.test('plan remove', { skip: await lacks('plan', 'remove') }, async (t) => {
  const buffer = join(directory, 'shrinking.json')
  const env = { AGX_PLAN_PATH: buffer }
  for (const args of [['new'], ['add', 'sort | uniq'], ['remove', '2']]) {
    t.equal((await run(['plan', ...args], { env })).code, 0)
  }
  t.equal(JSON.parse(readFileSync(buffer, 'utf8')).tasks.length, 1)
})

t.test('stored Plans and Actions', async (t) => {
  const stored = {
    plan_id: 'shout',
    tasks: [
      { task_number: 1, command: 'printf', args: ['%s', '{{word}}'] },
      { task_number: 2, command: 'tr', args: ['a-z', 'A-Z'], input_from_task: 1 },
    ],
  }
  await connection.text('PLAN.SUBMIT', JSON.stringify(stored))
  t.match((await run(['plan', 'list'])).stdout, /shout/)
  t.match((await run(['plan', 'get', 'shout', '--json'])).stdout, /"printf"/)
  const inputs = fileOf('inputs.json', [{ word: 'one' }, { word: 'two' }] as unknown as object)
  const action = await run(['action', 'submit', '--plan-id', 'shout', '--inputs-file', inputs])
  t.equal(action.code, 0, action.stderr)
  const { action_id, jobs_created } = JSON.parse(action.stdout)
  t.ok(action_id)
  t.equal(jobs_created, 2)
  const single = await run(['action', 'submit', '--plan-id', 'shout', '--input', '{"word":"x"}'])
  t.equal(single.code, 0, single.stderr)
  t.equal((await run(['action', 'submit', '--plan-id', 'nothing', '--input', '{}'])).code, 1)
})

t.test('help, version, unknown words', async (t) => {
  for (const args of [['--help'], ['job', '--help'], ['run', '--help'], ['--version']]) {
    const { code, stdout } = await run(args)
    t.equal(code, 0, args.join(' '))
    t.not(stdout, '')
  }
  t.equal((await run(['no-such-verb'])).code, 2)
  t.equal((await run(['job', 'no-such-verb'])).code, 2)
  t.equal((await run(['jobs', '--no-such-option'])).code, 2)
})

t.test('completion', { skip: await lacks('', 'completion') }, async (t) => {
  for (const shell of ['bash', 'zsh', 'fish']) t.equal((await run(['completion', shell])).code, 0, shell)
})
