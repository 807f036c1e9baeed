/**
 * A worker's life: registered, renewed by heartbeats, lost when it misses two, gone when it says so. Its leases live
 * and end with it. What it says it holds and what the record says are compared at every register and heartbeat, so
 * that both sides agree after any silence.
 */
import { isTerminal } from '@agenix/specs'
import type { EngineEvent, Instant, WorkerEvent, WriteCommand } from '../commands.ts'
import type { JobRow, WorkerRow } from '../model.ts'
import { accept, type Change, jobEvent, move, type Outcome, type Rows, refuse } from '../rule.ts'
import { attemptRow, release } from './finish.ts'

/** So many workers dead under one Job make it poison: it is not given to a fourth. */
export const POISON_DEATHS = 3

interface Held {
  readonly jobId: string
  readonly token: number
}

export function registerWorker(
  rows: Rows,
  command: Extract<WriteCommand, { kind: 'worker.register' }>,
): Outcome {
  const { registration, at, intervalMs, leaseMs } = command
  const workerId = registration.worker_id
  const held = (registration.held ?? []).map((job) => ({ jobId: job.job_id, token: job.token }))
  const changes: Change[] = []
  const events: EngineEvent[] = []
  const known = rows.worker(workerId)

  if (
    known !== undefined &&
    command.holderIsThere &&
    known.instance !== registration.instance &&
    isLive(known)
  ) {
    return refuse(
      'BUSY',
      `worker id ${workerId} is in use by a live process on ${known.registration.hostname}: give this worker another id (agw --worker-id)`,
    )
  }
  for (const job of rows.heldBy(workerId)) {
    if (held.some((claim) => owns(job, claim, workerId))) continue
    // The same process that says it has not got it never got it: the grant was lost on its way. A new one died of it.
    if (known?.instance === registration.instance) giveBack(job, at.wallMs, changes, events)
    else loseJob(job, `worker ${workerId} came back without it`, at.wallMs, changes, events)
  }
  const worker: WorkerRow = {
    tenant: rows.tenant,
    workerId,
    registration: withoutHeld(registration),
    instance: registration.instance,
    // Who was told to drain and lost its connection is still to drain; a new process begins anew.
    status: known?.status === 'draining' && known.instance === registration.instance ? 'draining' : 'live',
    intervalMs,
    leaseMs,
    leaseUntilMono: at.monoMs + leaseMs,
    registeredAt: at.wallMs,
    seenAt: at.wallMs,
    stats: null,
  }
  changes.push({ table: 'worker', row: worker })
  events.push(workerEvent(worker, 'registered', at))
  const fenced = held
    .filter((claim) => !owns(rows.job(claim.jobId), claim, workerId))
    .map((claim) => claim.jobId)
  const fencedText = fenced.length === 0 ? '' : ` fenced=${fenced.join(',')}`
  return accept(
    `worker_id=${workerId} heartbeat_interval=${intervalMs / 1000} lease_ms=${leaseMs}${fencedText}`,
    changes,
    events,
  )
}

export function renewWorker(
  rows: Rows,
  command: Extract<WriteCommand, { kind: 'worker.heartbeat' }>,
): Outcome {
  const { workerId, at } = command
  const worker = rows.worker(workerId)
  if (worker === undefined || worker.status === 'lost' || worker.status === 'gone')
    return unknownWorker(workerId)
  if (command.instance !== null && command.instance !== worker.instance) {
    return refuse('FENCED', `another process registered as worker ${workerId}: give each worker its own id`)
  }
  const row: WorkerRow = {
    ...worker,
    // Never shorter: one that waited in a stopped server may be older than what was granted since.
    leaseUntilMono: Math.max(worker.leaseUntilMono, at.monoMs + worker.leaseMs),
    seenAt: at.wallMs,
    stats: command.stats,
  }
  const changes: Change[] = [{ table: 'worker', row }]
  const events: EngineEvent[] = []
  const { held } = command
  const holding = rows.heldBy(workerId)
  if (held !== null) {
    for (const job of holding) {
      if (held.some((claim) => owns(job, claim, workerId)) || mayBeUnderway(job, worker, at)) continue
      giveBack(job, at.wallMs, changes, events)
    }
  }
  const cancel = holding
    .filter((job) => job.status === 'cancelled')
    .map((job) => ({ job_id: job.jobId, token: job.token, reason: job.error ?? 'cancelled' }))
  const fenced = (held ?? [])
    .filter((claim) => !owns(rows.job(claim.jobId), claim, workerId))
    .map((claim) => ({ job_id: claim.jobId, token: claim.token }))
  const reply = {
    cancel,
    fenced,
    drain: worker.status === 'draining',
    heartbeat_interval: worker.intervalMs / 1000,
    lease_ms: worker.leaseMs,
  }
  return {
    answer: { kind: 'json', text: JSON.stringify(reply) },
    changes,
    events,
  }
}

/** Says goodbye: what it still holds goes back unharmed. */
export function unregisterWorker(
  rows: Rows,
  command: Extract<WriteCommand, { kind: 'worker.unregister' }>,
): Outcome {
  const { workerId, at } = command
  const worker = rows.worker(workerId)
  if (worker === undefined || worker.status === 'gone') return unknownWorker(workerId)
  const changes: Change[] = []
  const events: EngineEvent[] = []
  for (const job of rows.heldBy(workerId)) giveBack(job, at.wallMs, changes, events)
  const row: WorkerRow = { ...worker, status: 'gone', seenAt: at.wallMs, leaseUntilMono: at.monoMs }
  changes.push({ table: 'worker', row })
  events.push(workerEvent(row, 'unregistered', at))
  return accept(`worker_id=${workerId}`, changes, events)
}

export function drainWorker(rows: Rows, command: Extract<WriteCommand, { kind: 'worker.drain' }>): Outcome {
  const worker = rows.worker(command.workerId)
  if (worker === undefined || worker.status === 'lost' || worker.status === 'gone') {
    return unknownWorker(command.workerId)
  }
  const row: WorkerRow = { ...worker, status: 'draining' }
  return accept(
    `worker_id=${row.workerId}`,
    [{ table: 'worker', row }],
    [workerEvent(row, 'draining', command.at)],
  )
}

/** A worker that missed two heartbeats is lost, and its Jobs return. */
export function loseWorker(rows: Rows, workerId: string, at: Instant): Omit<Outcome, 'answer'> {
  const worker = rows.worker(workerId)
  if (worker === undefined) return { changes: [], events: [] }
  const row: WorkerRow = { ...worker, status: 'lost' }
  const changes: Change[] = [{ table: 'worker', row }]
  const events: EngineEvent[] = [workerEvent(row, 'lost', at)]
  for (const job of rows.heldBy(workerId)) {
    loseJob(job, `worker ${workerId} was lost while it ran`, at.wallMs, changes, events)
  }
  return { changes, events }
}

/**
 * A death burns the attempt, but deaths alone end a Job only at the third: the machine's fault is not the Job's,
 * unless it happens too often to be chance.
 */
function loseJob(job: JobRow, why: string, nowMs: number, changes: Change[], events: EngineEvent[]): void {
  changes.push({ table: 'attempt', row: attemptRow(job, nowMs, 'lost', why) })
  const gone: Partial<JobRow> = { heldBy: null, runningTask: null, deaths: job.deaths + 1 }
  if (isTerminal(job.status)) {
    const stopped: JobRow = { ...job, heldBy: null, runningTask: null }
    changes.push({ table: 'job', row: stopped })
    events.push(jobEvent(stopped, 'lost', nowMs))
    return
  }
  const poison = job.deaths + 1 >= POISON_DEATHS
  const row = poison
    ? move(job, 'poison', {
        ...gone,
        completedAt: nowMs,
        error: `poison: ${POISON_DEATHS} workers died while they ran it, the last one ${job.heldBy}`,
      })
    : move(job, 'lose', { ...gone, error: why })
  changes.push({ table: 'job', row })
  events.push(jobEvent(row, poison ? 'dead' : 'lost', nowMs))
}

function isLive(worker: WorkerRow): boolean {
  return worker.status === 'live' || worker.status === 'draining'
}

function giveBack(job: JobRow, nowMs: number, changes: Change[], events: EngineEvent[]): void {
  const given = release(job, nowMs)
  changes.push(...given.changes)
  events.push(jobEvent(given.row, 'released', nowMs))
}

/** A grant may have crossed the heartbeat that does not name it; after a whole lease it has not. By the clock that nobody sets. */
function mayBeUnderway(job: JobRow, worker: WorkerRow, at: Instant): boolean {
  return job.grantedMono !== null && job.grantedMono > at.monoMs - worker.leaseMs
}

function owns(job: JobRow | undefined, claim: Held, workerId: string): boolean {
  return (
    job !== undefined && job.jobId === claim.jobId && job.token === claim.token && job.heldBy === workerId
  )
}

function unknownWorker(workerId: string): Outcome {
  return refuse('NOTFOUND', `no live worker ${workerId}: register it with WORKER.REGISTER`)
}

function withoutHeld(registration: WorkerRow['registration']): WorkerRow['registration'] {
  const { held: _, ...rest } = registration
  return rest
}

export function workerEvent(worker: Pick<WorkerRow, 'workerId'>, event: string, at: Instant): WorkerEvent {
  return { channel: 'worker', event, workerId: worker.workerId, at: at.wallMs }
}
