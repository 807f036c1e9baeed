/**
 * A rolling upgrade under load: one worker after the other drains, ends, and is followed by a new process on the same
 * directory, as the same worker. No Job is lost, none is started a second time.
 */
import { join } from 'node:path'
import t from 'tap'
import {
  type Agw,
  agx,
  readLedger,
  script,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'

t.setTimeout(120_000)

t.test('each worker is replaced under load', async (t) => {
  const agq = await startAgq(t)
  const connection = await agq.connect()
  const start = (stateDir?: string): Promise<Agw> =>
    startAgw(t, agq, { concurrency: 3, heartbeat: 0.5, ...(stateDir === undefined ? {} : { stateDir }) })
  const workers = await Promise.all([start(), start()])
  const ledger = join(temporaryDirectory('rolling'), 'ledger')
  const job = `echo "$AGX_JOB_ID $AGX_ATTEMPT $AGX_TOKEN" >> '${ledger}'; sleep 0.0$((($$ % 9) + 1))`
  const accepted: string[] = []
  let upgraded = false
  const load = async (): Promise<void> => {
    const client = await agq.connect()
    while (!upgraded || accepted.length < 60) {
      const last = await client.submit(script(job))
      accepted.push(last)
      // As many as are in the queue at a time: the load never ends and never grows.
      if (accepted.length > 12) await client.wait(accepted[accepted.length - 12] ?? last)
    }
  }
  const upgrade = async (): Promise<void> => {
    for (const [index, old] of workers.entries()) {
      if (index === 0) old.program.kill('SIGTERM')
      else t.match(await agx(['workers', 'drain', old.workerId], { agq }), { code: 0 })
      t.same(await old.program.ended, { code: 0, signal: null }, 'it finished what it ran, and ended')
      const next = await start(old.stateDir)
      t.equal(next.workerId, old.workerId, 'its successor is the same worker')
    }
    upgraded = true
  }
  await Promise.all([load(), upgrade()])
  const ends = []
  for (const jobId of accepted) ends.push(await connection.wait(jobId))
  t.same(new Set(ends.map(({ status }) => status)), new Set(['completed']), `${accepted.length} Jobs`)
  t.same(new Set(ends.map(({ attempt }) => attempt)), new Set([1]))
  const lines = readLedger(ledger)
  t.equal(lines.length, accepted.length, 'each ran once')
  t.equal(new Set(lines.map((line) => line.split(' ')[0])).size, accepted.length)
})
