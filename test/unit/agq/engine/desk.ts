/**
 * The rules on a real store, without sockets and threads: commands in, answers out, and a clock in the test's hand.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { JobEnvelope } from '@agenix/specs'
import type { Test } from 'tap'
import { runBatch } from '../../../../agq/dist/engine/batch.js'
import type {
  Answer,
  BatchResult,
  Command,
  FinishReport,
  Grant,
  ReportedTask,
} from '../../../../agq/dist/engine/commands.js'
import type { Signature } from '../../../../agq/dist/engine/model.js'
import { NO_INPUT, prepareJob } from '../../../../agq/dist/engine/prepare.js'
import { openSqliteStore } from '../../../../agq/dist/store/sqlite/store.js'
import { openForReading, verifyFile, verifyRows } from '../../../../agq/dist/store/sqlite/verify.js'

export interface JobView {
  readonly status: string
  readonly attempt: number
  readonly worker_id?: string
  readonly error?: string
  readonly due_at?: string
  readonly attempts: readonly { readonly outcome: string }[]
  readonly task_results: readonly { readonly task_number: number; readonly stdout: string }[]
}

const SUMS = 'count(*), sum(output_bytes), count(*) FILTER (WHERE output_bytes > 0)'
const STRAYS = ['job_body', 'job_label', 'attempt', 'task_result', 'blob_use'].map(
  (table) => `(SELECT count(*) FROM ${table} WHERE seq NOT IN (SELECT seq FROM job))`,
)

export class Desk {
  wallMs = Date.parse('2026-01-01T00:00:00Z')
  monoMs = 1_000
  readonly folder: string
  #store

  constructor(t: Test) {
    this.folder = mkdtempSync(join(tmpdir(), 'agq-desk-'))
    this.#store = openSqliteStore(this.path)
    t.teardown(() => {
      this.#store.close()
      rmSync(this.folder, { recursive: true, force: true })
    })
  }

  get path(): string {
    return join(this.folder, 'agq.db')
  }

  get store() {
    return this.#store
  }

  get at() {
    return { wallMs: this.wallMs, monoMs: this.monoMs }
  }

  /** Both clocks go on. */
  pass(ms: number): void {
    this.wallMs += ms
    this.monoMs += ms
  }

  /** As after kill -9: everything committed is there, the monotonic clock begins again. */
  async restart(): Promise<void> {
    this.#store.close()
    this.#store = openSqliteStore(this.path)
    this.monoMs = 0
    await this.run({ kind: 'boot', at: this.at })
  }

  batch(...commands: Command[]): Promise<BatchResult> {
    return runBatch(this.#store, 'default', commands)
  }

  async run(command: Command): Promise<Answer> {
    const { answers } = await this.batch(command)
    if (answers[0] === undefined) throw new Error('no answer')
    return answers[0]
  }

  /** A sign of life that says nothing of what is held. */
  heartbeat(workerId: string, stats: Readonly<Record<string, unknown>> | null = null): Promise<Answer> {
    return this.run({
      kind: 'worker.heartbeat',
      workerId,
      instance: null,
      held: null,
      stats: stats === null ? null : JSON.stringify(stats),
      at: this.at,
    })
  }

  submitCommand(
    jobId: string,
    fields: Partial<JobEnvelope> = {},
    signature: Signature | null = null,
  ): Command {
    const envelope = {
      job_id: jobId,
      plan_id: 'plan',
      tasks: [{ task_number: 1, command: 'true' }],
      ...fields,
    } as JobEnvelope
    const job = prepareJob(envelope, JSON.stringify(envelope), NO_INPUT, signature)
    return { kind: 'job.submit', job, origin: '{"key":"session","command":"JOB.SUBMIT"}', at: this.at }
  }

  submit(jobId: string, fields: Partial<JobEnvelope> = {}): Promise<Answer> {
    return this.run(this.submitCommand(jobId, fields))
  }

  register(
    workerId: string,
    options: {
      holderIsThere?: boolean
      tools?: string[]
      tags?: string[]
      trust?: string[]
      allow?: string[]
      instance?: string
      held?: { job_id: string; token: number }[]
    } = {},
  ): Promise<Answer> {
    const registration = {
      worker_id: workerId,
      hostname: 'h',
      platform: 'linux',
      agw_version: '0.1.0',
      capabilities: {
        tools: options.tools ?? ['true'],
        ...(options.trust === undefined ? {} : { trust: options.trust }),
      },
      max_concurrent_jobs: 4,
      tags: options.tags ?? [],
      ...(options.allow === undefined ? {} : { policy: { allow: options.allow } }),
      instance: options.instance ?? `${workerId}-1`,
      ...(options.held === undefined ? {} : { held: options.held }),
    }
    return this.run({
      kind: 'worker.register',
      holderIsThere: options.holderIsThere ?? false,
      registration,
      intervalMs: 5_000,
      leaseMs: 10_000,
      at: this.at,
    })
  }

  async lease(workerId: string, count = 1): Promise<readonly Grant[]> {
    const answer = await this.run({ kind: 'job.lease', introduce: false, workerId, count, at: this.at })
    if (answer.kind !== 'grants') throw new Error(`not granted: ${JSON.stringify(answer)}`)
    return answer.grants
  }

  finishCommand(
    grant: { readonly jobId: string; readonly token: number },
    verdict: 'complete' | 'fail',
    report: Partial<FinishReport> = {},
    next = 0,
  ): Command {
    return {
      kind: 'job.finish',
      jobId: grant.jobId,
      token: grant.token,
      verdict,
      report: { tasks: [], error: null, reason: 'task', retryable: true, ...report },
      chance: 0.5,
      next,
      at: this.at,
    }
  }

  complete(grant: { readonly jobId: string; readonly token: number }): Promise<Answer> {
    return this.run(this.finishCommand(grant, 'complete', { tasks: [taskReport(1, 0)] }))
  }

  fail(
    grant: { readonly jobId: string; readonly token: number },
    report: Partial<FinishReport> = {},
  ): Promise<Answer> {
    return this.run(
      this.finishCommand(grant, 'fail', {
        tasks: [taskReport(1, 3)],
        error: 'true exited with 3',
        ...report,
      }),
    )
  }

  /** `from` null: the whole Job. */
  retry(jobId: string, from: number | null = null): Promise<Answer> {
    return this.run({ kind: 'job.retry', jobId, from, at: this.at })
  }

  cancel(jobId: string): Promise<Answer> {
    return this.run({ kind: 'job.cancel', jobId, at: this.at })
  }

  delete(jobId: string): Promise<Answer> {
    return this.run({ kind: 'job.delete', jobId, at: this.at })
  }

  tick(): Promise<BatchResult> {
    return this.batch({ kind: 'tick', at: this.at })
  }

  async job(jobId: string): Promise<JobView> {
    const answer = await this.run({ kind: 'job.status', jobId })
    if (answer.kind !== 'json') throw new Error(`no Job ${jobId}`)
    return JSON.parse(answer.text) as JobView
  }

  /** As JOB.PIN leaves a Job; answers whether there is one. */
  pin(jobId: string): boolean {
    this.#store.close()
    const db = new DatabaseSync(this.path)
    const { changes } = db.prepare('UPDATE job SET pinned = 1 WHERE job_id = ?').run(jobId)
    db.close()
    this.#store = openSqliteStore(this.path)
    return Number(changes) > 0
  }

  /** What `agq check` would find wrong. */
  wrongs(): readonly string[] {
    this.#store.close()
    const reading = openForReading(this.path)
    const found = [...verifyFile(reading), ...verifyRows(reading)]
    reading.close()
    this.#store = openSqliteStore(this.path)
    return found.flatMap(({ ok, name, found: what }) => (ok ? [] : [`${name}: ${what}`]))
  }

  /** What the tables say when counted, beside what was kept count of. */
  counts(): { readonly kept: string[]; readonly recounted: string[] } {
    this.#store.close()
    const db = new DatabaseSync(this.path, { readOnly: true })
    const list = (sql: string): string[] =>
      db
        .prepare(sql)
        .all()
        .map((row) => Object.values(row).join(' '))
    const kept = [
      ...list(
        'SELECT scope, name, status, jobs, bytes, outputs FROM tally WHERE jobs <> 0 OR bytes <> 0 OR outputs <> 0 ORDER BY 1, 2, 3',
      ),
      ...list('SELECT lane_id, pending FROM lane ORDER BY 1'),
      ...list('SELECT sha256, idle FROM blob ORDER BY 1'),
      'rows of Jobs that are gone: 0',
    ]
    const recounted = [
      ...list(
        `SELECT 'action', action_id, status, ${SUMS} FROM job WHERE action_id IS NOT NULL GROUP BY action_id, status
         UNION ALL SELECT 'queue', queue, status, ${SUMS} FROM job GROUP BY queue, status ORDER BY 1, 2, 3`,
      ),
      ...list(
        `SELECT 'orphan', 'job_body', seq FROM job_body WHERE seq NOT IN (SELECT seq FROM job)
         UNION ALL SELECT 'orphan', 'label', seq FROM job_label WHERE seq NOT IN (SELECT seq FROM job)
         UNION ALL SELECT 'orphan', 'attempt', seq FROM attempt WHERE seq NOT IN (SELECT seq FROM job)
         UNION ALL SELECT 'orphan', 'task_result', seq FROM task_result WHERE seq NOT IN (SELECT seq FROM job)
         UNION ALL SELECT 'orphan', 'blob_use', seq FROM blob_use WHERE seq NOT IN (SELECT seq FROM job)
         UNION ALL SELECT 'output_bytes', job_id, output_bytes FROM job WHERE output_bytes <> (SELECT
           coalesce(sum(json_extract(report, '$.stdout.kept_bytes') + json_extract(report, '$.stderr.kept_bytes')), 0)
           FROM task_result WHERE task_result.seq = job.seq AND carried_from IS NULL
             AND token > coalesce(json_extract(job.outputs_expired, '$.token'), -1))`,
      ),
      ...list(
        `SELECT lane_id, (SELECT count(*) FROM job WHERE job.lane_id = lane.lane_id AND status = 'pending' AND gated = 0) FROM lane ORDER BY 1`,
      ),
      ...list('SELECT sha256, sha256 NOT IN (SELECT sha256 FROM blob_use) FROM blob ORDER BY 1'),
      ...list(`SELECT 'rows of Jobs that are gone:', ${STRAYS.join(' + ')}`),
    ]
    db.close()
    this.#store = openSqliteStore(this.path)
    return { kept, recounted }
  }
}

export function taskReport(taskNumber: number, exitCode: number, stdout = ''): ReportedTask {
  const streamOf = (text: string) => ({
    bytes: text.length,
    kept_bytes: text.length,
    sha256: '',
    truncated: false,
  })
  return {
    taskNumber,
    exitCode,
    report: JSON.stringify({
      task_number: taskNumber,
      command: 'true',
      exit_code: exitCode,
      signal: null,
      timed_out: false,
      failure: exitCode === 0 ? null : 'exit',
      started_at: '2026-01-01T00:00:00.000Z',
      duration_ms: 1,
      stdout: streamOf(stdout),
      stderr: streamOf(''),
    }),
    stdoutInline: Buffer.from(stdout).toString('base64'),
    stderrInline: '',
    blobs: [],
    keptBytes: stdout.length,
  }
}

export function code(answer: Answer): string {
  return answer.kind === 'refused' ? answer.code : answer.kind
}
