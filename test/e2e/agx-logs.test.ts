/**
 * `agx logs -f` and `agx job attach`: output as it comes, from any offset, of a Job that somebody else submitted. AGQ, the
 * worker and the reader go away and come back, a reader stops reading; no byte comes twice or is missed, and the Job never
 * notices.
 */
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import {
  agx,
  type Connection,
  launchAgx,
  pipeline,
  startAgq,
  startAgw,
  temporaryDirectory,
  within,
} from '../harness/index.ts'

t.setTimeout(120_000)
const agq = await startAgq(t)
await startAgw(t, agq, { concurrency: 4, heartbeat: 1 })
const connection = await agq.connect()

/** A Job whose task shows what the test writes, until it writes a line `end`. */
function makeMouth() {
  const file = join(temporaryDirectory('mouth'), 'said')
  writeFileSync(file, '')
  const follow = `tail -n +1 -f '${file}' | while IFS= read -r line; do [ "$line" = end ] && break; echo "$line"; done`
  return {
    say: (text: string) => appendFileSync(file, `${text}\n`),
    task: ['sh', '-c', `${follow}; pkill -P $$ tail; echo said >&2`] as const,
  }
}

const submit = (to: Connection, ...tasks: readonly (readonly string[])[]) =>
  to.submit(
    pipeline(
      tasks.map((task) => [...task] as [string, ...string[]]),
      { max_attempts: 3 },
    ),
  )

t.test('attach shows what agx run would, and ends with its exit code', async (t) => {
  const mouth = makeMouth()
  const jobId = await submit(connection, ['sh', '-c', 'echo first >&2; echo not shown'], mouth.task)
  mouth.say('early')
  const program = launchAgx(['job', 'attach', jobId], { agq })
  await program.line(/^early$/)
  mouth.say('late')
  await program.line(/^late$/)
  mouth.say('end')
  t.equal((await within(program.ended, 'an end')).code, 0)
  t.equal(program.stdout(), 'early\nlate\n')
  t.match(program.stderr(), /^first\nsaid\n/)
  t.match(program.stderr(), /exit 0/, 'a line per task')

  const failing = await submit(connection, ['sh', '-c', 'exit 7'])
  t.equal((await agx(['job', 'attach', failing, '-q'], { agq })).code, 7, 'also where it has ended before')
  t.match((await agx(['job', 'attach', 'nobody'], { agq })).stderr, /AGQ has no Job "nobody"/)
})

t.test('Ctrl-C leaves the Job alone and says how to come back', async (t) => {
  const mouth = makeMouth()
  const jobId = await submit(connection, mouth.task)
  mouth.say('one')
  const first = launchAgx(['logs', '-f', jobId, '--stdout'], { agq })
  await first.line(/^one$/)
  first.kill('SIGINT')
  t.equal((await within(first.ended, 'an end')).code, 130)
  const back = /Come back with: agx (.*)$/m.exec(first.stderr())?.[1] ?? ''
  t.equal(back, `job logs -f ${jobId} --stdout --offset 4`)
  const second = launchAgx(back.split(' '), { agq })
  mouth.say('two')
  await second.line(/^two$/)
  mouth.say('end')
  t.equal((await within(second.ended, 'an end')).code, 0)
  t.equal(second.stdout(), 'two\n', 'from the next byte on')
})

t.test('AGQ is killed and started anew in between', async (t) => {
  const own = await startAgq(t)
  await startAgw(t, own, { heartbeat: 1 })
  const mouth = makeMouth()
  const jobId = await submit(await own.connect(), mouth.task)
  mouth.say('before')
  const readers = [
    ['job', 'attach', jobId],
    ['logs', '-f', jobId],
  ].map((args) => launchAgx(args, { agq: own }))
  for (const reader of readers) await reader.line(/^before$/)
  await own.restart()
  // Nobody writes anything: what was written is there again all the same.
  const late = launchAgx(['logs', '-f', jobId], { agq: own })
  await late.line(/^before$/)
  mouth.say('after')
  for (const reader of [...readers, late]) await reader.line(/^after$/)
  mouth.say('end')
  for (const reader of [...readers, late]) {
    t.equal((await within(reader.ended, 'an end')).code, 0, reader.stderr())
    t.equal(reader.stdout(), 'before\nafter\n', 'every byte once')
  }
})

t.test('the worker is killed: the next attempt is followed, and said to be another', async (t) => {
  const own = await startAgq(t)
  const worker = await startAgw(t, own, { heartbeat: 0.2, concurrency: 1 })
  const mouth = makeMouth()
  const jobId = await submit(await own.connect(), mouth.task)
  mouth.say('one')
  const reader = launchAgx(['logs', '-f', jobId], { agq: own })
  await reader.line(/^one$/)
  await worker.kill9()
  await startAgw(t, own, { heartbeat: 0.2, concurrency: 1, stateDir: worker.stateDir })
  await reader.errorLine(/being tried again \(attempt 2\)/)
  mouth.say('two')
  await reader.line(/^two$/)
  mouth.say('end')
  t.equal((await within(reader.ended, 'an end')).code, 0, reader.stderr())
  t.match(reader.stdout(), /^one\n(one\n)?two\n$/, 'another attempt may be shown from its beginning')
})

t.test('a reader that stops reading holds up nobody', async (t) => {
  const mouth = makeMouth()
  const jobId = await submit(connection, mouth.task)
  mouth.say('ready')
  const [stopped, other] = [1, 2].map(() => launchAgx(['logs', '-f', jobId], { agq }))
  if (stopped === undefined || other === undefined) throw new Error('two readers')
  for (const reader of [stopped, other]) await reader.line(/^ready$/)
  stopped.kill('SIGSTOP')
  const line = 'x'.repeat(999)
  for (let piece = 0; piece < 30; piece++) mouth.say(Array.from({ length: 100 }, () => line).join('\n'))
  mouth.say('enough')
  await other.line(/^enough$/)
  mouth.say('end')
  t.equal((await within(other.ended, 'an end')).code, 0)
  t.equal((await connection.wait(jobId)).status, 'completed')
  stopped.kill('SIGCONT')
  t.equal((await within(stopped.ended, 'an end')).code, 0, 'and it gets all of it when it reads again')
  t.equal(stopped.stdout(), other.stdout())
  t.equal(stopped.stdout().length, 6 + 3_000_000 + 7)
})

t.test('what is there of it, one stream, one task', async (t) => {
  const words = ['sh', '-c', 'echo out1; echo err1 >&2'] as const
  const jobId = await submit(connection, words, ['sh', '-c', 'cat; echo out2; echo err2 >&2'])
  await connection.wait(jobId)
  const show = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await agx(['job', 'logs', jobId, ...args], { agq })
    return [code, stdout, stderr]
  }
  t.same(await show(), [0, 'out1\nout2\n', 'err1\nerr2\n'])
  t.same(await show('--task', '1'), [0, 'out1\n', 'err1\n'])
  t.same(await show('--stderr'), [0, 'err1\nerr2\n', ''])
  t.same(await show('--stdout', '--offset', '5'), [0, 'out2\n', ''])
  t.same(await show('--task', '2', '--stderr', '--offset', '3'), [0, '2\n', ''])
  t.same(await show('-f', '--attempt', '1').then(([code]) => code), 2)
  t.same(await show('--offset', '5').then(([code]) => code), 2, 'of which stream?')
  t.same(await show('--attempt', '1', '--stdout'), [0, 'out1\nout2\n', ''])
})
