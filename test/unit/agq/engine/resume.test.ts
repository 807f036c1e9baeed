/** Resuming from the broken stage: the kept outputs go with the grant, the record shows the whole Job, and what is missing is named. */
import t, { type Test } from 'tap'
import { Desk, taskReport } from './desk.ts'

const PIPELINE = {
  tasks: [
    { task_number: 1, command: 'true' },
    { task_number: 2, command: 'true', input_from_task: 1 },
    { task_number: 3, command: 'true', input_from_task: 2 },
    { task_number: 4, command: 'true', input_from_task: 1 },
  ],
}

const sha = 'ab'.repeat(32)

/** A Job whose first attempt reported so. */
async function after(t: Test, tasks: ReturnType<typeof taskReport>[], fields = {}): Promise<Desk> {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', { ...PIPELINE, ...fields })
  const grant = await leaseOne(desk)
  await desk.run({ kind: 'blob.record', sha256: sha, bytes: 20_000, at: desk.at })
  await desk.fail(grant, { tasks })
  return desk
}

async function leaseOne(desk: Desk) {
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  return grant
}

function streamed(taskNumber: number, stdout: object, exitCode = 0): ReturnType<typeof taskReport> {
  const task = taskReport(taskNumber, exitCode, 'head')
  return { ...task, report: JSON.stringify({ ...JSON.parse(task.report), stdout }) }
}

const resumeOf = (grant: { readonly resume: string | null }) => JSON.parse(grant.resume ?? 'null')
const output = async (desk: Desk, taskNumber: number, attempt: number | null = null) => {
  const answer = await desk.run({ kind: 'job.output', jobId: 'a', taskNumber, stream: 'stdout', attempt })
  if (answer.kind !== 'output') return null
  return answer.place.in === 'row' ? Buffer.from(answer.place.bytes).toString() : answer.place.in
}

t.test('only the outputs that are read from there on go with the grant', async (t) => {
  const desk = await after(t, [taskReport(1, 0, 'one'), taskReport(2, 0, 'two'), taskReport(3, 3)])
  t.match(await desk.retry('a', 3), { kind: 'ok', text: 'job_id=a attempt=2 from_task=3 tasks=4' })
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const grant = await leaseOne(desk)
  t.same(resumeOf(grant), {
    from_task: 3,
    outputs: [
      { task: 1, sha256: '', bytes: 3, inline: base64('one') },
      { task: 2, sha256: '', bytes: 3, inline: base64('two') },
    ],
  })
  t.match(await desk.job('a'), { status: 'running', resumed_from: 3 })
  t.equal(await output(desk, 2), 'two', 'what it was resumed on can be read while it runs')
  t.equal(await output(desk, 3), 'live')
  await desk.fail(grant, { tasks: [taskReport(3, 0, 'three'), taskReport(4, 1)] })
  await desk.retry('a', 4)
  t.match(resumeOf(await leaseOne(desk)), { from_task: 4, outputs: [{ task: 1, inline: base64('one') }] })
})

t.test('the record shows the whole Job, and who ran what', async (t) => {
  const desk = await after(t, [taskReport(1, 0, 'one'), taskReport(2, 0, 'two'), taskReport(3, 3, 'bad')])
  await desk.retry('a', 3)
  await desk.fail(await leaseOne(desk), { tasks: [taskReport(3, 0, 'three'), taskReport(4, 1)] })
  await desk.retry('a', 4)
  const grant = await leaseOne(desk)
  await desk.run(desk.finishCommand(grant, 'complete', { tasks: [taskReport(4, 0, 'four')] }))
  t.match(await desk.job('a'), {
    status: 'completed',
    resumed_from: 4,
    hand_retries: 2,
    attempts: [{ outcome: 'failed' }, { first_task: 3 }, { first_task: 4, outcome: 'completed' }],
    task_results: [
      { task_number: 1, stdout: 'one', from_attempt: 1 },
      { task_number: 2, stdout: 'two', from_attempt: 1 },
      { task_number: 3, stdout: 'three', from_attempt: 2 },
      { task_number: 4, stdout: 'four' },
    ],
  })
  t.same(
    [await output(desk, 1), await output(desk, 3), await output(desk, 3, 1), await output(desk, 1, 2)],
    ['one', 'three', 'bad', 'one'],
  )
  const counts = desk.counts()
  t.same(counts.kept, counts.recounted, 'what was carried weighs nothing')
})

t.test('later attempts go on resuming until someone retries it whole', async (t) => {
  const desk = await after(t, [taskReport(1, 0, 'one'), taskReport(2, 0, 'two'), taskReport(3, 3)])
  await desk.retry('a', 3)
  await leaseOne(desk)
  desk.pass(10_000)
  await desk.tick()
  await desk.register('w')
  const again = await leaseOne(desk)
  t.match([again.attempt, resumeOf(again).from_task], [3, 3], 'after its worker died')
  await desk.run({ kind: 'job.release', jobId: 'a', token: again.token, at: desk.at })
  const third = await leaseOne(desk)
  t.equal(resumeOf(third).from_task, 3, 'after it was given back')
  await desk.fail(third, { tasks: [], reason: 'worker' })
  t.match((await desk.job('a')).task_results, [{ task_number: 1 }, { task_number: 2 }])
  await desk.retry('a', 1)
  t.equal((await leaseOne(desk)).resume, null)
  t.notOk('resumed_from' in (await desk.job('a')))
})

t.test('a backoff goes on resuming too', async (t) => {
  const tasks = [taskReport(1, 0, 'one'), taskReport(2, 3)]
  const desk = await after(t, tasks, { max_attempts: 3, backoff: { base_secs: 0 }, retry_exit_codes: [75] })
  await desk.retry('a', 2)
  await desk.fail(await leaseOne(desk), { tasks: [taskReport(2, 75)] })
  t.equal((await desk.job('a')).status, 'scheduled')
  await desk.tick()
  t.equal(resumeOf(await leaseOne(desk)).from_task, 2)
})

t.test('a worker that knows nothing of resuming runs everything, and its own results count', async (t) => {
  const desk = await after(t, [taskReport(1, 0, 'one'), taskReport(2, 0, 'two'), taskReport(3, 3)])
  await desk.retry('a', 3)
  const tasks = [taskReport(1, 0, 'ONE'), taskReport(2, 0, 'TWO'), taskReport(3, 0), taskReport(4, 0)]
  await desk.run(desk.finishCommand(await leaseOne(desk), 'complete', { tasks }))
  const job = await desk.job('a')
  t.match(job, { task_results: [{ stdout: 'ONE' }, { stdout: 'TWO' }, {}, {}] })
  t.notOk('first_task' in (job.attempts[1] ?? {}))
})

t.test('a large output is named by its hash', async (t) => {
  const blob = { bytes: 20_000, kept_bytes: 20_000, sha256: sha, truncated: false, blob: true }
  const desk = await after(t, [streamed(1, blob), taskReport(2, 3)])
  await desk.retry('a', 2)
  t.same(resumeOf(await leaseOne(desk)).outputs, [{ task: 1, sha256: sha, bytes: 20_000, blob: true }])
})

t.test('what is in the way is named, with the way out', async (t) => {
  const cut = { bytes: 9, kept_bytes: 4, sha256: sha, truncated: true }
  const lost = { bytes: 20_000, kept_bytes: 20_000, sha256: 'cd'.repeat(32), truncated: false, blob: true }
  const cases: readonly (readonly [ReturnType<typeof taskReport>[], number, RegExp])[] = [
    [[taskReport(1, 0), taskReport(2, 3)], 5, /^cannot resume Job a from task 5: it has only 4 tasks$/],
    [[], 2, /no attempt of it has reported a result/],
    [[taskReport(1, 0), taskReport(2, 3)], 3, /the output of task 2 is that of a task which failed itself/],
    [[taskReport(1, 0)], 3, /the output of task 2 was not reported: .*; retry it from task 2 or before$/],
    [[streamed(1, cut), taskReport(2, 3)], 2, /the output of task 1 was cut: 4 of 9 bytes are kept/],
    [[streamed(1, lost), taskReport(2, 3)], 2, /the output of task 1 is not stored any more/],
  ]
  for (const [tasks, from, says] of cases) {
    const desk = await after(t, tasks)
    t.match(await desk.retry('a', from), { code: 'ERR', text: says })
    t.equal((await desk.job('a')).status, 'failed', 'and nothing has happened')
  }
})

t.test('what is not read stands in nobody’s way', async (t) => {
  const cut = { bytes: 9, kept_bytes: 4, sha256: sha, truncated: true }
  const desk = await after(t, [taskReport(1, 0, 'one'), streamed(2, cut), taskReport(3, 3)])
  t.match(await desk.retry('a', 4), { kind: 'ok' })
  t.match(resumeOf(await leaseOne(desk)).outputs, [{ task: 1 }])
})

t.test('the report and the retry in one batch', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a', PIPELINE)
  const grant = await leaseOne(desk)
  const { answers } = await desk.batch(
    desk.finishCommand(grant, 'fail', { tasks: [taskReport(1, 0, 'one'), taskReport(2, 3)] }),
    { kind: 'job.retry', jobId: 'a', from: 2, at: desk.at },
  )
  t.match(answers[1], { kind: 'ok' })
  t.match(resumeOf(await leaseOne(desk)).outputs, [{ task: 1, bytes: 3 }])
})
