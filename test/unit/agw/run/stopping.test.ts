/** Time-outs, cancels, lost leases: the whole tree ends, and nothing is left. Waits on files the tasks write. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { readProcess } from '../../../../agw/dist/exec/processes.js'
import { fileAppears, processIsGone, runJob, startJob, textOf } from './run-one-job.ts'

t.test('a time-out', async (t) => {
  const { tasks, verdict } = await runJob(t.testdir(), [
    { command: 'sh', args: ['-c', 'echo before; exec sleep 1000'], timeout_secs: 1 },
  ])
  t.equal(verdict, 'fail')
  t.match(tasks, [
    { exit_code: null, signal: 'SIGTERM', timed_out: true, failure: 'timeout', error: /timed out after 1 s/ },
  ])
  t.equal(textOf(tasks[0]), 'before\n', 'what it wrote is kept')
  t.match(tasks[0]?.receipt, { cause: 'timeout', term_at: /Z$/, killed: 0, left: 0 })
  t.notOk(tasks[0]?.receipt?.kill_at, 'SIGTERM was enough')
  const ms = tasks[0]?.duration_ms ?? 0
  t.ok(ms >= 1000 && ms < 3000, `${ms} ms`)
})

t.test('one that ignores SIGTERM is killed after the grace', async (t) => {
  const script = 'trap "" TERM; echo ready > "$0"; while :; do sleep 1000; done'
  const directory = t.testdir()
  const running = startJob(directory, [{ command: 'sh', args: ['-c', script, `${directory}/ready`] }], {
    killGraceMs: 100,
  })
  await fileAppears(`${directory}/ready`)
  running.run.stop('cancel')
  const { report } = await running.outcome
  t.match(report, { reason: 'cancelled', task_results: [{ failure: 'cancelled', signal: 'SIGKILL' }] })
  const { term_at, kill_at, ...rest } = report?.task_results[0]?.receipt ?? { cause: 'none' }
  t.match(rest, { cause: 'cancel', left: 0 })
  t.ok(Date.parse(kill_at ?? '') - Date.parse(term_at ?? '') >= 90, `${term_at}, then ${kill_at}`)
})

t.test('one that uses its grace', async (t) => {
  const directory = t.testdir()
  const script = 'trap "echo cleaned; exit 9" TERM; echo ready > "$0"; sleep 1000 & wait'
  const running = startJob(directory, [{ command: 'sh', args: ['-c', script, `${directory}/ready`] }])
  await fileAppears(`${directory}/ready`)
  running.run.stop('cancel')
  const { report } = await running.outcome
  t.match(report?.task_results, [{ failure: 'cancelled', exit_code: 9, signal: null }])
  t.equal(textOf(report?.task_results[0]), 'cleaned\n')
})

// Each leaves a process that does not die by itself, and writes its pid.
const escapes = {
  'in the group': 'sleep 1000 & echo $! > "$0"',
  'ignoring SIGTERM': '(trap "" TERM; exec sleep 1000) & echo $! > "$0"',
  'in a session of its own': 'setsid sh -c "echo \\$\\$ > \\"$0\\"; exec sleep 1000" &',
  'after a double fork': '(setsid sh -c "echo \\$\\$ > \\"$0\\"; exec sleep 1000" & ) &',
  'with a clean environment': 'env -i sleep 1000 & echo $! > "$0"',
  'after a double fork with a clean environment, still in its directory':
    '(setsid env -i /bin/sh -c "echo \\$\\$ > \\"$0\\"; exec sleep 1000" >/dev/null 2>&1 &) &',
  'after a double fork with a clean environment, elsewhere, still with its output':
    '(cd /; setsid env -i /bin/sh -c "echo \\$\\$ > \\"$0\\"; exec sleep 1000" &) &',
}

for (const [how, script] of Object.entries(escapes)) {
  t.test(`a cancel reaches a process ${how}`, async (t) => {
    const directory = t.testdir()
    const running = startJob(
      directory,
      [{ command: 'sh', args: ['-c', `${script}\nsleep 1000`, `${directory}/pid`] }],
      { killGraceMs: 50 },
    )
    const pid = Number(await fileAppears(`${directory}/pid`))
    t.ok(readProcess(pid), 'it lives')
    running.run.stop('cancel')
    await running.outcome
    t.equal(readProcess(pid), null, 'it is gone before the outcome is told')
  })
}

t.test('a task that ends well leaves nothing of its group behind', async (t) => {
  const directory = t.testdir()
  const { verdict, tasks } = await runJob(directory, [
    { command: 'sh', args: ['-c', 'sleep 1000 & echo $! > "$0"; echo done', `${directory}/pid`] },
    { command: 'echo', args: ['next'] },
  ])
  t.equal(verdict, 'complete', 'that is no failure')
  t.equal(textOf(tasks[1]), 'next\n')
  t.match(tasks[0]?.receipt, { cause: 'leftover', kill_at: /Z$/, killed: 1, left: 0 })
  t.notOk(tasks[1]?.receipt, 'who ended whole needs none')
  t.equal(readProcess(Number(readFileSync(`${directory}/pid`, 'utf8'))), null)
})

for (const [how, script] of Object.entries(escapes)) {
  t.test(`after a normal exit nothing is left ${how}`, async (t) => {
    const directory = t.testdir()
    const pidFile = `${directory}/pid`
    const running = startJob(directory, [
      { command: 'sh', args: ['-c', `${script}\nuntil [ -s "$0" ]; do sleep 0.01; done`, pidFile] },
    ])
    t.equal((await running.outcome).verdict, 'complete')
    const pid = Number(readFileSync(pidFile, 'utf8'))
    if (readProcess(pid) !== null) await running.swept
    await processIsGone(pid)
  })
}

t.test('a fence kills at once and reports nothing', async (t) => {
  const directory = t.testdir()
  const script = 'trap "" TERM; echo ready > "$0"; while :; do sleep 1000; done'
  const running = startJob(directory, [{ command: 'sh', args: ['-c', script, `${directory}/ready`] }], {
    killGraceMs: 600_000,
  })
  await fileAppears(`${directory}/ready`)
  running.run.stop('fence')
  t.match(await running.outcome, { verdict: 'drop', report: null, blobs: [] })
})

t.test('the end of the lease: SIGTERM, the grace that is left, and the Job is given back', async (t) => {
  const directory = t.testdir()
  const script = 'trap "" TERM; echo ready > "$0"; while :; do sleep 1000; done'
  const running = startJob(directory, [{ command: 'sh', args: ['-c', script, `${directory}/ready`] }], {
    killGraceMs: 600_000,
  })
  await fileAppears(`${directory}/ready`)
  running.run.stop('lease', 20)
  t.match(await running.outcome, { verdict: 'release', report: null })
})

t.test('a cancel while the input is fetched', async (t) => {
  const asked = Promise.withResolvers<AbortSignal>()
  const running = startJob(t.testdir(), [{ command: 'cat' }], {
    inputRef: 'f'.repeat(64),
    outlet: {
      fetchInput: (_sha256, _path, signal) => {
        asked.resolve(signal)
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        )
      },
    },
  })
  const signal = await asked.promise
  running.run.stop('cancel')
  t.match((await running.outcome).report, { task_results: [], reason: 'cancelled' })
  t.ok(signal.aborted, 'and the fetch ends')
})

t.test('a stop before the start: nothing is made', async (t) => {
  const directory = t.testdir()
  const running = startJob(directory, [{ command: 'true' }], { start: false })
  running.run.stop('cancel')
  running.run.start()
  t.match(await running.outcome, { verdict: 'fail', report: { task_results: [], reason: 'cancelled' } })
  t.strictSame(readdirSync(`${directory}/work`), [])
})

t.test('a stop after the end changes nothing', async (t) => {
  const running = startJob(t.testdir(), [{ command: 'true' }])
  await running.outcome
  running.run.stop('cancel')
  running.run.stop('fence')
  await running.removed
  t.equal(running.outcomes.length, 1)
  t.equal(running.run.phase, 'reported')
})
