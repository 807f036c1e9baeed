/**
 * What happens though nobody asks: delays that end, Jobs that expire before they started, workers that fell silent.
 * `boot` begins a server life: leases are counted by this life's monotonic clock, so every live worker gets its full
 * lease again, and its heartbeat in that time keeps its Jobs.
 */
import { isTerminal } from '@agenix/specs'
import type { EngineEvent, WriteCommand } from '../commands.ts'
import type { WorkerRow } from '../model.ts'
import { accept, type Change, jobEvent, move, type Outcome, type Rows } from '../rule.ts'
import { expireJob } from './expire.ts'
import { loseWorker } from './worker.ts'

export function tick(rows: Rows, command: Extract<WriteCommand, { kind: 'tick' }>): Outcome {
  const now = command.at.wallMs
  const changes: Change[] = []
  const events: EngineEvent[] = []
  for (const jobId of rows.expiredJobs) {
    const job = rows.job(jobId)
    if (job === undefined || isTerminal(job.status) || job.status === 'running') continue
    const { row, event } = expireJob(job, now)
    changes.push({ table: 'job', row })
    events.push(event)
  }
  for (const jobId of rows.dueJobs) {
    const job = rows.job(jobId)
    if (job === undefined || job.status !== 'scheduled') continue
    if (changes.some((change) => change.table === 'job' && change.row.jobId === jobId)) continue
    const row = move(job, 'due', { dueAt: null, rank: rows.rankAt(job.priority, command.at) })
    changes.push({ table: 'job', row })
    events.push(jobEvent(row, 'due', now))
  }
  for (const workerId of rows.lostWorkers) {
    const worker = rows.worker(workerId)
    // A heartbeat of the same batch may have come first.
    if (worker === undefined || worker.leaseUntilMono > command.at.monoMs || !isWatched(worker)) continue
    const lost = loseWorker(rows, workerId, command.at)
    for (const change of lost.changes) changes.push(change)
    for (const event of lost.events) events.push(event)
  }
  return accept('', changes, events)
}

/** A worker that said goodbye in the same batch, or was lost already, is not lost again. */
function isWatched(worker: WorkerRow): boolean {
  return worker.status === 'live' || worker.status === 'draining'
}

export function boot(rows: Rows, command: Extract<WriteCommand, { kind: 'boot' }>): Outcome {
  const changes: Change[] = []
  for (const workerId of rows.lostWorkers) {
    const worker = rows.worker(workerId)
    if (worker === undefined) continue
    changes.push({
      table: 'worker',
      row: { ...worker, leaseUntilMono: command.at.monoMs + worker.leaseMs },
    })
    for (const job of rows.heldBy(workerId)) {
      changes.push({ table: 'job', row: { ...job, grantedMono: command.at.monoMs } })
    }
  }
  return accept('', changes)
}
