/**
 * One seed: a server, its clients and workers, and what befalls them; then the last fault, one healthy worker that can
 * run everything, and the question whether everything that was accepted comes to an end.
 */
import { beginChaos } from './chaos.ts'
import { type Shared, SimulatedClient, SUBMITS } from './client.ts'
import { TAGS, TOOLS } from './envelopes.ts'
import { Judge } from './judge.ts'
import { Ledger } from './ledger.ts'
import { LineLost } from './line.ts'
import { drawOptions, withoutFaults } from './options.ts'
import type { Production } from './production.ts'
import { openQueues } from './ruling.ts'
import { AgqServer } from './server.ts'
import { SimulatedWorker } from './worker.ts'
import { type Violation, World } from './world.ts'

export interface Outcome {
  readonly seed: number
  readonly violation: Violation | null
  /** The same seed tells the same history. */
  readonly digest: string
  readonly jobs: number
  readonly hours: number
  readonly batches: number
  readonly faults: ReadonlyMap<string, number>
}

export interface Plan {
  readonly seed: number
  /** 1: about 40 Jobs. */
  readonly size: number
  readonly trace: ((line: string) => void) | null
}

/** What a message on its way and a call without an answer may last. */
const SETTLED_MS = 70_000
/** After the last fault everything ends within this. */
const BOUND_MS = 15 * 60_000
/** Jobs of one concurrency key may have to run one after the other: so much for each is more than any takes. */
const ONE_JOB_MS = 60_000

export async function simulate(production: Production, plan: Plan): Promise<Outcome> {
  const world = new World(plan.seed, plan.trace)
  const options = drawOptions(world, plan.size)
  const ledger = new Ledger(world, options)
  const judge = new Judge(world, ledger)
  const server = new AgqServer(world, options, production, judge)
  world.tell(`options ${JSON.stringify(options)}`)
  world.afterEach(() => judge.checkWaiting(server))
  server.start()

  const workers = Array.from({ length: options.workers }, (_, n) => {
    const machine = {
      workerId: `w${n + 1}`,
      tools: TOOLS.filter((tool) => tool !== 'jq' || world.random.next() < 0.6),
      tags: TAGS.filter(() => world.random.next() < 0.5),
      slots: options.slots,
    }
    const worker = new SimulatedWorker(machine, server, ledger)
    judge.claimants.add(worker)
    world.after(world.random.integer(0, 5_000), () => worker.start())
    return worker
  })
  const shared: Shared = { envelopes: new Map(), jobIds: [], actions: new Map(), made: 0 }
  const thinkMs = (options.durationMs * options.clients * SUBMITS) / options.jobs
  const clients = Array.from({ length: options.clients }, (_, n) => {
    const client = new SimulatedClient(`c${n + 1}`, server, ledger, shared)
    client.start(thinkMs)
    return client
  })
  const calm = beginChaos(server, workers)
  await world.run(options.durationMs)

  calm()
  for (const client of clients) client.life.kill()
  for (const worker of workers) {
    worker.retired = true
    worker.kill()
  }
  if (world.violation === null) await heal(world, server, judge, ledger, shared)
  server.db.close()
  return {
    seed: plan.seed,
    violation: world.violation,
    digest: world.digest,
    jobs: judge.shadow.jobs.size,
    hours: world.nowMs / 3_600_000,
    batches: judge.batches,
    faults: world.faults,
  }
}

async function heal(
  world: World,
  server: AgqServer,
  judge: Judge,
  ledger: Ledger,
  shared: Shared,
): Promise<void> {
  world.tell('the last fault is over')
  server.options = withoutFaults(server.options)
  const machine = { workerId: 'healthy', tools: TOOLS, tags: TAGS, slots: 20 }
  const healthy = new SimulatedWorker(machine, server, ledger)
  judge.claimants.add(healthy)
  healthy.start()
  const beganMs = world.nowMs
  await world.run(beganMs + SETTLED_MS)
  // Not before: a word on a queue may have been underway until now.
  const operator = new SimulatedClient('operator', server, ledger, shared)
  operator.life.begin(() => persist(operator, openQueues))
  // An hour that a wrong clock set may lie ten years ahead: it comes when the clock says so.
  const dues = [...judge.shadow.scheduled.values()].map((job) => job.dueAt ?? 0)
  server.wallOffsetMs += Math.max(0, ...dues.map((due) => due - server.wallMs))
  const boundMs = BOUND_MS + ONE_JOB_MS * judge.shadow.unfinished
  await world.run(beganMs + boundMs, () => judge.shadow.unfinished === 0)
  if (world.violation !== null) return
  const [open] = [
    ...judge.shadow.ready.values(),
    ...judge.shadow.scheduled.values(),
    ...judge.shadow.held.values(),
  ]
  if (judge.shadow.unfinished > 0) {
    const about = `${judge.shadow.unfinished} Jobs, ${open?.jobId} of them, have not ended after ${boundMs} ms`
    world.violate('after the last fault everything ends', about)
  }
  judge.recount()
  checkLedger(world, server, judge, ledger)
}

/** The server may be down at the moment. */
async function persist(
  client: SimulatedClient,
  deed: (client: SimulatedClient) => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await deed(client)
    } catch (error) {
      if (!(error instanceof LineLost)) throw error
    }
    await client.life.sleep(1_000)
  }
}

/** Everything that was acknowledged, against the database alone. */
function checkLedger(world: World, server: AgqServer, judge: Judge, ledger: Ledger): void {
  const stored = new Map(
    server.db
      .prepare('SELECT job_id AS id, status, envelope FROM job JOIN job_body USING (seq)')
      .all()
      .map((row) => [String(row.id), row]),
  )
  for (const [jobId, envelope] of ledger.submitted) {
    const row = stored.get(jobId)
    if (judge.shadow.deletedTokens.has(jobId)) continue
    if (row === undefined) world.violate('no acknowledged Job is lost', jobId)
    else if (row.envelope !== envelope) world.violate('no acknowledged Job is changed', jobId)
  }
  for (const [jobId, status] of ledger.ended) {
    const row = stored.get(jobId)
    if (row?.status !== status) {
      world.violate('what was told stays true', `${jobId} was told to be ${status} and is ${row?.status}`)
    }
  }
}
