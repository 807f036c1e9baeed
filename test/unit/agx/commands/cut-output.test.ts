/** Of output beyond the cap of a stream the middle is dropped, and whoever reads the rest is told, where it was and in the end. */
import t from 'tap'
import { agx, startStack } from './agx.ts'

const stack = await startStack()
t.teardown(() => stack.stop())
const { env } = stack

const task = {
  task_number: 1,
  command: 'sh',
  args: ['-c', 'printf 123456789; printf abcde >&2'],
  limits: { output_bytes: 4 },
}
const stdoutCut =
  'agx: task 1 (sh): its stdout is cut: only the first 2 and the last 2 of 9 bytes are kept. Raise limits.output_bytes in the envelope to keep more.\n'
const stderrCut = stdoutCut.replace('stdout', 'stderr').replace('of 9', 'of 5')
const missing = (bytes: number, stream: string) =>
  `agx: … ${bytes} bytes of ${stream} of task 1 are not shown …\n`
const envelope = (job_id: string) => JSON.stringify({ job_id, plan_id: 'p', tasks: [task] })

t.test('agx run, also with -q, and submit --follow', async (t) => {
  const quiet = await agx(['run', '-q', '-'], { env, input: envelope('cut') })
  t.equal(quiet.code, 0, 'the task itself succeeded')
  t.equal(quiet.stdout, '1289')
  t.equal(quiet.stderr, `ab${missing(1, 'stderr')}de${missing(5, 'stdout')}${stdoutCut}${stderrCut}`)
  for (const args of [
    ['run', '-'],
    ['submit', '-', '--follow'],
  ]) {
    const { code, stderr } = await agx(args, { env, input: envelope(String(args[0])) })
    t.equal(code, 0)
    t.match(stderr, stdoutCut)
    t.match(stderr, stderrCut)
  }
})

t.test('agx job stdout and stderr', async (t) => {
  const out = await agx(['job', 'stdout', 'cut'], { env })
  t.strictSame([out.code, out.stdout, out.stderr], [0, '1289', `${missing(5, 'stdout')}${stdoutCut}`])
  const err = await agx(['job', 'stderr', 'cut'], { env })
  t.strictSame([err.code, err.stdout, err.stderr], [0, 'abde', `${missing(1, 'stderr')}${stderrCut}`])
})

t.test('what fits is not mentioned', async (t) => {
  const exact = { ...task, args: ['-c', 'printf 1234'] }
  const input = JSON.stringify({ job_id: 'fits', plan_id: 'p', tasks: [exact] })
  t.equal((await agx(['run', '-q', '-'], { env, input })).stderr, '')
  t.equal((await agx(['job', 'stdout', 'fits'], { env })).stderr, '')
})
