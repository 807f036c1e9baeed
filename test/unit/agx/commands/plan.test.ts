/** A plan written step by step, submitted, stored, and run for many inputs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { agx, startStack } from './agx.ts'

const stack = await startStack()
t.teardown(() => stack.stop())
const planPath = join(stack.home, 'my-plan.json')
const env = { ...stack.env, AGX_PLAN_PATH: planPath }

t.test('new, add, preview, validate', async (t) => {
  t.match((await agx(['plan', 'preview'], { env })).stderr, /Begin one with: agx plan new/)
  t.equal((await agx(['plan', 'new', '--description', 'count'], { env })).code, 0)
  t.equal((await agx(['plan', 'validate'], { env })).code, 1, 'an empty plan cannot be submitted')
  await agx(['plan', 'add', "tr 'a-z' 'A-Z'"], { env })
  await agx(['PLAN', 'Add', 'sort | uniq -c'], { env })
  const refused = await agx(['plan', 'add', 'cat > x'], { env })
  t.equal(refused.code, 2)
  const { stdout } = await agx(['plan', 'preview'], { env })
  t.match(
    stdout,
    /1 {2}tr a-z A-Z +reads the Job's input\n2 {2}sort +reads task 1\n3 {2}uniq -c +reads task 2\n/,
  )
  t.equal((await agx(['plan', 'validate'], { env })).code, 0)
  t.match((await agx(['plan', 'new'], { env })).stderr, /has 3 tasks.*--force/, 'work is not thrown away')
})

t.test('submit adds ids and keeps the job_id beside the buffer', async (t) => {
  const { stdout, code } = await agx(['plan', 'submit'], { env, input: 'b\na\n' })
  t.equal(code, 0)
  const { job_id: id, plan_id: planId } = JSON.parse(stdout)
  t.type(planId, 'string')
  t.equal(readFileSync(`${planPath}.job`, 'utf8').trim(), id)
  t.equal((await agx(['wait', id], { env })).code, 0)
  t.equal((await agx(['job', 'stdout', id], { env })).stdout, '      1 A\n      1 B\n')
})

t.test('a stored Plan is listed, shown, and run for every input', async (t) => {
  await agx(['plan', 'new', '--force', '--plan-id', 'greet'], { env })
  await agx(['plan', 'add', 'echo hello {{who}}'], { env })
  t.same(JSON.parse((await agx(['plan', 'submit', '--store-only'], { env })).stdout), { plan_id: 'greet' })
  t.match((await agx(['plan', 'list'], { env })).stdout, /^greet +1 /m)
  t.match((await agx(['plan', 'get', 'greet'], { env })).stdout, /echo hello '\{\{who\}\}'/)
  t.equal((await agx(['plan', 'get', 'gone'], { env })).code, 1)
  const inputs = '{"who":"world"}\n{"who":"a b"}\n'
  const submitted = await agx(
    ['action', 'submit', '--plan-id', 'greet', '--inputs-file', '-', '--action-id', 'all'],
    { env, input: inputs },
  )
  t.same(JSON.parse(submitted.stdout), { action_id: 'all', plan_id: 'greet', jobs_created: 2 })
  const { jobs } = JSON.parse((await agx(['jobs', '--action', 'all', '--json'], { env })).stdout)
  const outputs: string[] = []
  for (const job of jobs) {
    await agx(['wait', job.job_id], { env })
    outputs.push((await agx(['job', 'stdout', job.job_id], { env })).stdout)
  }
  t.same(outputs.sort(), ['hello a b\n', 'hello world\n'])
  t.match((await agx(['action', 'status', 'all'], { env })).stdout, /^completed +2$/m)
})

t.test('an Action of a Plan nobody stored', async (t) => {
  const { code, stderr } = await agx(['action', 'submit', '--plan-id', 'gone', '--input', '{}'], { env })
  t.equal(code, 1)
  t.match(stderr, /AGQ has no Plan "gone"\. Store it with: agx plan submit --store-only/)
})
