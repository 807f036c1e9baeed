/** `agx validate`: every problem with its place, in words and in JSON. */
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
