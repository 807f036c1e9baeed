/**
 * A simulated client: submits, submits again, asks, waits, cancels, makes Plans and Actions. What it does is a table:
 * a new thing that clients can do is one line in it. What it is told goes into the ledger.
 */
import type { JobStatus } from '@agenix/specs'
import type { Reply } from '../../agq/dist/wire/index.js'
import { changeMany, deleteJob, pinJob, retryFrom, retryJob, unpinJob } from './by-hand.ts'
import { makeEnvelope, PLANS, planDocument } from './envelopes.ts'
import type { Ledger } from './ledger.ts'
import { Life } from './life.ts'
import { Line, LineLost } from './line.ts'
import { codeOf, jsonOf } from './replies.ts'
import { pauseQueue, setQueue } from './ruling.ts'
import type { AgqServer } from './server.ts'

interface Deed {
  readonly weight: number
  readonly run: (client: SimulatedClient) => Promise<void>
}

const deeds: Readonly<Record<string, Deed>> = {
  submit: { weight: 50, run: (client) => client.submitNew() },
  again: { weight: 8, run: (client) => client.submitAgain(false) },
  otherContent: { weight: 3, run: (client) => client.submitAgain(true) },
  status: { weight: 8, run: (client) => client.status() },
  cancel: { weight: 5, run: (client) => client.cancel() },
  wait: { weight: 3, run: (client) => client.wait() },
  plan: { weight: 3, run: (client) => client.storePlan() },
  planDelete: { weight: 1, run: (client) => client.call('PLAN.DELETE', client.anyPlan()).then(ignore) },
  action: { weight: 3, run: (client) => client.submitAction() },
  actionStatus: { weight: 2, run: (client) => client.actionStatus() },
  list: { weight: 1, run: (client) => client.call('JOB.LIST', 'LIMIT', 5).then(ignore) },
  why: { weight: 1, run: (client) => client.why() },
  retryByHand: { weight: 10, run: retryJob },
  retryFrom: { weight: 1, run: retryFrom },
  delete: { weight: 5, run: deleteJob },
  pin: { weight: 3, run: pinJob },
  unpin: { weight: 1, run: unpinJob },
  bulk: { weight: 2, run: changeMany },
  pause: { weight: 3, run: pauseQueue },
  queueSet: { weight: 4, run: setQueue },
  stats: { weight: 1, run: (client) => client.call('QUEUE.STATS').then(ignore) },
}

const ALL = Object.values(deeds)
const WEIGHT = ALL.reduce((sum, deed) => sum + deed.weight, 0)
/** Of all deeds, the share that makes new Jobs. */
export const SUBMITS = (deeds.submit?.weight ?? 0) / WEIGHT

/** What all clients of a simulation share: who submitted what, so that they can meddle with each other's Jobs. */
export interface Shared {
  readonly envelopes: Map<string, string>
  readonly jobIds: string[]
  readonly actions: Map<string, string>
  made: number
}

export class SimulatedClient {
  readonly life: Life
  readonly server: AgqServer
  readonly #ledger: Ledger
  readonly #shared: Shared
  #line: Line | null = null

  constructor(name: string, server: AgqServer, ledger: Ledger, shared: Shared) {
    this.life = new Life(server.world, name)
    this.server = server
    this.#ledger = ledger
    this.#shared = shared
  }

  start(thinkMs: number): void {
    const { world, options } = this.server
    this.life.begin(async () => {
      for (;;) {
        await this.life.sleep(world.interval(thinkMs * options.burst))
        const deedsAtOnce = Array.from({ length: options.burst }, () => this.#doSomething())
        await Promise.all(deedsAtOnce)
      }
    })
  }

  async #doSomething(): Promise<void> {
    let weight = this.server.world.random.integer(1, WEIGHT)
    for (const deed of ALL) {
      weight -= deed.weight
      if (weight > 0) continue
      return deed.run(this).catch((error: unknown) => {
        if (!(error instanceof LineLost)) throw error
      })
    }
  }

  async call(name: string, ...args: readonly (string | number)[]): Promise<Reply> {
    if (this.#line?.open !== true) this.#line = await Line.open(this.server, this.life)
    return this.#line.call(20_000, name, ...args)
  }

  async submitNew(): Promise<void> {
    const shared = this.#shared
    shared.made += 1
    const jobId = `j${shared.made}`
    shared.envelopes.set(jobId, makeEnvelope(this.server, jobId, 0))
    shared.jobIds.push(jobId)
    await this.#submit(jobId, shared.envelopes.get(jobId) ?? '')
  }

  async submitAgain(otherContent: boolean): Promise<void> {
    const jobId = this.anyJob()
    const envelope = jobId === null ? undefined : this.#shared.envelopes.get(jobId)
    if (jobId === null || envelope === undefined) return
    await this.#submit(jobId, otherContent ? envelope.replace('"args":["0"]', '"args":["1"]') : envelope)
  }

  /** Until it is answered, or the patience ends: whoever was not answered asks again. */
  async #submit(jobId: string, envelope: string): Promise<void> {
    const { world } = this.server
    for (let tries = 0; tries < 4; tries++) {
      try {
        const reply = await this.call('JOB.SUBMIT', envelope)
        if (reply.kind === 'simple') this.#ledger.acknowledge(jobId, envelope)
        return
      } catch (error) {
        if (!(error instanceof LineLost) || world.random.next() < 0.2) throw error
        await this.life.sleep(world.random.integer(10, 3_000))
      }
    }
  }

  async status(): Promise<void> {
    const jobId = this.anyJob()
    if (jobId === null) return
    const acknowledged = this.#ledger.submitted.has(jobId)
    const knownThen = this.#ledger.ended.get(jobId)
    const reply = await this.call('JOB.STATUS', jobId)
    if (reply.kind === 'nil' && acknowledged && !this.server.options.byHand) {
      this.server.world.violate('an acknowledged Job is found', `JOB.STATUS ${jobId} is nil`)
    }
    this.#hear(jobId, reply, knownThen)
  }

  async cancel(): Promise<void> {
    const jobId = this.anyJob()
    if (jobId === null) return
    const knownThen = this.#ledger.ended.get(jobId)
    const reply = await this.call('JOB.CANCEL', jobId)
    if (reply.kind === 'simple') this.#ledger.told(jobId, 'cancelled', knownThen)
  }

  async wait(): Promise<void> {
    const jobId = this.anyJob()
    if (jobId === null || !this.server.options.waiting) return
    const line = await Line.open(this.server, this.life)
    const knownThen = this.#ledger.ended.get(jobId)
    const waitMs = this.server.world.random.integer(0, 60_000)
    const reply = await line.call(waitMs + 20_000, 'JOB.WAIT', jobId, waitMs)
    line.close()
    this.#hear(jobId, reply, knownThen)
  }

  async why(): Promise<void> {
    const jobId = this.anyJob()
    if (jobId !== null) await this.call('JOB.WHY', jobId)
  }

  async storePlan(): Promise<void> {
    await this.call('PLAN.SUBMIT', planDocument(this.anyPlan()))
  }

  async submitAction(): Promise<void> {
    const { world } = this.server
    const { actions } = this.#shared
    const again = actions.size > 0 && world.random.next() < 0.4
    const actionId = again ? world.random.pick([...actions.keys()]) : `a${actions.size + 1}`
    const count = world.random.integer(1, 6)
    const inputs = Array.from({ length: count }, (_, n) => ({ n: String(n) }))
    const request = { action_id: actionId, plan_id: this.anyPlan(), inputs }
    const sameAgain = again && world.random.next() < 0.7 ? actions.get(actionId) : undefined
    const text = sameAgain ?? JSON.stringify(request)
    if (!again) actions.set(actionId, text)
    const reply = await this.call('ACTION.SUBMIT', text)
    if (reply.kind === 'simple') this.#ledger.acknowledgeAction(actionId, text)
  }

  async actionStatus(): Promise<void> {
    const { actions } = this.#shared
    if (actions.size === 0) return
    const actionId = this.server.world.random.pick([...actions.keys()])
    const acknowledged = this.#ledger.actions.has(actionId)
    const reply = await this.call('ACTION.STATUS', actionId)
    if (reply.kind === 'nil' && acknowledged && this.server.options.policy === null) {
      this.server.world.violate('an acknowledged Action is found', actionId)
    }
  }

  anyAction(): string | null {
    const { actions } = this.#shared
    return actions.size === 0 ? null : this.server.world.random.pick([...actions.keys()])
  }

  anyPlan(): string {
    return this.server.world.random.pick(PLANS)
  }

  #hear(jobId: string, reply: Reply, knownThen: JobStatus | undefined): void {
    if (codeOf(reply) !== null || reply.kind !== 'bulk') return
    const { status } = jsonOf(reply) as { readonly status: JobStatus }
    this.#ledger.told(jobId, status, knownThen)
  }

  /** Mostly one of the last, which still move. */
  anyJob(): string | null {
    const { random } = this.server.world
    const { jobIds } = this.#shared
    if (jobIds.length === 0) return null
    const recent = random.next() < 0.7 ? Math.min(8, jobIds.length) : jobIds.length
    return jobIds[jobIds.length - random.integer(1, recent)] ?? null
  }
}

function ignore(): void {
  // What it says is checked where it is made.
}
