/**
 * Why a pending Job is not granted: the first thing that stands in its way, in the order in which somebody would have to
 * mend them. The disk, then its queue, then who could run it at all, then its concurrency key, then who is free.
 */
import type { JobWhyEvidence } from '@agenix/specs'
import type { JobRow, WorkerRow } from '../model.ts'
import { abilityOf, canRun, capabilitiesOf } from '../rules/lease.ts'
import { isLowOnDisk, iso } from '../views.ts'
import { AHEAD_MAX, type DiskFacts, holders, type LineFacts, NAMED_MAX, type Why } from './facts.ts'
import { lacking } from './lacking.ts'
import { count, some } from './words.ts'

export function whyWaiting(job: JobRow, facts: LineFacts, disk: DiskFacts): Why {
  return (
    diskFull(disk) ??
    paused(facts) ??
    nobodyAble(facts) ??
    nobodyWithRoom(facts) ??
    keyUsedUp(job, facts) ??
    nobodyFree(facts) ??
    inLine(facts)
  )
}

/** Workers that may be granted something. */
export function liveWorkers(workers: readonly WorkerRow[]): readonly WorkerRow[] {
  return workers.filter((worker) => worker.status === 'live')
}

/** Those among them that have all that the lane requires. */
export function ableWorkers(workers: readonly WorkerRow[], lane: LineFacts['lane']): readonly WorkerRow[] {
  const requires = lane ?? { tools: [], tags: [] }
  return workers.filter(({ registration }) => canRun(abilityOf(capabilitiesOf(registration)), requires))
}

function diskFull(disk: DiskFacts): Why | null {
  if (disk.leasing) return null
  const since = disk.readOnlySince === null ? '' : ` since ${iso(disk.readOnlySince)}`
  return {
    code: 'disk_full',
    sentence: `AGQ is read-only because its disk is full${since}: free some space.`,
    evidence: disk.readOnlySince === null ? {} : { disk_full_since: iso(disk.readOnlySince) },
  }
}

function paused({ queue }: LineFacts): Why | null {
  if (queue === undefined || queue.pausedAt === null) return null
  const since = iso(queue.pausedAt)
  return {
    code: 'queue_paused',
    sentence: `Queue ${queue.queue} is paused since ${since}: resume it with QUEUE.RESUME ${queue.queue}.`,
    evidence: { paused_since: since },
  }
}

function nobodyAble({ lane, workers, forbidden }: LineFacts): Why | null {
  const live = liveWorkers(workers)
  if (ableWorkers(live, lane).some(({ workerId }) => !forbidden.has(workerId))) return null
  const draining = ableWorkers(
    workers.filter((worker) => worker.status === 'draining' && !forbidden.has(worker.workerId)),
    lane,
  ).map(({ workerId }) => workerId)
  if (draining.length > 0) {
    return {
      code: 'workers_draining',
      sentence: `Only ${some(draining)} could run it, and ${draining.length === 1 ? 'it takes' : 'they take'} no more Jobs (draining): start another worker.`,
      evidence: { workers: draining.slice(0, NAMED_MAX), live_workers: live.length },
    }
  }
  if (live.length === 0) {
    return {
      code: 'no_worker',
      sentence: 'No live worker is connected: start one with agw.',
      evidence: { live_workers: 0 },
    }
  }
  return lacking(live, lane, forbidden)
}

/** Whoever could run it has a disk that is nearly full. */
function nobodyWithRoom({ lane, workers }: LineFacts): Why | null {
  const able = ableWorkers(liveWorkers(workers), lane)
  if (!able.every(isLowOnDisk)) return null
  const who = able.map(({ workerId }) => workerId)
  const [has, takes] =
    who.length === 1 ? ['the disk of that worker is', 'it takes'] : ['their disks are', 'they take']
  return {
    code: 'workers_low_on_disk',
    sentence: `Only ${some(who)} could run it, and ${has} nearly full: ${takes} no Jobs until there is room (agw --min-free).`,
    evidence: { workers: who.slice(0, NAMED_MAX) },
  }
}

/** It is gated, or will be as soon as it comes to the head of its line. */
function keyUsedUp(job: JobRow, facts: LineFacts): Why | null {
  const { concurrencyKey: key } = job
  const limit = job.concurrencyLimit ?? 1
  if (key === null || facts.keyHeld < limit) return null
  const named = holders(facts.keyHolders)
  const who = some(
    named.map(({ job_id, worker_id }) => `${job_id} on ${worker_id}`),
    facts.keyHeld,
  )
  return {
    code: 'concurrency_key',
    sentence: `It waits for its concurrency key ${JSON.stringify(key)} (${limit} at a time), held by ${who}.`,
    evidence: { concurrency_key: key, concurrency_limit: limit, holders: named },
  }
}

function nobodyFree(facts: LineFacts): Why | null {
  const able = ableWorkers(liveWorkers(facts.workers), facts.lane).filter((worker) => !isLowOnDisk(worker))
  if (able.some((worker) => (facts.held.get(worker.workerId) ?? 0) < slotsOf(worker))) return null
  const slots = able.reduce((sum, worker) => sum + slotsOf(worker), 0)
  const [longest] = holders(facts.busyWith)
  const since =
    longest === undefined
      ? ''
      : ` (the longest with ${longest.job_id}${longest.since === undefined ? '' : `, since ${longest.since}`})`
  const whose = able.length === 1 ? `worker ${able[0]?.workerId}` : `the ${able.length} workers`
  return {
    code: 'all_slots_busy',
    sentence: `All ${count(slots, 'slot')} of ${whose} that can run it are busy${since}${standing(facts)}.`,
    evidence: { ...names(able), holders: holders(facts.busyWith), ...place(facts) },
  }
}

function inLine(facts: LineFacts): Why {
  const able = ableWorkers(liveWorkers(facts.workers), facts.lane).filter((worker) => !isLowOnDisk(worker))
  if (facts.ahead === 0 && facts.otherQueues.length === 0) {
    return {
      code: 'waiting_for_lease',
      sentence: `It is the next of its line, and ${count(able.length, 'worker')} that can run it ${able.length === 1 ? 'has' : 'have'} a free slot: it should be leased any moment.`,
      evidence: { ...names(able), ...place(facts) },
    }
  }
  return {
    code: 'behind_others',
    sentence: `A worker that can run it has a free slot, and others have their turn before it${standing(facts)}.`,
    evidence: { ...names(able), ...place(facts) },
  }
}

function standing({ ahead, otherQueues }: LineFacts): string {
  const line =
    ahead === 0
      ? ''
      : `; ${ahead >= AHEAD_MAX ? `${AHEAD_MAX} Jobs or more stand` : `${count(ahead, 'Job')} ${ahead === 1 ? 'stands' : 'stand'}`} before it in its line`
  return otherQueues.length === 0 ? line : `${line}; Jobs of ${some(otherQueues)} take their turns too`
}

function place({ ahead, otherQueues }: LineFacts): JobWhyEvidence {
  return {
    ahead,
    ...(ahead >= AHEAD_MAX ? { ahead_is_more: true } : {}),
    ...(otherQueues.length === 0 ? {} : { other_queues: otherQueues }),
  }
}

function names(workers: readonly WorkerRow[]): { readonly workers: readonly string[] } {
  return { workers: workers.slice(0, NAMED_MAX).map(({ workerId }) => workerId) }
}

function slotsOf(worker: WorkerRow): number {
  return worker.registration.max_concurrent_jobs
}
