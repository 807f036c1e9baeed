/**
 * The database itself after a leg, read as a file: sound, no Job half there, counters equal to a recount, no Job that
 * was completed twice. What schema.sql says is what is asked.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Each must find nothing. */
const mustBeEmpty: Readonly<Record<string, string>> = {
  'a Job without its envelope': 'SELECT seq FROM job WHERE seq NOT IN (SELECT seq FROM job_body)',
  'an envelope without its Job': 'SELECT seq FROM job_body WHERE seq NOT IN (SELECT seq FROM job)',
  'a Job in a lane that is not there': 'SELECT seq FROM job WHERE lane_id NOT IN (SELECT lane_id FROM lane)',
  'a completed Job without results': `SELECT seq FROM job WHERE status = 'completed'
     AND NOT EXISTS (SELECT 1 FROM task_result r WHERE r.seq = job.seq AND r.token = job.ended_token)`,
  'a Job that was completed twice': `SELECT seq FROM attempt WHERE outcome = 'completed' GROUP BY seq HAVING count(*) > 1`,
  'an ended Job that somebody holds': `SELECT seq FROM job WHERE held_by IS NOT NULL AND status <> 'running'`,
  'a lane that counts wrongly': `SELECT lane_id FROM lane WHERE pending <>
     (SELECT count(*) FROM job WHERE job.lane_id = lane.lane_id AND job.status = 'pending' AND gated = 0)`,
  'a queue that counts wrongly': `SELECT name, status, sum(jobs) AS off FROM (
       SELECT name, status, jobs FROM tally WHERE scope = 'queue'
       UNION ALL SELECT queue, status, -count(*) FROM job GROUP BY queue, status)
     GROUP BY name, status HAVING off <> 0`,
}

export function auditDatabase(dataDir: string, jobs: number): readonly string[] {
  const wrongs: string[] = []
  const db = new DatabaseSync(join(dataDir, 'agq.db'), { readOnly: true })
  try {
    const sound = db.prepare('PRAGMA integrity_check').all()
    if (JSON.stringify(sound) !== '[{"integrity_check":"ok"}]')
      wrongs.push(`the database is damaged: ${JSON.stringify(sound).slice(0, 500)}`)
    for (const [what, sql] of Object.entries(mustBeEmpty)) {
      const rows = db.prepare(sql).all()
      if (rows.length > 0) wrongs.push(`${rows.length} × ${what}: ${JSON.stringify(rows.slice(0, 3))}`)
    }
    const counted = db.prepare('SELECT count(*) AS jobs FROM job').get()?.jobs
    if (counted !== jobs)
      wrongs.push(`the database has ${counted} Jobs, AGQ showed ${jobs} of those that were sent`)
  } finally {
    db.close()
  }
  return wrongs
}
