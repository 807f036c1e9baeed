/**
 * A result that could not be told, because AGQ was away when the Job ended and the worker had to end too, is kept on
 * disk; the next worker with that state directory tells it, and the Job has run once.
 */
import { dirname, join } from 'node:path'
import t from 'tap'
import {
  endProgram,
  ledgerLines,
  makeGate,
  readLedger,
  script,
  startAgq,
  startAgw,
  taskResult,
  temporaryDirectory,
} from '../harness/index.ts'

t.setTimeout(60_000)

t.test('AGQ away, worker ended, both back', async (t) => {
  const agq = await startAgq(t)
  const worker = await startAgw(t, agq, { concurrency: 1, args: ['--shutdown-timeout', '1'] })
  const gate = makeGate()
  const ran = join(temporaryDirectory('ledger'), 'ran')
  const large = 'head -c 100000 /dev/zero | tr "\\0" x' // over what fits into the report itself
  const before = await agq.connect()
  const jobId = await before.submit(script(`${gate.script}; ${large}; echo $AGX_ATTEMPT >> '${ran}'`))
  await gate.reached(1)
  await agq.kill9()
  gate.open()
  await ledgerLines(dirname(ran), ran, 1)
  t.ok(await endProgram(worker.program, ['SIGTERM'], 15_000), 'the worker ends although nobody listens')

  await agq.restart()
  const connection = await agq.connect()
  t.equal((await connection.status(jobId)).status, 'running', 'AGQ cannot know yet')
  await startAgw(t, agq, { concurrency: 1, stateDir: worker.stateDir })
  const status = await connection.wait(jobId)
  t.match(status, { status: 'completed', attempt: 1 })
  t.equal(taskResult(status, 1).stdout_bytes, 100_000)
  t.equal((await connection.output(jobId, 1)).toString(), 'x'.repeat(100_000))
  t.same(readLedger(ran), ['1'], 'it ran once')
})
