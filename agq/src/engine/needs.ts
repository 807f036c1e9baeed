/** Which rows a command names: gathered over a whole batch, so that they are loaded at once. */
import type { Command } from './commands.ts'
import type { Needs } from './port.ts'
import { jobIdOf } from './rules/action.ts'

/** At most so many due Jobs and lost workers are handled in one batch; the rest follow in the next. */
const OVERDUE_LIMIT = 1_000

const NONE: ReadonlySet<never> = new Set()

/** For a question of its own in the middle of a batch. */
export const NO_NEEDS: Needs = {
  jobs: NONE,
  plans: NONE,
  actions: NONE,
  workers: NONE,
  blobs: NONE,
  lanes: NONE,
  holders: NONE,
  countWaiting: false,
  overdue: null,
}

export function needsOf(commands: readonly Command[]): Needs {
  const needs = {
    jobs: new Set<string>(),
    plans: new Set<string>(),
    actions: new Set<string>(),
    workers: new Set<string>(),
    blobs: new Set<string>(),
    lanes: new Set<number>(),
    holders: new Set<string>(),
    countWaiting: false,
    overdue: null as Needs['overdue'],
  }
  for (const command of commands) {
    switch (command.kind) {
      case 'job.submit':
        needs.jobs.add(command.job.jobId)
        needs.plans.add(command.job.planId)
        needs.lanes.add(command.job.laneId)
        needs.countWaiting = true
        if (command.job.inputRef !== null) needs.blobs.add(command.job.inputRef)
        break
      case 'job.finish':
        needs.jobs.add(command.jobId)
        for (const task of command.report.tasks) for (const sha256 of task.blobs) needs.blobs.add(sha256)
        break
      case 'job.cancel':
      case 'job.retry':
      case 'job.delete':
      case 'job.pin':
      case 'job.release':
      case 'job.progress':
      case 'job.log':
      case 'job.status':
      case 'job.end':
      case 'job.get':
      case 'job.why':
      case 'job.output':
        needs.jobs.add(command.jobId)
        break
      case 'worker.register':
        needs.workers.add(command.registration.worker_id)
        needs.holders.add(command.registration.worker_id)
        for (const job of command.registration.held ?? []) needs.jobs.add(job.job_id)
        break
      case 'worker.heartbeat':
        needs.workers.add(command.workerId)
        needs.holders.add(command.workerId)
        for (const job of command.held ?? []) needs.jobs.add(job.jobId)
        break
      case 'worker.unregister':
        needs.workers.add(command.workerId)
        needs.holders.add(command.workerId)
        break
      case 'worker.drain':
      case 'worker.get':
      case 'job.lease':
        needs.workers.add(command.workerId)
        break
      case 'plan.put':
      case 'plan.get':
      case 'plan.delete':
        needs.plans.add(command.planId)
        break
      case 'action.submit':
        needs.countWaiting = true
        needs.actions.add(command.request.action_id)
        needs.plans.add(command.request.plan_id)
        for (const index of command.request.inputs.keys()) {
          needs.jobs.add(jobIdOf(command.request.action_id, index + 1))
        }
        break
      case 'jobs.bulk':
        if (command.bulk.do !== 'purge' && command.bulk.filter.action !== null) {
          needs.actions.add(command.bulk.filter.action)
        }
        break
      case 'action.status':
        needs.actions.add(command.actionId)
        break
      case 'blob.record':
      case 'blob.find':
        needs.blobs.add(command.sha256)
        break
      case 'tick':
        // Two may share a batch, when the clock was set: the later one has the say, whichever comes first.
        needs.overdue = {
          wallMs: Math.max(needs.overdue?.wallMs ?? command.at.wallMs, command.at.wallMs),
          monoMs: Math.max(needs.overdue?.monoMs ?? 0, command.at.monoMs),
          limit: OVERDUE_LIMIT,
        }
        break
      case 'boot':
        needs.overdue = { wallMs: 0, monoMs: Number.MAX_SAFE_INTEGER, limit: Number.MAX_SAFE_INTEGER }
        break
      case 'blob.known':
        for (const sha256 of command.names) needs.blobs.add(sha256)
        break
      case 'retention.sweep':
      case 'queue.set':
      case 'queue.pause':
      case 'queue.resume':
      case 'job.list':
      case 'plan.list':
      case 'action.list':
      case 'queue.stats':
      case 'worker.list':
      case 'look':
        break
    }
  }
  return needs
}
