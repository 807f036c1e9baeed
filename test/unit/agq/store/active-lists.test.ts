/** JOB.LIST of what is active: the same rows by the short way (few of them) as by the long one, page after page. */
import t from 'tap'
import { Desk } from '../engine/desk.ts'

t.test('pending, running and scheduled are found among many that have ended', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  const wanted: Record<string, string[]> = { pending: [], running: [], scheduled: [] }
  const key = { concurrency_key: 'k', concurrency_limit: 1 }
  for (let i = 0; i < 30; i++) {
    const queue = i % 2 === 0 ? 'even' : 'odd'
    await desk.submit(`done${i}`, { queue })
    for (const grant of await desk.lease('w', 5)) await desk.complete(grant)
    if (i % 3 !== 0) continue
    const later = new Date(desk.wallMs + 60_000).toISOString()
    await desk.submit(`later${i}`, { queue, not_before: later })
    wanted.scheduled?.push(`later${i}`)
    await desk.submit(`waits${i}`, { queue, tasks: [{ task_number: 1, command: 'jq' }] })
    wanted.pending?.push(`waits${i}`)
  }
  await desk.submit('runs', { queue: 'odd', ...key })
  await desk.submit('gated', { queue: 'odd', ...key })
  await desk.submit('stopping', { queue: 'even' })
  const granted = (await desk.lease('w', 5)).map((grant) => grant.jobId)
  t.same(granted.sort(), ['runs', 'stopping'])
  await desk.run({ kind: 'job.cancel', jobId: 'stopping', at: desk.at })
  wanted.running?.push('runs')
  wanted.pending?.push('gated')

  for (const status of ['pending', 'running', 'scheduled'] as const) {
    const found: string[] = []
    let before: number | null = null
    for (;;) {
      const filter = { status, plan: null, action: null, queue: null, label: null, limit: 3, before }
      const answer = await desk.run({ kind: 'job.list', filter })
      if (answer.kind !== 'page') throw new Error('no page')
      found.push(...answer.rows.map((row) => (JSON.parse(row) as { job_id: string }).job_id))
      if (answer.cursor === null) break
      before = Number(answer.cursor)
    }
    t.same(found, [...(wanted[status] ?? [])].reverse(), `${status}, newest first`)
  }
  const odd = {
    status: 'pending',
    plan: null,
    action: null,
    queue: 'odd',
    label: null,
    limit: 100,
    before: null,
  } as const
  const answer = await desk.run({ kind: 'job.list', filter: odd })
  const rows =
    answer.kind === 'page' ? answer.rows.map((row) => (JSON.parse(row) as { job_id: string }).job_id) : []
  t.same(rows, ['gated', 'waits27', 'waits21', 'waits15', 'waits9', 'waits3'], 'with another filter')
})
