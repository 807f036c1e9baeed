/**
 * What the database must hold: the rows of every committed batch, kept apart from it. The judge compares each batch
 * with what stood here before, and now and then the whole database with the whole of this.
 */
import { isTerminal } from '@agenix/specs'
import type { Answer, BatchResult, Command } from '../../agq/dist/engine/commands.js'
import type { ActionRow, JobRow, LaneRow, PlanRow, QueueRow, WorkerRow } from '../../agq/dist/engine/model.js'
import type { Saved } from './server.ts'

/** What one batch removed. */
export interface Forgotten {
  readonly jobs: Map<string, JobRow>
  readonly actions: Set<string>
}

export interface Changed {
  readonly before: JobRow | undefined
  readonly after: JobRow
}

export class Shadow {
  readonly jobs = new Map<string, JobRow>()
  readonly workers = new Map<string, WorkerRow>()
  readonly plans = new Map<string, PlanRow>()
  readonly actions = new Map<string, ActionRow>()
  readonly lanes = new Map<number, LaneRow>()
  readonly queues = new Map<string, QueueRow>()
  readonly blobs = new Set<string>()
  /** Jobs that stand ready, wait for their hour, or are held: what most checks look at. */
  readonly ready = new Map<string, JobRow>()
  readonly scheduled = new Map<string, JobRow>()
  readonly held = new Map<string, JobRow>()
  readonly gated = new Map<string, JobRow>()
  /** The last token of each id that was ever deleted, and the first of each Job. */
  readonly deletedTokens = new Map<string, number>()
  readonly firstTokens = new Map<string, number>()
  /** Scheduled and pending Jobs of each queue. */
  readonly waiting = new Map<string, number>()

  /** `forgotten` hears of everything that was removed, as it was in that moment. */
  apply(saved: readonly Saved[], deleted: Map<string, JobRow>, forgotten: Forgotten): Map<string, Changed> {
    const changed = new Map<string, Changed>()
    const put = (row: JobRow): void => {
      const earlier = changed.get(row.jobId)
      changed.set(row.jobId, {
        before: earlier === undefined ? this.jobs.get(row.jobId) : earlier.before,
        after: row,
      })
      this.#put(row)
    }
    for (const { changes, seqs } of saved) {
      for (const lane of changes.lanes) this.lanes.set(lane.laneId, lane)
      for (const { jobId } of changes.deletedJobs) {
        const row = this.jobs.get(jobId)
        if (row === undefined) continue
        deleted.set(jobId, changed.get(jobId)?.before ?? row)
        forgotten.jobs.set(jobId, row)
        changed.delete(jobId)
        this.#forget(row)
      }
      for (const { row } of changes.newJobs) this.firstTokens.set(row.jobId, row.token)
      for (const [index, { row }] of changes.newJobs.entries()) put({ ...row, seq: seqs[index] ?? 0 })
      for (const row of changes.jobs) put(row)
      for (const row of changes.queues) this.queues.set(row.queue, row)
      for (const row of changes.plans) this.plans.set(row.planId, row)
      for (const planId of changes.deletedPlans) this.plans.delete(planId)
      for (const row of changes.actions) this.actions.set(row.actionId, row)
      for (const row of changes.workers) this.workers.set(row.workerId, row)
      for (const row of changes.blobs) this.blobs.add(row.sha256)
      for (const workerId of changes.deletedWorkers) this.workers.delete(workerId)
      for (const actionId of changes.deletedActions) {
        this.actions.delete(actionId)
        forgotten.actions.add(actionId)
      }
    }
    return changed
  }

  /** The clock was set, or a life begins: the ends of backoffs move before anything else happens. */
  keepTime(commands: readonly Command[]): void {
    for (const command of commands) {
      if (command.kind !== 'boot' && (command.kind !== 'tick' || command.jumpMs === undefined)) continue
      for (const job of [...this.scheduled.values()]) {
        if (job.attempt === 0 || job.dueAt === null || job.retryPolicy === null) continue
        const dueAt =
          command.kind === 'boot'
            ? Math.min(job.dueAt, command.at.wallMs + longestBackoffMs(job))
            : job.dueAt + (command.jumpMs ?? 0)
        this.#put({ ...job, dueAt })
      }
    }
  }

  #forget(row: JobRow): void {
    this.#put({ ...row, status: 'cancelled', gated: 0, heldBy: null })
    this.jobs.delete(row.jobId)
    this.deletedTokens.set(row.jobId, row.token)
  }

  #put(row: JobRow): void {
    const was = this.jobs.get(row.jobId)
    const by = Number(isWaiting(row)) - Number(was !== undefined && isWaiting(was))
    if (by !== 0) this.waiting.set(row.queue, (this.waiting.get(row.queue) ?? 0) + by)
    keep(this.gated, row, row.gated === 1)
    this.jobs.set(row.jobId, row)
    keep(this.ready, row, row.status === 'pending' && row.gated === 0)
    keep(this.scheduled, row, row.status === 'scheduled')
    keep(this.held, row, row.heldBy !== null)
  }

  before(): Before {
    const copy = <Row>(map: ReadonlyMap<string, Row>): ReadonlyMap<string, Row> => new Map(map)
    return { workers: copy(this.workers), queues: copy(this.queues), waiting: copy(this.waiting) }
  }

  get unfinished(): number {
    let count = 0
    for (const row of this.jobs.values()) if (!isTerminal(row.status)) count += 1
    return count
  }
}

function isWaiting(row: JobRow): boolean {
  return row.status === 'pending' || row.status === 'scheduled'
}

function keep(map: Map<string, JobRow>, row: JobRow, belongs: boolean): void {
  if (belongs) map.set(row.jobId, row)
  else map.delete(row.jobId)
}

/** What stood there before a batch, where the checks compare. */
export interface Before {
  readonly workers: ReadonlyMap<string, WorkerRow>
  readonly queues: ReadonlyMap<string, QueueRow>
  readonly waiting: ReadonlyMap<string, number>
}

export interface Granted {
  readonly row: JobRow
  readonly worker: WorkerRow | undefined
}

/** One committed batch as the checks see it: what was asked, what was answered, what it changed. */
export class Step {
  readonly commands: readonly Command[]
  readonly result: BatchResult
  readonly shadow: Shadow
  readonly changed: ReadonlyMap<string, Changed>
  /** As they were before. */
  readonly deleted: ReadonlyMap<string, JobRow>
  readonly forgotten: Forgotten
  readonly workersBefore: ReadonlyMap<string, WorkerRow>
  readonly queuesBefore: ReadonlyMap<string, QueueRow>
  readonly waitingBefore: ReadonlyMap<string, number>
  /** In the order in which they were chosen. */
  readonly grantsInOrder: readonly Granted[]
  readonly #namers = new Map<string, number>()
  readonly #workerNamers = new Map<string, number>()
  readonly #sweeps: boolean

  constructor(
    commands: readonly Command[],
    result: BatchResult,
    shadow: Shadow,
    changed: ReadonlyMap<string, Changed>,
    deleted: ReadonlyMap<string, JobRow>,
    forgotten: Forgotten,
    before: Before,
  ) {
    this.commands = commands
    this.result = result
    this.shadow = shadow
    this.changed = changed
    this.deleted = deleted
    this.forgotten = forgotten
    this.workersBefore = before.workers
    this.queuesBefore = before.queues
    this.waitingBefore = before.waiting
    this.#sweeps = commands.some(({ kind }) => SWEEPING.has(kind))
    for (const command of commands) {
      for (const jobId of jobsNamedBy(command)) count(this.#namers, jobId)
      const workerId = workerNamedBy(command)
      if (workerId !== null) count(this.#workerNamers, workerId)
    }
    this.grantsInOrder = result.answers.flatMap((answer) =>
      answer.kind !== 'grants' ? [] : answer.grants.flatMap(({ jobId }) => this.#granted(jobId)),
    )
  }

  *answered(): Generator<readonly [Command, Answer]> {
    for (const [index, command] of this.commands.entries()) {
      const answer = this.result.answers[index]
      if (answer !== undefined) yield [command, answer]
    }
  }

  #granted(jobId: string): readonly Granted[] {
    const row = this.after(jobId)
    return row === undefined ? [] : [{ row, worker: this.shadow.workers.get(row.heldBy ?? '') }]
  }

  /** A Job of this name was removed in this batch: one from before it, or one that came and went within it. */
  forgets(jobId: string): boolean {
    if (this.deleted.has(jobId)) return true
    for (const [command, answer] of this.answered()) {
      if (command.kind === 'job.delete' && command.jobId === jobId && answer.kind === 'ok') return true
    }
    return false
  }

  /** Somebody's hand may have opened what had ended. */
  isSentBack(jobId: string): boolean {
    return (
      this.forgets(jobId) ||
      (this.changed.get(jobId)?.after.handRetries ?? 0) > (this.before(jobId)?.handRetries ?? 0)
    )
  }

  /** Something besides its gate, which others open and shut, is not as it was. */
  touched(jobId: string): boolean {
    const change = this.changed.get(jobId)
    if (change?.before === undefined) return change !== undefined
    const { before, after } = change
    const fields = Object.keys(after) as (keyof JobRow)[]
    return fields.some((field) => field !== 'gated' && before[field] !== after[field])
  }

  /** The attempt of this token was still going on before, or not yet. */
  isNew(jobId: string, token: number): boolean {
    const before = this.before(jobId)
    return before === undefined || before.token !== token || before.heldBy !== null
  }

  before(jobId: string): JobRow | undefined {
    const change = this.changed.get(jobId)
    const deleted = this.deleted.get(jobId)
    if (deleted !== undefined) return deleted
    return change === undefined ? this.shadow.jobs.get(jobId) : change.before
  }

  after(jobId: string): JobRow | undefined {
    return this.shadow.jobs.get(jobId)
  }

  /** No other command of this batch could have changed this Job: what became of it is this command's doing. */
  isAlone(jobId: string): boolean {
    if (this.#sweeps || (this.#namers.get(jobId) ?? 0) > 1) return false
    const holder = this.before(jobId)?.heldBy ?? null
    return holder === null || !this.#workerNamers.has(holder)
  }

  workerIsAlone(workerId: string): boolean {
    return !this.#sweeps && this.#workerNamers.get(workerId) === 1
  }

  /** It gave leases too: a Job that waited may run after it. */
  get grants(): boolean {
    return this.commands.some(
      (command) => command.kind === 'job.lease' || (command.kind === 'job.finish' && command.next > 0),
    )
  }
}

/** These change what they do not name. */
const SWEEPING: ReadonlySet<Command['kind']> = new Set(['tick', 'boot', 'jobs.bulk', 'retention.sweep'])

function jobsNamedBy(command: Command): readonly string[] {
  switch (command.kind) {
    case 'job.submit':
      return [command.job.jobId]
    case 'job.cancel':
    case 'job.retry':
    case 'job.delete':
    case 'job.pin':
    case 'job.finish':
    case 'job.release':
    case 'job.progress':
      return [command.jobId]
    default:
      return []
  }
}

function workerNamedBy(command: Command): string | null {
  switch (command.kind) {
    case 'worker.register':
      return command.registration.worker_id
    case 'worker.heartbeat':
    case 'worker.unregister':
    case 'worker.drain':
      return command.workerId
    default:
      return null
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1)
}

/** What full jitter can draw at most after this attempt. */
function longestBackoffMs({ retryPolicy, attempt }: JobRow): number {
  const { base_secs, factor, max_secs } = JSON.parse(retryPolicy ?? '') as Readonly<
    Record<'base_secs' | 'factor' | 'max_secs', number>
  >
  return Math.floor(Math.min(max_secs, base_secs * factor ** (attempt - 1)) * 1_000)
}
