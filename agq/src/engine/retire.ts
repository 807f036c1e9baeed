/**
 * One step of retention in a batch: looks for the oldest of what a rule covers, lets the rule decide, and says what
 * went. It asks after the batch's writes were saved, so what it removes is as everybody left it. A step is bounded;
 * whoever swept something asks again (loop/sweeper.ts).
 */
import type { RetentionRule } from '@agenix/specs'
import type { SweepCommand } from './commands.ts'
import type { JobRow, WorkerRow } from './model.ts'
import type { Transaction } from './port.ts'
import type { Outcome } from './rule.ts'
import {
  cutoffOf,
  excessOf,
  massOf,
  type Removed,
  removeBlobs,
  removeJobs,
  removeOutputs,
  scopesOf,
  untilFreed,
} from './rules/retention.ts'
import { workerEvent } from './rules/worker.ts'
import type { Workspace } from './workspace.ts'

/** Bounds of number and size leave an upload this long to be named by a Job. */
const UPLOAD_GRACE_MS = 60_000

export async function sweep(tx: Transaction, rows: Workspace, command: SweepCommand): Promise<Outcome> {
  const { step } = command
  if ('workersBefore' in step) return forgetWorkers(tx, rows, command, step.workersBefore)
  const { rule } = step
  if (rule.what === 'blobs') return sweepBlobs(tx, rule, command)
  const jobs = await beyondBounds(tx, rule, command)
  rows.addJobs(jobs)
  const remove = rule.what === 'jobs' ? removeJobs : removeOutputs
  return outcomeOf(remove(rule, jobs, command.at.wallMs), [])
}

/** Too old, too many, too large: whichever rule of the three takes the most. */
async function beyondBounds(
  tx: Transaction,
  rule: RetentionRule,
  { at, limit }: SweepCommand,
): Promise<readonly JobRow[]> {
  const tallies = await tx.tallies('queue', null)
  const scopes = scopesOf(rule, tallies)
  if (scopes.length === 0) return []
  const onlyOutputs = rule.what === 'outputs'
  const found = new Map<string, JobRow>()
  const take = (jobs: readonly JobRow[]): void => {
    for (const job of jobs) if (found.size < limit) found.set(job.jobId, job)
  }
  const before = cutoffOf(rule, at.wallMs)
  if (before !== null) take(await tx.oldestEnded({ scopes, onlyOutputs, before, limit }))
  if (rule.max_count === undefined && rule.max_bytes === undefined) return [...found.values()]
  const excess = excessOf(rule, massOf(rule, scopes, tallies, await tx.pinnedIn(scopes)))
  if (excess.jobs > 0) {
    const most = Math.min(limit, excess.jobs)
    take(await tx.oldestEnded({ scopes, onlyOutputs, before: null, limit: most }))
  }
  if (excess.bytes > 0) {
    const oldest = await tx.oldestEnded({ scopes, onlyOutputs: true, before: null, limit })
    take(untilFreed(oldest, (job) => job.outputBytes, excess.bytes))
  }
  return [...found.values()]
}

async function sweepBlobs(
  tx: Transaction,
  rule: RetentionRule,
  { at, limit }: SweepCommand,
): Promise<Outcome> {
  const tooOld = cutoffOf(rule, at.wallMs)
  const found = new Map(
    (tooOld === null ? [] : await tx.idleBlobs(tooOld, limit)).map((blob) => [blob.sha256, blob]),
  )
  if (rule.max_count !== undefined || rule.max_bytes !== undefined) {
    const { blobs, bytes } = await tx.idleBlobTotals()
    const excess = excessOf(rule, { jobs: blobs, bytes })
    const most = Math.min(limit, Math.max(excess.jobs, excess.bytes > 0 ? limit : 0))
    const oldest = most === 0 ? [] : await tx.idleBlobs(at.wallMs - UPLOAD_GRACE_MS, most)
    const taken = [
      ...oldest.slice(0, excess.jobs),
      ...(excess.bytes > 0 ? untilFreed(oldest, (blob) => blob.bytes, excess.bytes) : []),
    ]
    for (const blob of taken) if (found.size < limit) found.set(blob.sha256, blob)
  }
  return outcomeOf(removeBlobs([...found.values()]), [...found.keys()])
}

/** Workers that are lost or gone, have been so for long, and hold nothing. */
async function forgetWorkers(
  tx: Transaction,
  rows: Workspace,
  { at, limit }: SweepCommand,
  before: number,
): Promise<Outcome> {
  const retired = (await tx.retiredWorkers(before, limit)).filter(
    (workerId) => !isBack(rows.worker(workerId)),
  )
  return {
    answer: { kind: 'retired', count: retired.length, bytes: 0, blobs: [] },
    changes: retired.map((workerId) => ({ table: 'deleted-worker', workerId })),
    events: retired.map((workerId) => workerEvent({ workerId }, 'forgotten', at)),
  }
}

function isBack(worker: WorkerRow | undefined): boolean {
  return worker !== undefined && worker.status !== 'lost' && worker.status !== 'gone'
}

function outcomeOf({ changes, events, removed }: Removed, blobs: readonly string[]): Outcome {
  const count = blobs.length === 0 ? removed.jobs : blobs.length
  return { answer: { kind: 'retired', count, bytes: removed.bytes, blobs }, changes, events }
}
