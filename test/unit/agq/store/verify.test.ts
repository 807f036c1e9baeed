/** What `agq check` says of the rows: of good data that all is well, and of each promise, once it is broken, that it is. */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t, { type Test } from 'tap'
import {
  openForReading,
  verifyEnvelopes,
  verifyFile,
  verifyRows,
} from '../../../../agq/dist/store/sqlite/verify.js'
import { Desk } from '../engine/desk.ts'

/** Jobs of many kinds, then `damage`, then what the check says is wrong. */
async function wrongAfter(t: Test, damage: string): Promise<readonly string[]> {
  const desk = new Desk(t)
  await desk.register('w')
  for (const id of ['done', 'failed', 'held']) await desk.submit(id)
  const [done, failed] = await desk.lease('w', 3)
  if (done === undefined || failed === undefined) throw new Error('not granted')
  await desk.complete(done)
  await desk.fail(failed)
  await desk.submit('pending', { labels: { a: 'b' } })
  await desk.submit('later', { not_before: '2100-01-01T00:00:00Z' })
  await desk.submit('cancelled')
  await desk.run({ kind: 'job.cancel', jobId: 'cancelled', at: desk.at })
  await desk.run({ kind: 'blob.record', sha256: 'a'.repeat(64), bytes: 3, at: desk.at })

  const path = join(t.testdir(), 'agq.db')
  for (const part of ['', '-wal']) cpSync(`${desk.path}${part}`, `${path}${part}`)
  const db = new DatabaseSync(path)
  db.exec(damage)
  db.close()
  const reading = openForReading(path)
  try {
    const findings = [...verifyFile(reading), ...verifyRows(reading), verifyEnvelopes(reading)]
    return findings.flatMap(({ ok, name }) => (ok ? [] : [name]))
  } finally {
    reading.close()
  }
}

const broken: readonly (readonly [damage: string, name: RegExp])[] = [
  [`UPDATE job SET status = 'odd' WHERE job_id = 'pending'`, /has a status of the table/],
  [`UPDATE job SET completed_at = NULL WHERE job_id = 'done'`, /hour of its end/],
  [`UPDATE job SET due_at = NULL WHERE job_id = 'later'`, /is scheduled has an hour/],
  [`UPDATE job SET held_by = NULL WHERE job_id = 'held'`, /what runs is held/],
  [`UPDATE job SET held_by = 'w' WHERE job_id = 'pending'`, /what runs is held/],
  [`DELETE FROM worker`, /held Jobs have a worker/],
  [`UPDATE job SET token = 0 WHERE job_id = 'done'`, /no report is newer/],
  [`UPDATE tally SET jobs = jobs + 1 WHERE status = 'completed'`, /counts by queue/],
  [`DELETE FROM tally WHERE status = 'failed'`, /counts by queue/],
  [`UPDATE job SET action_id = 'a' WHERE job_id = 'done'`, /counts by Action/],
  [`UPDATE lane SET pending = pending + 1`, /counts of lanes/],
  [`UPDATE job SET lane_id = 7 WHERE job_id = 'done'`, /stands in a lane/],
  [`DELETE FROM job_body WHERE seq = 1`, /has its envelope/],
  [`INSERT INTO job_label VALUES ('a', 'b', 99)`, /belongs to a Job/],
  [`INSERT INTO blob_use VALUES ('${'b'.repeat(64)}', 1, 'output')`, /bytes that Jobs need/],
  [`UPDATE blob SET idle = 0`, /marked idle/],
  [`UPDATE tally SET outputs = 1`, /counts by queue/],
  [`UPDATE job_body SET envelope = replace(envelope, 'true', 'rm') WHERE seq = 1`, /what was accepted/],
  [`PRAGMA user_version = 99`, /has format/],
]

t.test('of good data', async (t) => {
  t.same(await wrongAfter(t, 'SELECT 1'), [])
})

for (const [damage, name] of broken) {
  t.test(damage, async (t) => {
    const wrong = await wrongAfter(t, damage)
    t.ok(
      wrong.some((finding) => name.test(finding)),
      `${name}: ${wrong.join(', ')}`,
    )
  })
}
