/**
 * The rows of one batch: what was loaded, overlaid with what the batch's rules changed so far, so that each command
 * sees what the one before it did. It keeps the counts (by queue, by action, by lane) as it goes, so that nobody
 * else can forget to.
 */
import type { Arrival, Instant } from './commands.ts'
import type { ActionRow, BlobRow, JobRow, LaneRow, PlanRow, QueueRow, WorkerRow } from './model.ts'
import type { Changes, Loaded } from './port.ts'
import { rankOf } from './rank.ts'
import type { Change, Found, Rows } from './rule.ts'
import { Unsaved } from './unsaved.ts'

const NOTHING_FOUND: Found = { jobs: [], cursor: null, history: null, workers: [] }

export class Workspace implements Rows {
  readonly tenant: string
  readonly dueJobs: readonly string[]
  readonly expiredJobs: readonly string[]
  readonly lostWorkers: readonly string[]
  readonly #jobs = new Map<string, JobRow>()
  readonly #plans = new Map<string, PlanRow>()
  readonly #actions = new Map<string, ActionRow>()
  readonly #workers = new Map<string, WorkerRow>()
  readonly #blobs = new Map<string, BlobRow>()
  readonly #lanes = new Map<number, LaneRow>()
  readonly #ageAtBootMs: number
  readonly #storedQueues: ReadonlyMap<string, QueueRow>
  readonly #queues = new Map<string, QueueRow>()
  readonly #waiting: Map<string, number>
  /** Concurrency keys that may let another Job through now. */
  readonly #freedKeys = new Set<string>()
  readonly #heldByKey = new Map<string, number>()
  /** Lanes that got Jobs in this batch: parked callers are woken for them. */
  readonly #arrived = new Map<number, number>()
  readonly #resumed = new Set<string>()
  /** Actions that lost Jobs. */
  readonly #thinnedActions = new Set<string>()
  #unsaved = new Unsaved()
  #tokenFloor: number
  #found: Found = NOTHING_FOUND

  constructor(tenant: string, loaded: Loaded, ageAtBootMs: number) {
    this.tenant = tenant
    this.#ageAtBootMs = ageAtBootMs
    this.#storedQueues = loaded.queues
    this.#waiting = new Map(loaded.waiting)
    this.#tokenFloor = loaded.tokenFloor
    this.dueJobs = loaded.dueJobs
    this.expiredJobs = loaded.expiredJobs
    this.lostWorkers = loaded.lostWorkers
    for (const row of loaded.jobs) this.#jobs.set(row.jobId, row)
    for (const row of loaded.plans) this.#plans.set(row.planId, row)
    for (const row of loaded.actions) this.#actions.set(row.actionId, row)
    for (const row of loaded.workers) this.#workers.set(row.workerId, row)
    for (const row of loaded.blobs) this.#blobs.set(row.sha256, row)
    this.addLanes(loaded.lanes)
  }

  job(jobId: string): JobRow | undefined {
    return this.#jobs.get(jobId)
  }
  plan(planId: string): PlanRow | undefined {
    return this.#plans.get(planId)
  }
  action(actionId: string): ActionRow | undefined {
    return this.#actions.get(actionId)
  }
  worker(workerId: string): WorkerRow | undefined {
    return this.#workers.get(workerId)
  }
  blob(sha256: string): BlobRow | undefined {
    return this.#blobs.get(sha256)
  }
  lane(laneId: number): LaneRow | undefined {
    return this.#lanes.get(laneId)
  }
  queue(name: string): QueueRow | undefined {
    return this.#queues.get(name) ?? this.#storedQueues.get(name)
  }
  queueNames(): Iterable<string> {
    return new Set([...this.#storedQueues.keys(), ...this.#queues.keys()])
  }
  waitingIn(queue: string): number {
    return this.#waiting.get(queue) ?? 0
  }
  rankAt(priority: number, at: Instant): number {
    const ageMs = this.#ageAtBootMs + at.monoMs
    this.#unsaved.ageMs = Math.max(this.#unsaved.ageMs ?? 0, ageMs)
    return rankOf(priority, ageMs)
  }
  isPaused(queue: string): boolean {
    return (this.queue(queue)?.pausedAt ?? null) !== null
  }
  heldBy(workerId: string): readonly JobRow[] {
    return [...this.#jobs.values()].filter((job) => job.heldBy === workerId)
  }

  get tokenFloor(): number {
    return this.#tokenFloor
  }
  get found(): Found {
    return this.#found
  }

  /** For the command whose turn is next. */
  find(found: Partial<Found>): void {
    this.#found = { ...NOTHING_FOUND, ...found }
  }

  addLanes(lanes: readonly LaneRow[]): void {
    for (const row of lanes) this.#lanes.set(row.laneId, row)
  }

  /** Jobs that became known after the first load: the heads of a lease. */
  addJobs(jobs: readonly JobRow[]): void {
    for (const row of jobs) if (!this.#jobs.has(row.jobId)) this.#jobs.set(row.jobId, row)
  }

  addWorkers(workers: readonly WorkerRow[]): void {
    for (const row of workers) if (!this.#workers.has(row.workerId)) this.#workers.set(row.workerId, row)
  }

  addBlobs(blobs: readonly BlobRow[]): void {
    for (const row of blobs) this.#blobs.set(row.sha256, row)
  }

  /** How many Jobs of each key are held, as stored; from here on counted along. */
  knowHeld(counts: ReadonlyMap<string, number>): void {
    for (const [key, held] of counts) this.#heldByKey.set(key, held)
  }

  /** Undefined: not known yet. */
  heldOf(key: string): number | undefined {
    return this.#heldByKey.get(key)
  }

  get hasFreedKeys(): boolean {
    return this.#freedKeys.size > 0
  }

  /** The keys that were freed since it was last asked. */
  takeFreedKeys(): readonly string[] {
    const freed = [...this.#freedKeys]
    this.#freedKeys.clear()
    return freed
  }

  /** The Actions that lost Jobs since it was last asked. */
  takeThinnedActions(): readonly string[] {
    const thinned = [...this.#thinnedActions]
    this.#thinnedActions.clear()
    return thinned
  }

  forgetPlan(planId: string): void {
    this.#plans.delete(planId)
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) this.#applyOne(change)
  }

  #applyOne(change: Change): void {
    switch (change.table) {
      case 'new-job':
        this.#count(null, change.row)
        this.#jobs.set(change.row.jobId, change.row)
        this.#unsaved.newJobs.set(change.row.jobId, { row: change.row, body: change.body })
        return
      case 'job': {
        const { row } = change
        const before = this.#jobs.get(row.jobId) ?? null
        this.#count(before, row)
        if (before !== null && before.laneId !== row.laneId) this.#unsaved.movedJobs.push(row)
        this.#jobs.set(row.jobId, row)
        const fresh = this.#unsaved.newJobs.get(row.jobId)
        if (fresh === undefined) this.#unsaved.jobs.set(row.jobId, row)
        else this.#unsaved.newJobs.set(row.jobId, { row, body: fresh.body })
        return
      }
      case 'deleted-job':
        this.#tokenFloor = Math.max(this.#tokenFloor, change.row.token)
        this.#forgetJob(change.row)
        return
      case 'expired-outputs':
        this.#unsaved.expiredOutputs.push(change.row)
        return
      case 'deleted-blob':
        this.#blobs.delete(change.row.sha256)
        this.#unsaved.deletedBlobs.push(change.row)
        return
      case 'deleted-worker':
        this.#workers.delete(change.workerId)
        this.#unsaved.deletedWorkers.push(change.workerId)
        return
      case 'deleted-action':
        this.#actions.delete(change.actionId)
        this.#unsaved.deletedActions.push(change.actionId)
        return
      case 'lane':
        this.#lanes.set(change.row.laneId, change.row)
        this.#unsaved.lanes.set(change.row.laneId, change.row)
        return
      case 'attempt':
        this.#unsaved.attempts.push(change.row)
        return
      case 'task-result':
        this.#unsaved.taskResults.push(change.row)
        return
      case 'carried-results':
        this.#unsaved.carriedResults.push(change.row)
        return
      case 'signature': {
        const { row, jobId } = change
        const fresh = this.#unsaved.newJobs.get(jobId)
        if (fresh === undefined) this.#unsaved.signatures.push(row)
        else {
          const body = { ...fresh.body, signature: row.signature }
          this.#unsaved.newJobs.set(jobId, { ...fresh, body })
        }
        return
      }
      case 'plan':
        this.#plans.set(change.row.planId, change.row)
        this.#unsaved.plans.set(change.row.planId, change.row)
        return
      case 'action':
        this.#actions.set(change.row.actionId, change.row)
        this.#unsaved.actions.set(change.row.actionId, change.row)
        return
      case 'worker':
        this.#workers.set(change.row.workerId, change.row)
        this.#unsaved.workers.set(change.row.workerId, change.row)
        return
      case 'queue': {
        const { row } = change
        if (row.pausedAt === null && this.isPaused(row.queue)) this.#resumed.add(row.queue)
        this.#queues.set(row.queue, row)
        this.#unsaved.queues.set(row.queue, row)
        return
      }
      case 'blob-use':
        this.#unsaved.blobUses.push(change.row)
        return
      case 'blob':
        this.#blobs.set(change.row.sha256, change.row)
        this.#unsaved.blobs.set(change.row.sha256, change.row)
        return
    }
  }

  #forgetJob(row: JobRow): void {
    const job = this.#jobs.get(row.jobId) ?? row
    this.#tally(job, -1)
    if (isWaiting(job)) this.#waiting.set(job.queue, (this.#waiting.get(job.queue) ?? 0) - 1)
    if (isReady(job)) this.#unsaved.addPending(job.laneId, -1)
    if (job.concurrencyKey !== null && isReady(job)) this.#freedKeys.add(job.concurrencyKey)
    if (job.actionId !== null) this.#thinnedActions.add(job.actionId)
    this.#jobs.delete(job.jobId)
    this.#unsaved.deleteJob(job)
  }

  #count(before: JobRow | null, after: JobRow): void {
    const moved = before === null || before.status !== after.status
    if (moved || before.outputBytes !== after.outputBytes) {
      if (before !== null) this.#tally(before, -1)
      this.#tally(after, 1)
    }
    if (moved) this.#countWaiting(before, after)
    this.#countReady(before, after)
    if (after.concurrencyKey !== null) this.#countHeld(after.concurrencyKey, before, after)
  }

  #countWaiting(before: JobRow | null, after: JobRow): void {
    const by = (isWaiting(after) ? 1 : 0) - (before !== null && isWaiting(before) ? 1 : 0)
    if (by !== 0) this.#waiting.set(after.queue, (this.#waiting.get(after.queue) ?? 0) + by)
  }

  #countReady(before: JobRow | null, after: JobRow): void {
    const wasReady = before !== null && isReady(before)
    if (wasReady === isReady(after)) return
    this.#unsaved.addPending(after.laneId, wasReady ? -1 : 1)
    if (!wasReady) this.#arrived.set(after.laneId, (this.#arrived.get(after.laneId) ?? 0) + 1)
  }

  /** A place of the key is free when a Job is held no more, or when one that might have taken a free place leaves the line. */
  #countHeld(key: string, before: JobRow | null, after: JobRow): void {
    const wasHeld = before !== null && before.heldBy !== null
    const isHeld = after.heldBy !== null
    const held = this.#heldByKey.get(key)
    if (held !== undefined && wasHeld !== isHeld) this.#heldByKey.set(key, held + (isHeld ? 1 : -1))
    const leftLine = before !== null && isReady(before) && after.status !== 'pending' && !isHeld
    if ((wasHeld && !isHeld) || leftLine) this.#freedKeys.add(key)
  }

  #tally(job: JobRow, by: 1 | -1): void {
    this.#unsaved.addTally('queue', job.queue, job, by)
    if (job.actionId !== null) this.#unsaved.addTally('action', job.actionId, job, by)
  }

  /** The numbers that the store gave to new Jobs. */
  numberJobs(stored: Changes['newJobs'], seqs: readonly number[]): void {
    for (const [index, { row }] of stored.entries())
      this.#jobs.set(row.jobId, { ...row, seq: seqs[index] ?? 0 })
  }

  /** What is not stored yet; from here on it counts as stored. */
  takeChanges(): Changes | null {
    const unsaved = this.#unsaved
    if (!unsaved.any) return null
    this.#unsaved = new Unsaved()
    return unsaved.changes()
  }

  /** Queues that were paused and are no more. */
  get resumed(): ReadonlySet<string> {
    return this.#resumed
  }

  arrivals(): readonly Arrival[] {
    const found: Arrival[] = []
    for (const [laneId, jobs] of this.#arrived) {
      const lane = this.#lanes.get(laneId)
      if (lane !== undefined && !this.isPaused(lane.queue))
        found.push({ laneId, tools: lane.tools, tags: lane.tags, jobs })
    }
    return found
  }
}

function isWaiting(job: JobRow): boolean {
  return job.status === 'pending' || job.status === 'scheduled'
}

function isReady(job: JobRow): boolean {
  return job.status === 'pending' && job.gated === 0
}
