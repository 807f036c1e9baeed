/** Why a Job is where it is: one sentence for people, a code and the evidence for programs. */
import { isTerminal } from '@agenix/specs'
import type { JobRow, LaneRow, WorkerRow } from './model.ts'
import { iso } from './views.ts'

export interface Why {
  readonly code: string
  readonly sentence: string
  readonly evidence: Record<string, unknown>
}

/** What the rows do not tell. */
export interface DiskFacts {
  /** The disk is full since then; null: there is room. */
  readonly readOnlySince: number | null
  /** False: so full that no Job is given out. */
  readonly leasing: boolean
}

export function whyJob(
  job: JobRow,
  lane: LaneRow | undefined,
  workers: readonly WorkerRow[],
  held: ReadonlyMap<string, number>,
  facts: DiskFacts,
): Why {
  const why = whyStatus(job, lane, workers, held, facts)
  if (facts.readOnlySince === null || isTerminal(job.status)) return why
  return { ...why, evidence: { ...why.evidence, disk_full_since: iso(facts.readOnlySince) } }
}

function whyStatus(
  job: JobRow,
  lane: LaneRow | undefined,
  workers: readonly WorkerRow[],
  held: ReadonlyMap<string, number>,
  facts: DiskFacts,
): Why {
  const status = job.status
  if (isTerminal(status)) {
    const end = job.completedAt === null ? '' : ` at ${iso(job.completedAt)}`
    const because = job.error === null ? '' : `: ${job.error}`
    return {
      code: status,
      sentence: `It ${ended(status)}${end}${because}.`,
      evidence: { attempt: job.attempt },
    }
  }
  if (status === 'running') {
    const worker = job.heldBy ?? ''
    return { code: 'running', sentence: `It runs on worker ${worker}.`, evidence: { worker_id: worker } }
  }
  if (status === 'scheduled') {
    const due = job.dueAt === null ? '' : iso(job.dueAt)
    const backoff = job.attempt > 0
    return {
      code: backoff ? 'backoff' : 'not_before',
      sentence: backoff
        ? `Attempt ${job.attempt} failed; the next one may start at ${due}.`
        : `It must not start before ${due}.`,
      evidence: { due_at: due },
    }
  }
  if (!facts.leasing) {
    const since = facts.readOnlySince === null ? '' : ` since ${iso(facts.readOnlySince)}`
    return {
      code: 'disk_full',
      sentence: `AGQ is read-only because its disk is full${since}: free some space.`,
      evidence: {},
    }
  }
  return whyPending(lane, workers, held)
}

function whyPending(
  lane: LaneRow | undefined,
  workers: readonly WorkerRow[],
  held: ReadonlyMap<string, number>,
): Why {
  const live = workers.filter((worker) => worker.status === 'live')
  if (live.length === 0) {
    return {
      code: 'no_worker',
      sentence: 'No live worker is connected: start one with agw.',
      evidence: { live_workers: 0 },
    }
  }
  const tools = lane?.tools ?? []
  const tags = lane?.tags ?? []
  const lacking = live.map((worker) => ({
    worker_id: worker.workerId,
    tools: tools.filter((tool) => !worker.registration.capabilities.tools.includes(tool)),
    tags: tags.filter((tag) => !worker.registration.tags.includes(tag)),
  }))
  const able = lacking.filter((worker) => worker.tools.length === 0 && worker.tags.length === 0)
  if (able.length > 0) {
    const busy = able.every((worker) => isFull(live, worker.worker_id, held))
    return {
      code: busy ? 'all_slots_busy' : 'waiting_for_lease',
      sentence: busy
        ? `All slots of the ${able.length} workers that can run it are busy.`
        : 'A worker that can run it is connected and should lease it any moment.',
      evidence: { workers: able.map((worker) => worker.worker_id) },
    }
  }
  const nobodyHas = tools.filter((tool) => lacking.every((worker) => worker.tools.includes(tool)))
  const nobodyTags = tags.filter((tag) => lacking.every((worker) => worker.tags.includes(tag)))
  const evidence = {
    live_workers: live.length,
    tools: nobodyHas,
    tags: nobodyTags,
    lacking: lacking.slice(0, 20),
  }
  if (nobodyHas.length > 0) {
    return {
      code: 'no_worker_has_tool',
      sentence: `No live worker has ${nobodyHas.map((tool) => `"${tool}"`).join(', ')} (${live.length} connected).`,
      evidence,
    }
  }
  if (nobodyTags.length > 0) {
    return {
      code: 'no_worker_has_tag',
      sentence: `No live worker has the tag ${nobodyTags.map((tag) => `"${tag}"`).join(', ')} (${live.length} connected).`,
      evidence,
    }
  }
  return {
    code: 'no_worker_has_all',
    sentence: `No single live worker has everything it requires (${live.length} connected).`,
    evidence,
  }
}

function isFull(workers: readonly WorkerRow[], workerId: string, held: ReadonlyMap<string, number>): boolean {
  const slots = workers.find((worker) => worker.workerId === workerId)?.registration.max_concurrent_jobs ?? 0
  return (held.get(workerId) ?? 0) >= slots
}

function ended(status: string): string {
  switch (status) {
    case 'completed':
      return 'completed'
    case 'failed':
      return 'failed'
    case 'cancelled':
      return 'was cancelled'
    default:
      return 'is dead'
  }
}
