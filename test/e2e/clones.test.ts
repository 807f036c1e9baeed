/**
 * Clones: machines with one host name, and copies of a worker's directory. Each is a worker of its own, no Job runs twice,
 * nobody's tasks are killed.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeGate, script, startAgq, startAgw, taskResult, temporaryDirectory } from '../harness/index.ts'

t.setTimeout(60_000)

interface Row {
  readonly worker_id: string
  readonly status: string
  readonly hostname: string
}

t.test('a copied directory becomes another worker, and the original never notices', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const original = await startAgw(t, agq, { heartbeat: 2, concurrency: 1 })
  const gate = makeGate()
  const running = await connection.submit(script(`${gate.script}; echo whole`))
  await gate.reached(1)
  const copied = join(temporaryDirectory('copy'), 'state')
  cpSync(original.stateDir, copied, { recursive: true })

  const copy = await startAgw(t, agq, { heartbeat: 2, concurrency: 1, stateDir: copied })
  t.match(copy.program.stderr(), `this directory is a copy of worker ${original.workerId}'s`)
  t.not(copy.workerId, original.workerId)
  const rows = await connection.json<readonly Row[]>('WORKER.LIST')
  t.same(
    rows.map(({ worker_id, status }) => [worker_id, status]).sort(),
    [
      [original.workerId, 'live'],
      [copy.workerId, 'live'],
    ].sort(),
  )
  t.equal(rows[0]?.hostname, rows[1]?.hostname, 'of one name')
  gate.open()
  const end = await connection.wait(running)
  t.match(end, { status: 'completed', attempt: 1, worker_id: original.workerId })
  t.equal(taskResult(end, 1).stdout, 'whole\n', 'its sweep killed nothing of the other')
})

t.test('a copy that nothing tells from the original, as of a cloned image', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const original = await startAgw(t, agq, { heartbeat: 0.2, concurrency: 1 })
  const stateDir = join(temporaryDirectory('clone'), 'state')
  const before = await startAgw(t, agq, { heartbeat: 0.2, stateDir })
  await before.stop()
  const identity = join(stateDir, 'worker.json')
  const own = JSON.parse(readFileSync(identity, 'utf8'))
  // On another machine it would have the same state_id too; here that would make it this machine's worker's successor.
  writeFileSync(identity, JSON.stringify({ ...own, worker_id: original.workerId }))

  const clone = await startAgw(t, agq, { heartbeat: 0.2, concurrency: 1, stateDir })
  t.not(clone.workerId, original.workerId)
  t.match(
    clone.program.stderr(),
    `another worker lives with a copy of this directory, as ${original.workerId}`,
  )
  t.equal(JSON.parse(readFileSync(identity, 'utf8')).worker_id, clone.workerId, 'and it is kept')
  const gate = makeGate()
  const jobs = await Promise.all([1, 2].map(() => connection.submit(script(gate.script))))
  await gate.reached(2)
  gate.open()
  const ends = await Promise.all(jobs.map(async (jobId) => (await agq.connect()).wait(jobId)))
  t.same(
    ends.map(({ worker_id }) => worker_id).sort(),
    [original.workerId, clone.workerId].sort(),
    'both work',
  )
})
