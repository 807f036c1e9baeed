/** `agx validate`: every problem with its place, in words and in JSON. */
import { limits } from '@agenix/specs'
import t from 'tap'
import { agx } from './agx.ts'

const files = {
  'job.json': '{"job_id":"j","plan_id":"p","tasks":[{"task_number":1,"command":"sort"}]}',
  'old.json': '{"job_id":"j","plan_id":"p","steps":[{"step_number":1,"command":"sort"}]}',
  'action.json': '{"action_id":"a","plan_id":"p","inputs":[{"x":1}]}',
  'bad.json': '{"plan_id":"p","tasks":[{"task_number":1,"comand":"sort"},{"task_number":3,"command":"x"}]}',
  'no.json': 'nonsense',
}

t.test('says of each file what it is or what is wrong', async (t) => {
  const cwd = t.testdir(files)
  const good = await agx(['validate', 'job.json', 'action.json'], { cwd })
  t.equal(good.stdout, 'job.json: valid (Job, 1 task)\naction.json: valid (Action, 1 input)\n')
  t.equal(good.code, 0)
  t.match((await agx(['validate', 'old.json'], { cwd })).stdout, /valid.*\n {2}warning /)
  const bad = await agx(['validate', 'job.json', 'bad.json', 'no.json'], { cwd })
  t.equal(bad.code, 1)
  t.match(bad.stdout, 'Unknown field /tasks/0/comand (did you mean "command"?)')
  t.match(bad.stdout, /no\.json: invalid/)
  t.equal((await agx(['validate', 'gone.json'], { cwd })).code, 2)
})

t.test('reads stdin, answers in JSON', async (t) => {
  const { stdout, code } = await agx(['validate', '-', '--json'], { input: files['bad.json'] })
  t.equal(code, 1)
  const { files: verdicts } = JSON.parse(stdout)
  t.match(verdicts, [{ file: '-', valid: false }])
  t.ok(verdicts[0].problems.length >= 2, 'all problems, not the first')
})

t.test('every file gets its verdict, also one that cannot be read', async (t) => {
  const cwd = t.testdir({ ...files, d: {} })
  const { code, stdout, stderr } = await agx(['validate', 'gone.json', 'd', 'job.json'], { cwd })
  t.equal(code, 1)
  t.equal(stderr, '')
  t.match(
    stdout,
    /^gone\.json: invalid.*\n.*cannot read gone\.json: there is no such file\.\nd: invalid.*\n.*cannot read d: it is a directory\.\njob\.json: valid/,
  )
})

t.test('the ids that submit adds count', async (t) => {
  const full = { task_number: 1, command: 'echo', args: Array.from({ length: 16 }, () => 'x'.repeat(65_000)) }
  const room = limits.envelopeBytes - JSON.stringify({ plan_id: 'p', tasks: [full] }).length
  const plan = { plan_id: 'p', tasks: [{ ...full, args: [...full.args, 'x'.repeat(room - ',""'.length)] }] }
  t.equal(JSON.stringify(plan).length, limits.envelopeBytes)
  const cwd = t.testdir({ 'plan.json': JSON.stringify(plan) })
  const { code, stdout } = await agx(['validate', 'plan.json'], { cwd })
  t.equal(code, 1)
  t.match(stdout, /with the ids added/)
})
