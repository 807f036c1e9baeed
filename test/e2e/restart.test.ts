/**
 * AGQ is killed with -9 while Jobs wait and run, and started again: every Job it had acknowledged is there, those
 * that ran go on on their worker and end once, those that waited run.
 */
import { dirname, join } from 'node:path'
import t from 'tap'
import {
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

t.test('kill -9 of AGQ', async (t) => {
  const agq = await startAgq(t)
  await startAgw(t, agq, { concurrency: 2, heartbeat: 1 })
  const gate = makeGate()
  const ledger = join(temporaryDirectory('ledger'), 'ledger')
  const before = await agq.connect()
  const running = [script(`${gate.script}; echo ran`), script(`${gate.script}; echo ran`)]
  for (const envelope of running) await before.submit(envelope)
  const started = await gate.reached(2)
  const waiting = Array.from({ length: 50 }, (_, index) =>
    script(`echo "$AGX_JOB_ID $AGX_ATTEMPT $AGX_TOKEN" >> '${ledger}'; echo ${index}`),
  )
  await Promise.all(waiting.map((envelope) => before.submit(envelope)))

  await agq.kill9()
  await before.closed
  await agq.restart()

  const after = await agq.connect()
  for (const { job_id } of running) t.equal((await after.status(job_id)).status, 'running')
  for (const { job_id } of waiting) t.equal((await after.status(job_id)).status, 'pending')
  t.equal(
    await after.submit(waiting[0] ?? {}),
    waiting[0]?.job_id,
    'the same submission again is the same Job',
  )

  gate.open()
  for (const { job_id } of running) {
    const status = await after.wait(job_id)
    t.match(status, { status: 'completed', attempt: 1 })
    t.equal(taskResult(status, 1).stdout, 'ran\n')
  }
  t.equal((await gate.reached(2)).length, started.length, 'the running ones were not started again')
  for (const [index, { job_id }] of waiting.entries()) {
    const status = await after.wait(job_id)
    t.match(status, { status: 'completed', attempt: 1 })
    t.equal(taskResult(status, 1).stdout, `${index}\n`)
  }
  const ran = readLedger(ledger).map((line) => line.split(' ')[0])
  t.equal(ran.length, waiting.length)
  t.equal(new Set(ran).size, waiting.length, 'each ran once')
})

t.test('a Job that ends while AGQ is away is reported when it is back', async (t) => {
  const agq = await startAgq(t)
  await startAgw(t, agq, { concurrency: 1, heartbeat: 1 })
  const gate = makeGate()
  const done = join(temporaryDirectory('ledger'), 'done')
  const before = await agq.connect()
  const jobId = await before.submit(script(`${gate.script}; echo kept; echo $AGX_ATTEMPT >> '${done}'`))
  await gate.reached(1)
  await agq.kill9()
  gate.open()
  await ledgerLines(dirname(done), done, 1)
  await agq.restart()
  const status = await (await agq.connect()).wait(jobId)
  t.match(status, { status: 'completed', attempt: 1 })
  t.equal(taskResult(status, 1).stdout, 'kept\n')
  t.same(readLedger(done), ['1'])
})
