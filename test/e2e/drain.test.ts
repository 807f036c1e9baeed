/**
 * How a worker leaves: the first SIGTERM lets what runs finish and takes nothing new, the second gives it back at once,
 * unburned, and nothing of it keeps running.
 */
import t from 'tap'
import { isRunning, makeGate, outsidePid, script, startAgq, startAgw, taskResult } from '../harness/index.ts'

t.setTimeout(60_000)

t.test('SIGTERM lets the running Job finish', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const worker = await startAgw(t, agq, { concurrency: 2, args: ['--log-level', 'info'] })
  const gate = makeGate()
  const running = await connection.submit(script(`${gate.script}; echo finished`))
  await gate.reached(1)
  worker.program.kill('SIGTERM')
  await worker.program.errorLine(/draining/) // from here on it takes nothing new, although a slot is free
  const later = await connection.submit(script('echo later'))
  gate.open()
  const status = await connection.wait(running)
  t.match(status, { status: 'completed', attempt: 1 })
  t.equal(taskResult(status, 1).stdout, 'finished\n')
  t.same(await worker.program.ended, { code: 0, signal: null })
  t.equal((await connection.status(later)).status, 'pending')
})

t.test('a second SIGTERM gives the Job back', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  // A free slot: its lease call is open while the Job goes back.
  const worker = await startAgw(t, agq, { concurrency: 2, args: ['--log-level', 'info'] })
  const gate = makeGate()
  const jobId = await connection.submit(script(`${gate.script}; echo finished`))
  const [line] = await gate.reached(1)
  const pid = outsidePid(worker.pid, Number(line?.split(' ')[0]))
  worker.program.kill('SIGTERM')
  await worker.program.errorLine(/draining/) // two signals at once would arrive as one
  worker.program.kill('SIGTERM')
  await worker.program.ended
  t.notOk(isRunning(pid), 'its task is gone')
  const back = await connection.status(jobId)
  t.match(back, { status: 'pending', attempts: [{ outcome: 'released' }] }, 'given back, not lost')
  t.equal(back.attempts?.length, 1, 'and not given to the one that leaves')
  gate.open()
  await startAgw(t, agq, { concurrency: 1 })
  t.match(await connection.wait(jobId), { status: 'completed', attempt: 1 }, 'no attempt was burned')
})

t.test('WORKER.DRAIN from outside', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const worker = await startAgw(t, agq, { concurrency: 2, heartbeat: 0.5 })
  const gate = makeGate()
  const running = await connection.submit(script(gate.script))
  await gate.reached(1)
  t.match(await connection.text('WORKER.DRAIN', worker.workerId), /OK|drain/i)
  const later = await connection.submit(script('echo later'))
  gate.open()
  t.equal((await connection.wait(running)).status, 'completed')
  t.equal((await connection.status(later)).status, 'pending', 'a draining worker takes nothing new')
})

t.test('AGQ ends well on SIGTERM and is there again with everything', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const jobId = await connection.submit(script('true'))
  t.same(await agq.stop(), { code: 0, signal: null })
  await agq.restart()
  t.equal((await (await agq.connect()).status(jobId)).status, 'pending')
})

t.test('both end with the parent that holds their stdin', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const worker = await startAgw(t, agq)
  const gate = makeGate()
  await connection.submit(script(gate.script))
  const [line] = await gate.reached(1)
  const pid = outsidePid(worker.pid, Number(line?.split(' ')[0]))
  worker.program.child.stdin?.end()
  await worker.program.ended
  t.notOk(isRunning(pid), 'AGW takes its tasks with it')
  agq.program.child.stdin?.end()
  await agq.program.ended
  t.pass('AGQ too')
})
