/**
 * A worker killed with -9 in the middle of a Job: the Job comes back, completes on another worker with a higher token,
 * and what the lost worker might still say with its old token is answered FENCED and changes nothing.
 */
import { dirname, join } from 'node:path'
import t from 'tap'
import {
  isRunning,
  killQuietly,
  ledgerLines,
  makeGate,
  script,
  startAgq,
  startAgw,
  taskReport,
  taskResult,
  temporaryDirectory,
} from '../harness/index.ts'

t.setTimeout(60_000)

t.test('kill -9 of AGW', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const first = await startAgw(t, agq, { workerId: 'first', concurrency: 1, heartbeat: 0.5 })
  const directory = temporaryDirectory('lost')
  const ledger = join(directory, 'ledger')
  // The first run stays, the second finds the mark and waits at the gate. The first's process may outlive its worker.
  const gate = makeGate()
  const mark = `mkdir '${directory}/mark' && exec sleep 300`
  const text = `echo "$$ $AGX_ATTEMPT $AGX_TOKEN $HOME" >> '${ledger}'; ${mark}; ${gate.script}; echo ended`
  const envelope = script(text, { max_attempts: 3, backoff: { base_secs: 1, factor: 1, max_secs: 1 } })
  const jobId = await connection.submit(envelope)
  const [line] = await ledgerLines(dirname(ledger), ledger, 1)
  const [pid, firstAttempt, oldToken = ''] = (line ?? '').split(' ')
  t.teardown(() => killQuietly(Number(pid)))
  t.match(await connection.status(jobId), { status: 'running', worker_id: 'first' })

  const second = await startAgw(t, agq, { workerId: 'second', concurrency: 1, heartbeat: 0.5 })
  await first.kill9()
  const [, again] = await ledgerLines(dirname(ledger), ledger, 2)
  const [, secondAttempt, newToken, home] = (again ?? '').split(' ')
  t.ok(Number(newToken) > Number(oldToken), `token ${oldToken} → ${newToken}`)
  t.ok(Number(secondAttempt) >= Number(firstAttempt), `attempt ${firstAttempt} → ${secondAttempt}`)
  t.equal(home, second.home)

  const late = JSON.stringify({ task_results: [taskReport(1, '/bin/sh', 'from the grave\n')] })
  const started = '{"task_number":1,"state":"started"}'
  const checkFenced = async (when: string): Promise<void> => {
    const before = await connection.text('JOB.STATUS', jobId)
    t.match(await connection.error('JOB.COMPLETE', jobId, oldToken, late), /^FENCED /, `COMPLETE ${when}`)
    t.match(await connection.error('JOB.FAIL', jobId, oldToken, late), /^FENCED /, `FAIL ${when}`)
    t.match(await connection.error('JOB.RELEASE', jobId, oldToken), /^FENCED /, `RELEASE ${when}`)
    t.match(await connection.error('JOB.LOG', jobId, oldToken, 1, 'STDOUT', 'x'), /^FENCED /, `LOG ${when}`)
    t.match(await connection.error('JOB.PROGRESS', jobId, oldToken, started), /^FENCED /, `PROGRESS ${when}`)
    t.equal(await connection.text('JOB.STATUS', jobId), before, 'nothing changed')
  }
  await gate.reached(1)
  await checkFenced('while the other runs')
  gate.open()
  const status = await connection.wait(jobId, 30_000)
  t.match(status, { status: 'completed', worker_id: 'second' })
  t.equal(taskResult(status, 1).stdout, 'ended\n')
  await checkFenced('after the end')
  t.equal((await connection.output(jobId, 1)).toString(), 'ended\n')
  t.equal((await ledgerLines(dirname(ledger), ledger, 2)).length, 2, 'it ran twice, no more')
})

t.test('its successor with the same state directory sweeps what was left', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const first = await startAgw(t, agq, {
    concurrency: 1,
    heartbeat: 0.5,
    args: ['--containment', 'session'],
  })
  const ledger = join(temporaryDirectory('lost'), 'ledger')
  await connection.submit(script(`echo $$ >> '${ledger}'; exec sleep 300`, { max_attempts: 1 }))
  const [pid] = await ledgerLines(dirname(ledger), ledger, 1)
  t.teardown(() => killQuietly(Number(pid)))
  await first.kill9()
  const successor = await startAgw(t, agq, { concurrency: 1, heartbeat: 0.5, stateDir: first.stateDir })
  t.equal(successor.workerId, first.workerId, 'the id is kept with the state')
  t.notOk(isRunning(Number(pid)), 'the task of the killed worker is gone once its successor is ready')
})
