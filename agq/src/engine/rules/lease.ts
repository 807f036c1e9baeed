/**
 * Granting Jobs to a worker: the best heads among the lanes it can run, by the queues' turns, then rank. Every grant increases
 * the Job's token; whoever held it before is fenced from then on.
 */
import { policyTag } from '@agenix/specs'
import type { Answer, Capabilities, Instant, LeaseCommand } from '../commands.ts'
import type { Turns } from '../fairness.ts'
import type { Places } from '../gates.ts'
import type { JobBody, JobRow, LaneRow, WorkerRow } from '../model.ts'
import { type Change, jobEvent, move, type Outcome, type Rows, refuse } from '../rule.ts'
import { isSignerTag, isTrusted, signerOf } from '../signer.ts'

/** Before a tag: only who has not got it (see elsewhere.ts). No Job can ask for such a tag, and no worker name one. */
export const NOT = '!'

/** What a worker has besides its tools: the tags it names, and one for its policy. */
export function tagsOf({ tags, policy }: WorkerRow['registration']): ReadonlySet<string> {
  return new Set(policy === undefined ? tags : [...tags, policyTag(policy)])
}

/** Can a worker that has these run what those require? */
export function canRun(
  has: Ability,
  requires: { readonly tools: readonly string[]; readonly tags: readonly string[] },
): boolean {
  return (
    requires.tools.every((tool) => has.tools.has(tool)) &&
    requires.tags.every(
      (tag) => isSignerTag(tag) || (tag.startsWith(NOT) ? !has.tags.has(tag.slice(1)) : has.tags.has(tag)),
    ) &&
    isTrusted(has.trust, signerOf(requires.tags))
  )
}

/** What a worker can run, ready to be asked. */
export interface Ability {
  readonly tools: ReadonlySet<string>
  readonly tags: ReadonlySet<string>
  /** The keys whose Jobs it runs; undefined: it runs any. */
  readonly trust: ReadonlySet<string> | undefined
}

export function abilityOf({ tools, tags, trust }: Capabilities): Ability {
  return {
    tools: new Set(tools),
    tags: new Set(tags),
    trust: trust === undefined ? undefined : new Set(trust),
  }
}

/** As a worker says it of itself. */
export function capabilitiesOf(registration: WorkerRow['registration']): Capabilities {
  const { tools, trust } = registration.capabilities
  return { tools, tags: [...tagsOf(registration)], trust }
}

/** What a choice among heads looks at, besides the heads. */
export interface Choosing {
  readonly turns: Turns
  readonly places: Places
}

/** Each lane's ready Jobs in order, as far as they are known. */
export interface Heads {
  readonly heads: ReadonlyMap<number, JobRow[]>
  /** There may be more behind them. */
  isOpen(laneId: number): boolean
}

/**
 * Chooses and removes the `count` best heads of these lanes; fewer where a line ran empty and there may be more in it,
 * for one of those might be the best.
 */
export function takeBest(
  lines: Heads,
  lanes: readonly number[],
  count: number,
  { turns, places }: Choosing,
): JobRow[] {
  const taken: JobRow[] = []
  while (taken.length < count) {
    let best: JobRow | undefined
    for (const laneId of lanes) {
      const head = freeHead(lines.heads.get(laneId), places)
      if (head === undefined && lines.isOpen(laneId)) return taken
      if (head !== undefined && (best === undefined || goesBefore(head, best, turns))) best = head
    }
    if (best === undefined) break
    lines.heads.get(best.laneId)?.shift()
    places.choose(best)
    turns.served(best.queue)
    taken.push(best)
  }
  return taken
}

function freeHead(line: JobRow[] | undefined, places: Places): JobRow | undefined {
  for (let head = line?.[0]; head !== undefined; head = line?.[0]) {
    if (places.isFree(head)) return head
    places.close(head)
    line?.shift()
  }
  return undefined
}

function goesBefore(a: JobRow, b: JobRow, turns: Turns): boolean {
  if (a.queue !== b.queue) {
    const lead = turns.passOf(a.queue) - turns.passOf(b.queue)
    if (lead !== 0) return lead < 0
  }
  return a.rank < b.rank || (a.rank === b.rank && a.seq < b.seq)
}

/** Why this worker may not lease at all, if so. */
export function refuseLease(worker: WorkerRow | undefined, workerId: string): Outcome | null {
  if (worker === undefined || worker.status === 'lost' || worker.status === 'gone') {
    return refuse('NOTFOUND', `no live worker ${workerId}: register it first with WORKER.REGISTER`)
  }
  return null
}

/** What goes with the Jobs, by their seq. */
export interface Stock {
  readonly bodies: ReadonlyMap<number, Omit<JobBody, 'labels'>>
  /** Of those that do not begin at the beginning. */
  readonly resumes: ReadonlyMap<number, string>
}

export function grantJobs(
  rows: Rows,
  command: LeaseCommand,
  worker: WorkerRow,
  chosen: readonly JobRow[],
  { bodies, resumes }: Stock,
): Outcome {
  const now = command.at.wallMs
  const changes: Change[] = []
  const events = []
  const grants = []
  for (const head of chosen) {
    const job = rows.job(head.jobId)
    const body = bodies.get(head.seq)
    if (job === undefined || body === undefined) throw new Error(`head ${head.jobId} was not loaded`)
    const row = grant(job, worker.workerId, command.at)
    changes.push({ table: 'job', row })
    events.push(jobEvent(row, 'leased', now))
    grants.push({
      jobId: row.jobId,
      attempt: row.attempt,
      token: row.token,
      leaseMs: worker.leaseMs,
      envelope: body.envelope,
      input: body.input,
      inputRef: row.inputRef,
      inputBytes: row.inputBytes,
      resume: resumes.get(row.seq) ?? null,
      signature: body.signature,
    })
  }
  const can = command.introduce && grants.length === 0 ? capabilitiesOf(worker.registration) : null
  const answer: Answer = { kind: 'grants', grants, can, draining: worker.status === 'draining' }
  return { answer, changes, events }
}

function grant(job: JobRow, workerId: string, at: Instant): JobRow {
  return move(job, 'lease', {
    attempt: job.attempt + 1,
    token: job.token + 1,
    workerId,
    heldBy: workerId,
    grantedMono: at.monoMs,
    startedAt: at.wallMs,
    runningTask: null,
    error: null,
  })
}

export function lanesOf(worker: Ability, lanes: readonly LaneRow[]): number[] {
  return lanes.filter((lane) => canRun(worker, lane)).map((lane) => lane.laneId)
}
