/** `agx submit` and the verbs for one Job. */
import { join } from 'node:path'
import t from 'tap'
import { agx, startStack } from './agx.ts'

const stack = await startStack()
t.teardown(() => stack.stop())
const { env } = stack
const task = (task_number: number, script: string) => ({ task_number, command: 'sh', args: ['-c', script] })

t.test('submit answers with ids in JSON, then the Job can be looked at', async (t) => {
  const plan = {
    plan_id: 'two',
    tasks: [task(1, 'cat; echo e1 >&2'), { ...task(2, 'wc -c'), input_from_task: 1 }],
  }
  const cwd = t.testdir({ 'plan.json': JSON.stringify(plan) })
  const submitted = await agx(['submit', 'plan.json'], { env, cwd, input: 'hello' })
  const { job_id: id, plan_id: planId } = JSON.parse(submitted.stdout)
  t.equal(planId, 'two')
  const waited = await agx(['job', 'wait', id], { env })
  t.equal(waited.code, 0)
  t.match(waited.stderr, `Job ${id} completed (2 tasks)`)
  t.equal((await agx(['wait', id], { env })).code, 0)
  t.equal((await agx(['job', 'stdout', id], { env })).stdout, '5\n')
  t.equal((await agx(['job', 'stdout', id, '--task', '1'], { env })).stdout, 'hello')
  t.equal((await agx(['JOB', 'StdErr', id], { env })).stdout, 'e1\n')
  t.match((await agx(['job', 'status', id], { env })).stdout, /^status +completed$/m)
  t.match(JSON.parse((await agx(['job', 'status', id, '--json'], { env })).stdout), {
    job_id: id,
    status: 'completed',
  })
})

t.test('submit --wait ends as the Job does', async (t) => {
  const cwd = t.testdir({ 'j.json': JSON.stringify({ plan_id: 'p', tasks: [task(1, 'exit 7')] }) })
  const { code, stdout } = await agx(['job', 'submit', '--file', join(cwd, 'j.json'), '--wait'], { env })
  t.equal(code, 7)
  t.match(JSON.parse(stdout), { status: 'failed' })
})

t.test('submit --follow shows the output, from an envelope on stdin', async (t) => {
  const input = JSON.stringify({ plan_id: 'p', tasks: [task(1, 'echo hi')] })
  const { code, stdout } = await agx(['submit', '-', '--follow', '--job-id', 'followed'], { env, input })
  t.equal(code, 0)
  t.equal(stdout, 'hi\n')
})

t.test('cancel, and waiting with an end', async (t) => {
  const cwd = t.testdir({
    'j.json': JSON.stringify({ job_id: 'long', plan_id: 'p', tasks: [task(1, 'sleep 60')] }),
  })
  await agx(['submit', 'j.json'], { env, cwd })
  const waited = await agx(['job', 'wait', 'long', '--timeout', '0.2'], { env })
  t.equal(waited.code, 124)
  t.equal((await agx(['job', 'cancel', 'long'], { env })).code, 0)
  t.equal((await agx(['job', 'wait', 'long'], { env })).code, 130)
})

t.test('an id nobody knows', async (t) => {
  for (const verb of ['status', 'stdout', 'wait', 'cancel', 'why']) {
    const { code, stderr } = await agx(['job', verb, 'unknown'], { env })
    t.equal(code, 1, verb)
    t.equal(stderr, 'agx: AGQ has no Job "unknown". List them with: agx jobs\n')
  }
})

t.test('an attempt there never was', async (t) => {
  const { code, stderr, stdout } = await agx(['job', 'stdout', 'followed', '--attempt', '9'], { env })
  t.equal(code, 1)
  t.equal(stdout, '')
  t.match(stderr, /^agx: Job followed has no attempt 9: it was tried once\./)
  t.equal((await agx(['job', 'stdout', 'followed', '--attempt', '1'], { env })).stdout, 'hi\n')
})

t.test('lists', async (t) => {
  t.match((await agx(['jobs', '--status', 'FAILED'], { env })).stdout, /^JOB .*\n.* failed /)
  t.match(JSON.parse((await agx(['jobs', 'list', '--json', '--limit', '1'], { env })).stdout).jobs, {
    length: 1,
  })
  t.match((await agx(['workers'], { env })).stdout, /^WORKER .*\n.* live /)
  t.match((await agx(['Queue', 'stats'], { env })).stdout, /^QUEUE .*\ndefault /)
})
