/** Finds rows for the engine: by name in sets, by hour, by lane, and the lists. */
import type {
  ActionRow,
  AttemptRow,
  BlobRow,
  JobBody,
  JobRow,
  LaneRow,
  PlanRow,
  QueueRow,
  Tally,
  TaskResultRow,
  WorkerRow,
} from '../../engine/model.ts'
import type { JobFilter, Loaded, Needs, NextDue, PlacedAction } from '../../engine/port.ts'
import { sourceOf } from './active.ts'
import { ACTION, ATTEMPT, PLAN, select, TASK_RESULT } from './columns.ts'
import { conditions } from './filter.ts'
import type { LineReader } from './lines.ts'
import type { QueueRows } from './queue-rows.ts'
import type { Removal } from './removal.ts'
import { signatureOf } from './signature-text.ts'
import { IDS, JOB_FIELDS, LIMIT, listOf, type Statements } from './statements.ts'
import type { WorkerRows } from './worker-rows.ts'

export class SqliteReader {
  readonly #statements: Statements
  readonly #workers: WorkerRows
  readonly #queues: QueueRows
  readonly #lines: LineReader
  readonly #removal: Removal

  constructor(
    statements: Statements,
    workers: WorkerRows,
    queues: QueueRows,
    lines: LineReader,
    removal: Removal,
  ) {
    this.#removal = removal
    this.#statements = statements
    this.#workers = workers
    this.#queues = queues
    this.#lines = lines
  }

  load(tenant: string, needs: Needs): Loaded {
    const jobs =
      needs.jobs.size === 0
        ? []
        : this.#statements.jobs(
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
        : this.#statements.all<BlobRow>(
            `SELECT sha256, bytes, created_at AS createdAt FROM blob WHERE sha256 IN ${IDS}`,
            listOf(needs.blobs),
          )
    const held = this.#heldBy(needs.holders)
    const queues = this.#queues.of(tenant)
    const overdue = this.#overdue(tenant, needs.overdue)
    return {
      jobs: unique([...jobs, ...held, ...overdue.jobs]),
      plans,
      actions,
      workers: [...workers, ...overdue.workers],
      blobs,
      lanes: [...this.#lines.lanes(needs.lanes), ...overdue.lanes, ...this.#lanesOf([...jobs, ...held])],
      queues,
      waiting: needs.countWaiting ? this.#waiting(queues) : new Map(),
      dueJobs: overdue.dueJobs,
      expiredJobs: overdue.expiredJobs,
      lostWorkers: overdue.lostWorkers,
      tokenFloor: this.#removal.tokenFloor,
    }
  }

  #overdue(tenant: string, ask: Needs['overdue']) {
    if (ask === null) {
      return { jobs: [], workers: [], lanes: [], dueJobs: [], expiredJobs: [], lostWorkers: [] }
    }
    const due = this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE status = 'scheduled' AND due_at <= ? ORDER BY due_at ${LIMIT}`,
      ask.wallMs,
      ask.limit,
    )
    const expired = this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM job WHERE expires_at IS NOT NULL AND status IN ('pending', 'scheduled') AND expires_at <= ?
       ORDER BY expires_at ${LIMIT}`,
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
    return this.#statements.jobs(`SELECT ${JOB_FIELDS} FROM job WHERE held_by IN ${IDS}`, listOf(holders))
  }

  /** A Job that returns to its lane wakes callers by what the lane requires. */
  #lanesOf(jobs: readonly JobRow[]): LaneRow[] {
    if (jobs.length === 0) return []
    return this.#lines.lanes(new Set(jobs.map((job) => job.laneId)))
  }

  /** Counted only where there is a bound: a count is a question more for each submit. */
  #waiting(queues: ReadonlyMap<string, QueueRow>): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { queue, maxWaiting } of queues.values()) {
      if (maxWaiting === null) continue
      const waiting = this.tallies('queue', queue).filter(
        ({ status }) => status === 'pending' || status === 'scheduled',
      )
      counts.set(
        queue,
        waiting.reduce((sum, tally) => sum + tally.jobs, 0),
      )
    }
    return counts
  }

  bodies(seqs: readonly number[]): Map<number, Omit<JobBody, 'labels'>> {
    type Body = Pick<JobBody, 'envelope' | 'input'> & {
      readonly seq: number
      readonly signature: string | null
    }
    const rows = this.#statements.all<Body>(
      `SELECT seq, envelope, input, signature FROM job_body WHERE seq IN ${IDS}`,
      JSON.stringify(seqs),
    )
    return new Map(rows.map((row) => [row.seq, { ...row, signature: signatureOf(row.signature) }]))
  }

  taskResults(seq: number, attempt: number | null): TaskResultRow[] {
    const fields = `SELECT ${select(TASK_RESULT)} FROM task_result WHERE seq = ?1 AND token =`
    if (attempt === null) {
      return this.#statements.all(
        `${fields} (SELECT max(token) FROM task_result WHERE seq = ?1) ORDER BY task_number`,
        seq,
      )
    }
    return this.#statements.all(
      `${fields} (SELECT max(token) FROM attempt WHERE seq = ?1 AND attempt = ?2) ORDER BY task_number`,
      seq,
      attempt,
    )
  }

  resultsOf(attempts: readonly { readonly seq: number; readonly token: number }[]): TaskResultRow[] {
    const fields = `SELECT ${select(TASK_RESULT)} FROM task_result WHERE seq = ? AND token = ? ORDER BY task_number`
    return attempts.flatMap(({ seq, token }) => this.#statements.all<TaskResultRow>(fields, seq, token))
  }

  attempts(seq: number): AttemptRow[] {
    return this.#statements.all<AttemptRow>(
      `SELECT ${select(ATTEMPT)} FROM attempt WHERE seq = ? ORDER BY token`,
      seq,
    )
  }

  listJobs(tenant: string, filter: JobFilter): JobRow[] {
    const { where, values } = conditions(tenant, filter)
    const before = filter.before === null ? '' : ' AND seq < ?'
    return this.#statements.jobs(
      `SELECT ${JOB_FIELDS} FROM ${sourceOf(filter, (status) => this.#jobsIn(status))}
       WHERE ${where}${before} ORDER BY seq DESC ${LIMIT}`,
      ...values,
      ...(filter.before === null ? [] : [filter.before]),
      filter.limit,
    )
  }

  #jobsIn(status: string): number {
    type Sum = { readonly jobs: number }
    const sql = `SELECT coalesce(sum(jobs), 0) AS jobs FROM tally WHERE scope = 'queue' AND status = ?`
    return this.#statements.all<Sum>(sql, status)[0]?.jobs ?? 0
  }

  listPlans(tenant: string, after: string, limit: number): PlanRow[] {
    return this.#statements.all(
      `SELECT ${select(PLAN)} FROM plan WHERE tenant = ? AND plan_id > ? ORDER BY plan_id ${LIMIT}`,
      tenant,
      after,
      limit,
    )
  }

  listActions(tenant: string, before: number | null, limit: number): PlacedAction[] {
    const rows = this.#statements.all<ActionRow & { readonly place: number }>(
      `SELECT seq AS place, ${select(ACTION)} FROM action WHERE +tenant = ? AND seq < ? ORDER BY seq DESC ${LIMIT}`,
      tenant,
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    )
    return rows.map(({ place, ...action }) => ({ place, action }))
  }

  listWorkers(tenant: string): WorkerRow[] {
    return this.#workers.all(tenant)
  }

  planIsActive(tenant: string, planId: string): boolean {
    const sql = `SELECT 1 FROM job WHERE tenant = ? AND plan_id = ? AND status IN ('scheduled', 'pending', 'running') LIMIT 1`
    return this.#statements.all(sql, tenant, planId).length > 0
  }

  heldCounts(): Map<string, number> {
    type Count = { readonly worker: string; readonly jobs: number }
    const rows = this.#statements.all<Count>(
      'SELECT held_by AS worker, count(*) AS jobs FROM job WHERE held_by IS NOT NULL GROUP BY held_by',
    )
    return new Map(rows.map((row) => [row.worker, row.jobs]))
  }

  tallies(scope: string, name: string | null): Tally[] {
    const fields = 'SELECT scope, name, status, jobs, bytes, outputs FROM tally WHERE scope = ?'
    return name === null
      ? this.#statements.all(fields, scope)
      : this.#statements.all(`${fields} AND name = ?`, scope, name)
  }

  nextDue(): NextDue {
    type Due = { readonly wallMs: number | null; readonly monoMs: number | null }
    const [due] = this.#statements.all<Due>(
      `SELECT min(
          coalesce((SELECT min(due_at) FROM job WHERE status = 'scheduled'), 9e15),
          coalesce((SELECT min(expires_at) FROM job
                    WHERE expires_at IS NOT NULL AND status IN ('pending', 'scheduled')), 9e15)) AS wallMs,
        (SELECT min(lease_until_mono) FROM worker WHERE status IN ('live', 'draining')) AS monoMs`,
    )
    return { wallMs: due?.wallMs === 9e15 ? null : (due?.wallMs ?? null), monoMs: due?.monoMs ?? null }
  }

  #byNames<Row>(sql: string, tenant: string, names: ReadonlySet<string>): Row[] {
    return names.size === 0 ? [] : this.#statements.all<Row>(sql, tenant, listOf(names))
  }
}

function unique(jobs: readonly JobRow[]): JobRow[] {
  return [...new Map(jobs.map((job) => [job.jobId, job])).values()]
}
