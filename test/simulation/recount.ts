/**
 * The whole database against what it must hold: every row, and every count against a recount. Dear, so only now and
 * then, at every restart and at the end.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { JobRow } from '../../agq/dist/engine/model.js'
import { JOB } from '../../agq/dist/store/sqlite/columns.js'
import { show } from './check-rows.ts'
import type { Shadow } from './shadow.ts'
import type { World } from './world.ts'

const FIELDS = Object.entries<string>(JOB) as [keyof JobRow, string][]

export function recount(world: World, db: DatabaseSync, shadow: Shadow): void {
  const rows = db.prepare('SELECT * FROM job ORDER BY seq').all() as Record<string, unknown>[]
  const queues = new Map<string, number>()
  const lanes = new Map<number, number>()
  for (const stored of rows) {
    const row = shadow.jobs.get(String(stored.job_id))
    if (row === undefined) {
      world.violate('nothing is there that was not committed', `Job ${stored.job_id}`)
      continue
    }
    const field = FIELDS.find(([name, column]) => stored[column] !== row[name])
    if (field !== undefined) {
      const about = `Job ${row.jobId}: ${field[1]} is ${stored[field[1]]}, and it was ${row[field[0]]} (${show(row)})`
      world.violate('what was committed is there', about)
    }
    add(queues, `queue ${row.queue} ${row.status}`)
    add(queues, `bytes of queue ${row.queue} ${row.status}`, row.outputBytes)
    if (row.actionId !== null) add(queues, `action ${row.actionId} ${row.status}`)
    if (isReady(row)) add(lanes, row.laneId)
  }
  if (rows.length < shadow.jobs.size) {
    const there = new Set(rows.map((row) => row.job_id))
    const lost = [...shadow.jobs.keys()].filter((jobId) => !there.has(jobId))
    world.violate('what was committed is there', `lost: ${lost.slice(0, 5).join(', ')}`)
  }
  checkTallies(world, db, queues)
  for (const lane of db.prepare('SELECT lane_id AS id, pending FROM lane').all()) {
    const counted = lanes.get(Number(lane.id)) ?? 0
    if (lane.pending !== counted) {
      world.violate(
        'counts equal a recount',
        `lane ${lane.id} counts ${lane.pending} ready, there are ${counted}`,
      )
    }
  }
  checkWorkers(world, db, shadow)
  checkAttempts(world, db, shadow)
  checkLeftOver(world, db)
}

/** What belonged to a Job goes with it. */
function checkLeftOver(world: World, db: DatabaseSync): void {
  for (const table of ['job_body', 'job_label', 'attempt', 'task_result', 'blob_use']) {
    const left = db
      .prepare(`SELECT count(*) AS n FROM ${table} WHERE seq NOT IN (SELECT seq FROM job)`)
      .get()?.n
    if (left !== 0) world.violate('a deleted Job leaves nothing', `${left} rows of ${table}`)
  }
}

function checkTallies(world: World, db: DatabaseSync, recounted: ReadonlyMap<string, number>): void {
  const kept = new Map<string, number>()
  for (const tally of db
    .prepare('SELECT scope, name, status, jobs, bytes FROM tally WHERE jobs <> 0 OR bytes <> 0')
    .all()) {
    kept.set(`${tally.scope} ${tally.name} ${tally.status}`, Number(tally.jobs))
    if (tally.scope === 'queue') kept.set(`bytes of queue ${tally.name} ${tally.status}`, Number(tally.bytes))
  }
  for (const name of new Set([...kept.keys(), ...recounted.keys()])) {
    if ((kept.get(name) ?? 0) === (recounted.get(name) ?? 0)) continue
    const about = `${name}: kept ${kept.get(name) ?? 0}, there are ${recounted.get(name) ?? 0}`
    world.violate('counts equal a recount', about)
  }
}

function checkWorkers(world: World, db: DatabaseSync, shadow: Shadow): void {
  const stored = db
    .prepare('SELECT worker_id AS id, status, instance, lease_until_mono AS until FROM worker')
    .all()
  for (const row of stored) {
    const worker = shadow.workers.get(String(row.id))
    if (
      worker?.status !== row.status ||
      worker?.instance !== row.instance ||
      worker?.leaseUntilMono !== row.until
    ) {
      world.violate('what was committed is there', `worker ${row.id} is ${row.status} until ${row.until}`)
    }
  }
  if (stored.length !== shadow.workers.size)
    world.violate('what was committed is there', 'a worker is missing')
}

/** Every token has an attempt on record once it has ended. */
function checkAttempts(world: World, db: DatabaseSync, shadow: Shadow): void {
  const ended = new Map<number, number>()
  for (const row of db.prepare('SELECT seq, count(*) AS n FROM attempt GROUP BY seq').all()) {
    ended.set(Number(row.seq), Number(row.n))
  }
  for (const job of shadow.jobs.values()) {
    const granted = job.token - (shadow.firstTokens.get(job.jobId) ?? 0)
    const wanted = job.heldBy === null ? granted : granted - 1
    const found = ended.get(job.seq) ?? 0
    if (found !== wanted) {
      world.violate('every attempt is on record', `${job.jobId}, ${show(job)}: ${found} of ${wanted}`)
    }
  }
}

function isReady(job: JobRow): boolean {
  return job.status === 'pending' && job.gated === 0
}

function add<Key>(map: Map<Key, number>, key: Key, by = 1): void {
  map.set(key, (map.get(key) ?? 0) + by)
}
