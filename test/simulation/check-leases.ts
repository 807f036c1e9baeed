/**
 * Every grant: may this worker run it, was it the best that waited, is nobody else at it, has nobody been told that it
 * ended. `mayRun` and `goesBefore` are the promises of order and limits in one place.
 */
import { isTerminal } from '@agenix/specs'
import type { Grant } from '../../agq/dist/engine/commands.js'
import type { JobRow, WorkerRow } from '../../agq/dist/engine/model.js'
import { hasPlace } from './check-keys.ts'
import type { Ledger } from './ledger.ts'
import type { Shadow, Step } from './shadow.ts'
import type { World } from './world.ts'

/** A process that believes that it may run a Job now. */
export interface Claimant {
  readonly workerId: string
  readonly instance: string
  /** It runs this Job under a lease that by its own clock has not ended. */
  claims(jobId: string): boolean
}

export function mayRun(worker: WorkerRow, job: JobRow, shadow: Shadow): boolean {
  const lane = shadow.lanes.get(job.laneId)
  if (lane === undefined || isPaused(shadow, job.queue) || !hasPlace(job, shadow)) return false
  return hasAll(worker, job, shadow)
}

function hasAll(worker: WorkerRow, job: JobRow, shadow: Shadow): boolean {
  const lane = shadow.lanes.get(job.laneId)
  if (lane === undefined) return false
  const { capabilities, tags } = worker.registration
  return (
    lane.tools.every((tool) => capabilities.tools.includes(tool)) &&
    lane.tags.every((tag) => tags.includes(tag))
  )
}

function isPaused(shadow: Shadow, queue: string): boolean {
  return (shadow.queues.get(queue)?.pausedAt ?? null) !== null
}

/** Within a queue the line is by rank (check-rows.ts holds what it must be), then by the order of acceptance. */
export function goesBefore(a: JobRow, b: JobRow): boolean {
  return a.queue === b.queue && (a.rank < b.rank || (a.rank === b.rank && a.seq < b.seq))
}

export function checkLeases(world: World, step: Step, ledger: Ledger, claimants: Iterable<Claimant>): void {
  const granted = new Set<string>()
  for (const [command, answer] of step.answered()) {
    if (answer.kind !== 'grants' || !('at' in command)) continue
    const workerId = command.kind === 'job.lease' ? command.workerId : holderOf(step, answer.grants)
    if (workerId === null) continue
    const worker = step.shadow.workers.get(workerId)
    const count = command.kind === 'job.lease' ? command.count : 1
    for (const grant of answer.grants) {
      checkGrant(world, step, grant, worker, ledger)
      checkHour(world, step, grant, command.at.wallMs)
      if (granted.has(grant.jobId)) world.violate('one Job, one lease', `${grant.jobId} was granted twice`)
      granted.add(grant.jobId)
      for (const other of claimants) {
        if (other.claims(grant.jobId)) {
          const about = `${grant.jobId}@${grant.token} to ${workerId} while ${other.workerId} (${other.instance}) runs it`
          world.violate('one Job, one live lease', about)
        }
      }
    }
    if (worker !== undefined) checkOrder(world, step, worker, answer.grants, count)
  }
}

function checkGrant(
  world: World,
  step: Step,
  grant: Grant,
  worker: WorkerRow | undefined,
  ledger: Ledger,
): void {
  const { jobId, token } = grant
  const before = step.before(jobId)
  const after = step.after(jobId)
  if (worker === undefined || after === undefined) {
    world.violate('a grant is on record', `${jobId}@${token}`)
    return
  }
  if (worker.status !== 'live') {
    world.violate(
      'only a live worker that does not drain gets Jobs',
      `${worker.workerId} is ${worker.status}`,
    )
  }
  if (!hasAll(worker, after, step.shadow)) {
    world.violate('a worker gets what it can run', `${worker.workerId} got ${jobId}`)
  }
  if (before !== undefined && token <= before.token) {
    world.violate('every grant increases the token', `${jobId}: ${token} after ${before.token}`)
  }
  if (before !== undefined && isTerminal(before.status) && !step.isSentBack(jobId)) {
    world.violate('what has ended is never leased again', `${jobId} was ${before.status}`)
  }
  const told = ledger.ended.get(jobId)
  if (told !== undefined) {
    world.violate('what was told to have ended is never leased again', `${jobId} was told to be ${told}`)
  }
  if (ledger.completed.has(jobId) && !ledger.byHand)
    world.violate('an acknowledged completion is never leased again', jobId)
  const content = ledger.submitted.get(jobId)
  if (content !== undefined && content !== grant.envelope && !ledger.byHand) {
    world.violate('the envelope is forwarded byte for byte', jobId)
  }
  if (after.token !== token || after.heldBy !== worker.workerId) {
    world.violate('a grant is on record', `${jobId}@${token} to ${worker.workerId}, held by ${after.heldBy}`)
  }
}

/** Whoever was given up by its hour is not granted after it, though the timer has not rung. */
function checkHour(world: World, step: Step, grant: Grant, wallMs: number): void {
  const expiresAt = step.after(grant.jobId)?.expiresAt ?? null
  if (expiresAt !== null && expiresAt <= wallMs) {
    world.violate('an expired Job is never granted', `${grant.jobId} of ${expiresAt} at ${wallMs}`)
  }
}

function checkOrder(
  world: World,
  step: Step,
  worker: WorkerRow,
  grants: readonly Grant[],
  count: number,
): void {
  if (worker.status !== 'live') return
  const rows = grants.flatMap(({ jobId }) => step.after(jobId) ?? [])
  for (const waiting of step.shadow.ready.values()) {
    if (!mayRun(worker, waiting, step.shadow)) continue
    const worse = rows.find((row) => goesBefore(waiting, row))
    if (worse !== undefined) {
      const about = `${worse.jobId} (priority ${worse.priority}, number ${worse.seq}) before ${waiting.jobId} (${waiting.priority}, ${waiting.seq})`
      world.violate('priority, then first in, first out', about)
    }
    if (grants.length < count) {
      const about = `${worker.workerId} wanted ${count}, got ${grants.length}, and could run ${waiting.jobId}`
      world.violate('a worker gets what waits', about)
    }
  }
  for (const [at, row] of rows.entries()) {
    const next = rows[at + 1]
    if (next !== undefined && goesBefore(next, row)) {
      world.violate('priority, then first in, first out', `${row.jobId} before ${next.jobId}`)
    }
  }
}

/** A report with NEXT does not name its worker; the grant's own row does. */
function holderOf(step: Step, grants: readonly Grant[]): string | null {
  const [first] = grants
  return first === undefined ? null : (step.after(first.jobId)?.heldBy ?? null)
}
