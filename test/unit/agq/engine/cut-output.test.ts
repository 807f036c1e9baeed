/** A stream that was cut: the status says what is kept of it, and the answer where the rest would stand. */
import t, { type Test } from 'tap'
import { Desk, taskReport } from './desk.ts'

async function reported(t: Test, stdout: object): Promise<Desk> {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.submit('a')
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('nothing granted')
  const task = taskReport(1, 0, '1289')
  const report = JSON.stringify({ ...JSON.parse(task.report), stdout: { sha256: '', ...stdout } })
  await desk.run(desk.finishCommand(grant, 'complete', { tasks: [{ ...task, report }] }))
  return desk
}

const ask = { kind: 'job.output', jobId: 'a', taskNumber: 1, stream: 'stdout', attempt: null } as const

t.test('head and tail', async (t) => {
  const desk = await reported(t, { bytes: 9, kept_bytes: 4, head_bytes: 2, truncated: true })
  t.match(await desk.run(ask), { kind: 'output', place: { in: 'row' }, gap: { from: 2, to: 7 } })
  const [result] = (await desk.job('a')).task_results
  t.match(result, { truncated: true, stdout_kept_bytes: 4, stdout_head_bytes: 2 })
  t.notOk('stderr_kept_bytes' in (result ?? {}))
})

t.test('a worker that keeps the head only', async (t) => {
  const desk = await reported(t, { bytes: 9, kept_bytes: 4, truncated: true })
  t.match(await desk.run(ask), { kind: 'output', gap: null }, 'what is kept ends where it ends')
  t.match((await desk.job('a')).task_results, [{ stdout_kept_bytes: 4, stdout_head_bytes: 4 }])
})

t.test('a stream that was not cut', async (t) => {
  const desk = await reported(t, { bytes: 4, kept_bytes: 4, truncated: false })
  t.match(await desk.run(ask), { kind: 'output', gap: null })
  t.notOk('stdout_kept_bytes' in ((await desk.job('a')).task_results[0] ?? {}))
})

t.test('the envelope, as it was submitted', async (t) => {
  const desk = await reported(t, { bytes: 4, kept_bytes: 4, truncated: false })
  const answer = await desk.run({ kind: 'job.get', jobId: 'a' })
  t.match(answer, { kind: 'json' })
  t.match(JSON.parse(answer.kind === 'json' ? answer.text : ''), { job_id: 'a' })
  t.match(await desk.run({ kind: 'job.get', jobId: 'nobody' }), { kind: 'nil' })
})
