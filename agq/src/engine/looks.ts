/** Looking inside: the answers to the key view, QUEUE.PEEK and METRICS. They change nothing and cost nobody his turn. */
import { ALIVE, cursorOf, type Place, pageByHash, placeOf, SPACES, type Space } from './keyspace.ts'
import type { Look, Totals } from './look.ts'
import type { JobRow, WorkerRow } from './model.ts'
import type { Transaction } from './port.ts'
import { jobSummary } from './views.ts'
import type { Workspace } from './workspace.ts'

/** Of the gated Jobs of a queue so many are put in order; behind them the order is not promised. */
const GATED_ORDERED = 10_000

/** The JSON of the answer; null: there is no such thing. */
export async function lookInside(tx: Transaction, rows: Workspace, look: Look): Promise<unknown> {
  switch (look.of) {
    case 'keys':
      return scanKeys(tx, rows, look)
    case 'key-counts': {
      const { plans, actions } = await tx.keyCounts()
      const tallies = await tx.tallies('queue', null)
      const workers = (await tx.listWorkers()).flatMap((worker) => workerKeys(worker, look.monoMs))
      const alive = workers.filter((key) => key.endsWith(ALIVE)).length
      const jobs = tallies.reduce((sum, tally) => sum + tally.jobs, 0)
      const queues = (await queueNames(tx, rows)).length
      return { keys: jobs + plans + actions + queues + workers.length, expiring: alive }
    }
    case 'life': {
      const [worker] = (await tx.listWorkers()).filter(({ workerId }) => workerId === look.workerId)
      return worker !== undefined && lives(worker, look.monoMs)
        ? { left_ms: worker.leaseUntilMono - look.monoMs, seen_at: worker.seenAt }
        : null
    }
    case 'queue-line':
      return queueLine(tx, look.queue, look.count)
    case 'totals':
      return totals(tx, rows, look.countBlobs)
  }
}

interface KeyPage {
  readonly keys: readonly string[]
  readonly looked: number
  readonly last: number
  readonly more: boolean
}

async function scanKeys(
  tx: Transaction,
  rows: Workspace,
  look: Extract<Look, { of: 'keys' }>,
): Promise<{ readonly cursor: number; readonly keys: readonly string[] }> {
  const wanted = SPACES.filter((space) => look.spaces.includes(space))
  const keys: string[] = []
  let left = look.count
  let place: Place | null = placeOf(look.cursor)
  while (place !== null) {
    if (wanted.includes(place.space)) {
      if (left <= 0) return { cursor: cursorOf(place), keys }
      const page = await keysOf(tx, rows, place, left, look.monoMs)
      keys.push(...page.keys)
      left -= page.looked
      if (page.more) return { cursor: cursorOf({ space: place.space, after: page.last }), keys }
    }
    const next: Space | undefined = SPACES[SPACES.indexOf(place.space) + 1]
    place = next === undefined ? null : { space: next, after: 0 }
  }
  return { cursor: 0, keys }
}

async function keysOf(
  tx: Transaction,
  rows: Workspace,
  { space, after }: Place,
  limit: number,
  monoMs: number,
): Promise<KeyPage> {
  if (space === 'worker') {
    const workers = new Map((await tx.listWorkers()).map((worker) => [worker.workerId, worker]))
    const page = pageByHash([...workers.keys()], after, limit)
    const keys = page.names.flatMap((name) => {
      const worker = workers.get(name)
      const own = worker === undefined ? [] : workerKeys(worker, monoMs)
      // A worker that is called so has the name.
      return workers.has(`${name}${ALIVE}`) ? own.slice(0, 1) : own
    })
    return { ...page, keys, looked: page.names.length }
  }
  if (space === 'queue') {
    const page = pageByHash(await queueNames(tx, rows), after, limit)
    return { ...page, keys: page.names.map((name) => `queue:${name}`), looked: page.names.length }
  }
  const found = await tx.keysAfter(space, after, limit + 1)
  const page = found.slice(0, limit)
  return {
    keys: page.map(({ id }) => `${space}:${id}`),
    looked: page.length,
    last: page.at(-1)?.position ?? after,
    more: found.length > limit,
  }
}

function workerKeys(worker: WorkerRow, monoMs: number): string[] {
  if (worker.status === 'gone') return []
  const key = `worker:${worker.workerId}`
  return lives(worker, monoMs) ? [key, `${key}${ALIVE}`] : [key]
}

/** By the clock that nobody sets: a worker whose time is over lives no more, though nobody has noticed yet. */
function lives(worker: WorkerRow, monoMs: number): boolean {
  return (worker.status === 'live' || worker.status === 'draining') && worker.leaseUntilMono > monoMs
}

async function queueNames(tx: Transaction, rows: Workspace): Promise<string[]> {
  const used = (await tx.tallies('queue', null)).filter(({ jobs }) => jobs > 0).map(({ name }) => name)
  return [...new Set([...used, ...rows.queueNames()])]
}

/** The next Jobs of a queue: those that stand ready, by rank, then those that wait for their concurrency key. */
async function queueLine(tx: Transaction, queue: string, count: number): Promise<unknown> {
  const lanes = (await tx.busyLanes()).filter((lane) => lane.queue === queue)
  const heads = await tx.heads(lanes.map(({ laneId }) => ({ laneId, limit: count, after: null })))
  const ready = [...heads].sort((a, b) => a.rank - b.rank || a.seq - b.seq).slice(0, count)
  const gated =
    ready.length < count ? await tx.gatedIn(queue, count - ready.length, GATED_ORDERED) : ([] as JobRow[])
  return [
    ...ready.map((job) => ({ ...jobSummary(job), gated: false })),
    ...gated.map((job) => ({ ...jobSummary(job), gated: true, concurrency_key: job.concurrencyKey })),
  ]
}

async function totals(tx: Transaction, rows: Workspace, countBlobs: boolean): Promise<Totals> {
  const held = await tx.heldCounts()
  return {
    queues: (await tx.tallies('queue', null)).map(({ name, status, jobs, bytes }) => ({
      queue: name,
      status,
      jobs,
      bytes,
    })),
    workers: (await tx.listWorkers()).map((worker) => ({
      status: worker.status,
      slots: worker.registration.max_concurrent_jobs,
      held: held.get(worker.workerId) ?? 0,
    })),
    paused: [...rows.queueNames()].filter((queue) => rows.isPaused(queue)).length,
    blobs: countBlobs ? await tx.blobTotals() : null,
  }
}
