/** Finds rows for the engine: by name in sets, by hour, by lane, and the lists. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type {
  ActionRow,
  AttemptRow,
  BlobRow,
  BusyLane,
  JobRow,
  LaneRow,
  PlanRow,
  Tally,
  TaskResultRow,
  WorkerRow,
} from '../../engine/model.ts'
import type { JobFilter, Loaded, Needs, NextDue } from '../../engine/port.ts'
import { ACTION, ATTEMPT, type Bindable, JOB, jobOf, PLAN, select, TASK_RESULT } from './columns.ts'
import type { WorkerRows } from './worker-rows.ts'

const JOB_FIELDS = select(JOB)
const LANE_FIELDS = 'lane_id AS laneId, tenant, queue, tools, tags'
const IDS = '(SELECT value FROM json_each(?))'
const KNOWN_LANES = 100_000
/** What a status shows of a Job that was given back again and again. */
const ATTEMPTS_SHOWN = 100

export class SqliteReader {
  readonly #db: DatabaseSync
  readonly #workers: WorkerRows
  readonly #statements = new Map<string, StatementSync>()
  readonly #known = new Map<number, LaneRow>()

  constructor(db: DatabaseSync, workers: WorkerRows) {
    this.#db = db
    this.#workers = workers
  }

  load(tenant: string, needs: Needs): Loaded {
    const jobs =
      needs.jobs.size === 0
        ? []
        : this.#jobs(
            `SELECT ${JOB_FIELDS} FROM job WHERE tenant = ? AND job_id IN ${IDS}`,
            tenant,
            listOf(needs.jobs),
          )
    const plans = this.#byNames<PlanRow>(
      `SELECT ${select(PLAN)} FROM plan WHERE tenant = ? AND plan_id IN ${IDS}`,
      tenant,
      needs.plans,
    )
    const actions = this.#byNames<ActionRow>(
      `SELECT ${select(ACTION)} FROM action WHERE tenant = ? AND action_id IN ${IDS}`,
      tenant,
      needs.actions,
    )
    const workers = needs.workers.size === 0 ? [] : this.#workers.byIds(tenant, [...needs.workers])
    const blobs =
      needs.blobs.size === 0
        ? []
        : this.#all<BlobRow>(
            `SELECT sha256, bytes, created_at AS createdAt FROM blob WHERE sha256 IN ${IDS}`,
            listOf(needs.blobs),
          )
    const lanes =
      needs.lanes.size === 0
        ? []
        : this.#lanes(`SELECT ${LANE_FIELDS} FROM lane WHERE lane_id IN ${IDS}`, listOf(needs.lanes))
    const held = this.#heldBy(needs.holders)
    const overdue = this.#overdue(tenant, needs.overdue)
    return {
      jobs: unique([...jobs, ...held, ...overdue.jobs]),
      plans,
      actions,
      workers: [...workers, ...overdue.workers],
      blobs,
      lanes: [...lanes, ...overdue.lanes, ...this.#lanesOf([...jobs, ...held])],
      dueJobs: overdue.dueJobs,
      expiredJobs: overdue.expiredJobs,
      lostWorkers: overdue.lostWorkers,
    }
  }

  #overdue(tenant: string, ask: Needs['overdue']) {
    if (ask === null) {
      return { jobs: [], workers: [], lanes: [], dueJobs: [], expiredJobs: [], lostWorkers: [] }
    }
    const due = this.#jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE status = 'scheduled' AND due_at <= ? ORDER BY due_at LIMIT ?`,
      ask.wallMs,
      ask.limit,
    )
    const expired = this.#jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE expires_at IS NOT NULL AND status IN ('pending', 'scheduled') AND expires_at <= ?
       ORDER BY expires_at LIMIT ?`,
      ask.wallMs,
      ask.limit,
    )
    const workers = this.#workers.overdue(tenant, ask.monoMs, ask.limit)
    const held = this.#heldBy(new Set(workers.map((worker) => worker.workerId)))
    const jobs = [...due, ...expired, ...held]
    return {
      jobs,
      workers,
      lanes: this.#lanesOf(jobs),
      dueJobs: due.map((job) => job.jobId),
      expiredJobs: expired.map((job) => job.jobId),
      lostWorkers: workers.map((worker) => worker.workerId),
    }
  }

  #heldBy(holders: ReadonlySet<string>): JobRow[] {
    if (holders.size === 0) return []
    return this.#jobs(`SELECT ${JOB_FIELDS} FROM job WHERE held_by IN ${IDS}`, listOf(holders))
  }

  /** A Job that returns to its lane wakes callers by what the lane requires. */
  #lanesOf(jobs: readonly JobRow[]): LaneRow[] {
    if (jobs.length === 0) return []
    const ids = new Set(jobs.map((job) => job.laneId))
    return this.#lanes(`SELECT ${LANE_FIELDS} FROM lane WHERE lane_id IN ${IDS}`, listOf(ids))
  }

  #lanes(sql: string, ...values: Bindable[]): LaneRow[] {
    type Stored = Omit<LaneRow, 'tools' | 'tags'> & { readonly tools: string; readonly tags: string }
    return this.#all<Stored>(sql, ...values).map((row) => ({
      ...row,
      tools: JSON.parse(row.tools) as string[],
      tags: JSON.parse(row.tags) as string[],
    }))
  }

  busyLanes(tenant: string): BusyLane[] {
    type Busy = { readonly laneId: number; readonly pending: number }
    const busy = this.#all<Busy>(
      'SELECT lane_id AS laneId, pending FROM lane WHERE pending > 0 AND tenant = ?',
      tenant,
    )
    this.#learnLanes(busy.map((row) => row.laneId).filter((laneId) => !this.#known.has(laneId)))
    return busy.flatMap(({ laneId, pending }) => {
      const lane = this.#known.get(laneId)
      return lane === undefined ? [] : [{ ...lane, pending }]
    })
  }

  /** A lane never changes, so it is read and parsed once; too many of them are forgotten together. */
  #learnLanes(laneIds: readonly number[]): void {
    if (laneIds.length === 0) return
    if (this.#known.size + laneIds.length > KNOWN_LANES) this.#known.clear()
    const rows = this.#lanes(
      `SELECT ${LANE_FIELDS} FROM lane WHERE lane_id IN ${IDS}`,
      JSON.stringify(laneIds),
    )
    for (const row of rows) this.#known.set(row.laneId, row)
  }

  heads(asks: readonly { readonly laneId: number; readonly limit: number }[]): JobRow[] {
    return asks.flatMap(({ laneId, limit }) =>
      this.#jobs(
        `SELECT ${JOB_FIELDS} FROM job WHERE lane_id = ? AND status = 'pending' ORDER BY priority, seq LIMIT ?`,
        laneId,
        limit,
      ),
    )
  }

  bodies(seqs: readonly number[]): Map<number, { envelope: string; input: Uint8Array | null }> {
    type Body = { readonly seq: number; readonly envelope: string; readonly input: Uint8Array | null }
    const rows = this.#all<Body>(
      `SELECT seq, envelope, input FROM job_body WHERE seq IN ${IDS}`,
      JSON.stringify(seqs),
    )
    return new Map(rows.map((row) => [row.seq, row]))
  }

  taskResults(seq: number, attempt: number | null): TaskResultRow[] {
    const fields = `SELECT ${select(TASK_RESULT)} FROM task_result WHERE seq = ?1 AND token =`
    if (attempt === null) {
      return this.#all(
        `${fields} (SELECT max(token) FROM task_result WHERE seq = ?1) ORDER BY task_number`,
        seq,
      )
    }
    return this.#all(
      `${fields} (SELECT max(token) FROM attempt WHERE seq = ?1 AND attempt = ?2) ORDER BY task_number`,
      seq,
      attempt,
    )
  }

  attempts(seq: number): AttemptRow[] {
    const newest = `SELECT ${select(ATTEMPT)} FROM attempt WHERE seq = ? ORDER BY token DESC LIMIT ${ATTEMPTS_SHOWN}`
    return this.#all<AttemptRow>(newest, seq).reverse()
  }

  listJobs(tenant: string, filter: JobFilter): JobRow[] {
    const where = ['tenant = ?']
    const values: Bindable[] = [tenant]
    const also = (condition: string, ...given: Bindable[]): void => {
      where.push(condition)
      values.push(...given)
    }
    // A literal, not a parameter: the partial indexes are found by it. It is one of our own words.
    if (filter.status !== null) also(`status = '${filter.status}'`)
    if (filter.plan !== null) also('plan_id = ?', filter.plan)
    if (filter.action !== null) also('action_id = ?', filter.action)
    if (filter.queue !== null) also('queue = ?', filter.queue)
    if (filter.before !== null) also('seq < ?', filter.before)
    if (filter.label !== null) {
      also('seq IN (SELECT seq FROM job_label WHERE name = ? AND value = ?)', ...filter.label)
    }
    return this.#jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE ${where.join(' AND ')} ORDER BY seq DESC LIMIT ?`,
      ...values,
      filter.limit,
    )
  }

  listPlans(tenant: string, after: string, limit: number): PlanRow[] {
    return this.#all(
      `SELECT ${select(PLAN)} FROM plan WHERE tenant = ? AND plan_id > ? ORDER BY plan_id LIMIT ?`,
      tenant,
      after,
      limit,
    )
  }

  listWorkers(tenant: string): WorkerRow[] {
    return this.#workers.all(tenant)
  }

  planIsActive(tenant: string, planId: string): boolean {
    const sql = `SELECT 1 FROM job WHERE tenant = ? AND plan_id = ? AND status IN ('scheduled', 'pending', 'running') LIMIT 1`
    return this.#all(sql, tenant, planId).length > 0
  }

  heldCounts(): Map<string, number> {
    type Count = { readonly worker: string; readonly jobs: number }
    const rows = this.#all<Count>(
      'SELECT held_by AS worker, count(*) AS jobs FROM job WHERE held_by IS NOT NULL GROUP BY held_by',
    )
    return new Map(rows.map((row) => [row.worker, row.jobs]))
  }

  tallies(scope: string, name: string | null): Tally[] {
    const fields = 'SELECT scope, name, status, jobs FROM tally WHERE scope = ?'
    return name === null ? this.#all(fields, scope) : this.#all(`${fields} AND name = ?`, scope, name)
  }

  nextDue(): NextDue {
    type Due = { readonly wallMs: number | null; readonly monoMs: number | null }
    const [due] = this.#all<Due>(
      `SELECT min(
          coalesce((SELECT min(due_at) FROM job WHERE status = 'scheduled'), 9e15),
          coalesce((SELECT min(expires_at) FROM job
                    WHERE expires_at IS NOT NULL AND status IN ('pending', 'scheduled')), 9e15)) AS wallMs,
        (SELECT min(lease_until_mono) FROM worker WHERE status IN ('live', 'draining')) AS monoMs`,
    )
    return { wallMs: due?.wallMs === 9e15 ? null : (due?.wallMs ?? null), monoMs: due?.monoMs ?? null }
  }

  #byNames<Row>(sql: string, tenant: string, names: ReadonlySet<string>): Row[] {
    return names.size === 0 ? [] : this.#all<Row>(sql, tenant, listOf(names))
  }

  #jobs(sql: string, ...values: Bindable[]): JobRow[] {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#db.prepare(sql)
      statement.setReturnArrays(true)
      this.#statements.set(sql, statement)
    }
    return (statement.all(...values) as readonly unknown[] as readonly unknown[][]).map(jobOf)
  }

  #all<Row>(sql: string, ...values: Bindable[]): Row[] {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement.all(...values) as Row[]
  }
}

function listOf(names: ReadonlySet<string | number>): string {
  return JSON.stringify([...names])
}

function unique(jobs: readonly JobRow[]): JobRow[] {
  return [...new Map(jobs.map((job) => [job.jobId, job])).values()]
}
