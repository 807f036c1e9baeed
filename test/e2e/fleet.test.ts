/**
 * Three workers share three hundred Jobs: every Job completes, each on one worker only, in one attempt. The tasks keep
 * the record themselves, in one ledger file, with what their environment says about the attempt.
 */
import { join } from 'node:path'
import t from 'tap'
import { readLedger, script, startAgq, startAgw, temporaryDirectory } from '../harness/index.ts'

t.setTimeout(90_000)
const jobCount = 300

t.test('300 Jobs on 3 workers', async (t) => {
  const agq = await startAgq(t)
  const workers = await Promise.all(
    ['one', 'two', 'three'].map((workerId) => startAgw(t, agq, { workerId, concurrency: 4 })),
  )
  const ledger = join(temporaryDirectory('ledger'), 'ledger')
  const line = `echo "$AGX_JOB_ID $AGX_TASK $AGX_ATTEMPT $AGX_TOKEN $HOME" >> '${ledger}'`
  const connection = await agq.connect()
  const accepted = await Promise.all(
    Array.from({ length: jobCount }, () => {
      const { tasks, ...job } = script(line)
      const [task] = tasks
      const twice = [task, { ...task, task_number: 2, input_from_task: 1 }]
      return connection.submit({ ...job, tasks: twice as readonly Record<string, unknown>[] })
    }),
  )
  t.equal(new Set(accepted).size, jobCount)
  const ends = []
  for (const jobId of accepted) ends.push(await connection.wait(jobId, 60_000))

  t.same(new Set(ends.map(({ status }) => status)), new Set(['completed']))
  t.same(new Set(ends.map(({ attempt }) => attempt)), new Set([1]))
  const lines = readLedger(ledger).map((text) => text.split(' ') as [string, string, string, string, string])
  t.equal(lines.length, jobCount * 2, 'every task ran once')
  const homes = new Map(workers.map(({ home, workerId }) => [home, workerId]))
  const seen = new Map<string, { workers: Set<string>; tokens: Set<string>; tasks: string[] }>()
  for (const [jobId, task, attempt, token, home] of lines) {
    const job = seen.get(jobId) ?? { workers: new Set(), tokens: new Set(), tasks: [] }
    seen.set(jobId, job)
    job.workers.add(homes.get(home) ?? `unknown ${home}`)
    job.tokens.add(`${attempt}/${token}`)
    job.tasks.push(task)
  }
  t.equal(seen.size, jobCount)
  const odd = [...seen].filter(([, job]) => job.workers.size !== 1 || job.tokens.size !== 1)
  t.same(odd, [], 'no Job was split between workers or grants')
  t.ok(
    [...seen.values()].every(({ tasks }) => tasks.join() === '1,2'),
    'tasks in order',
  )
  const told = ends.filter(({ job_id, worker_id }) => !seen.get(job_id)?.workers.has(worker_id ?? ''))
  t.same(told.length, 0, 'the status names the worker that ran it')
  const used = new Set([...seen.values()].flatMap((job) => [...job.workers]))
  t.equal(used.size, 3, 'all three workers took part')
})
