/**
 * A simulated worker, as AGW behaves: one session at a time, register and say what is held, heartbeats that keep the
 * leases, one blocked question for work, reports from an outbox that survives its process. It stops its own Jobs
 * before its lease may end. It also does what a broken one might: die, stop, report late, twice, or what is not its own.
 */
import type { Claimant } from './check-leases.ts'
import { Holding, keyOf, type Run } from './holding.ts'
import type { Ledger } from './ledger.ts'
import { Life } from './life.ts'
import { Line, LineLost } from './line.ts'
import { codeOf, fieldOf, type GrantView, grantsOf, jsonOf } from './replies.ts'
import { type Entry, makeReport } from './report.ts'
import type { AgqServer } from './server.ts'

interface Session {
  readonly client: Line
  readonly lease: Line
  lost: boolean
  fail(): void
}

/** What a machine is: it does not change with the process. */
export interface Machine {
  readonly workerId: string
  readonly tools: readonly string[]
  readonly tags: readonly string[]
  readonly slots: number
}

export class SimulatedWorker implements Claimant {
  readonly machine: Machine
  life: Life
  instance = ''
  readonly #server: AgqServer
  readonly #ledger: Ledger
  readonly #holding = new Holding(() => this.#wake())
  #lives = 0
  #reserved = 0
  #draining = false
  #session: Session | null = null
  /** Every line of this process, also those on which no session stands yet. */
  #lines: readonly Line[] = []
  #changed: (() => void)[] = []

  constructor(machine: Machine, server: AgqServer, ledger: Ledger) {
    this.machine = machine
    this.#server = server
    this.#ledger = ledger
    this.life = new Life(server.world, machine.workerId)
    // Nothing runs before the first start, so nothing can be killed that would come back beside it.
    this.life.kill()
  }

  get workerId(): string {
    return this.machine.workerId
  }

  claims(jobId: string): boolean {
    return this.life.alive && this.#holding.claims(jobId, this.life.world.nowMs)
  }

  /** A new process. What was running is gone, the outbox is there. */
  start(): void {
    if (this.life.alive) throw new Error(`${this.workerId} runs already: a machine has one process`)
    this.#lives += 1
    this.life = new Life(this.#server.world, this.workerId)
    this.instance = `00000000-0000-4000-8000-${String(this.#lives).padStart(12, '0')}`
    this.#holding.begin()
    this.#reserved = 0
    this.#draining = false
    this.#session = null
    this.#lines = []
    this.#changed = []
    this.life.begin(() => this.#live())
  }

  /** kill -9: the connections end with the process, and nothing that waited on them ever goes on. */
  kill(): void {
    this.life.kill()
    for (const line of this.#lines) line.hangUp()
  }

  /** The host is gone, and its peer hears nothing. */
  vanish(silentMs: number): void {
    this.life.kill()
    for (const line of this.#lines) line.vanish(silentMs)
  }

  drain(): void {
    this.#draining = true
    this.#wake()
  }

  async #live(): Promise<void> {
    const { world } = this.life
    for (;;) {
      try {
        await this.#serve()
        return
      } catch (error) {
        if (!(error instanceof LineLost)) throw error
      }
      // One session at a time, however this one ended.
      this.#session?.fail()
      this.#session = null
      await this.life.sleep(world.random.integer(50, 2_000))
    }
  }

  /** One session, from connecting to its end; returns when this process has drained. */
  async #serve(): Promise<void> {
    const client = await this.#connect()
    const leaseMs = await this.#register(client)
    const lease = await this.#connect()
    const over = Promise.withResolvers<void>()
    const session: Session = {
      client,
      lease,
      lost: false,
      fail: () => {
        if (session.lost) return
        session.lost = true
        client.close()
        lease.close()
        this.#wake()
        over.resolve()
      },
    }
    client.onLost(() => session.fail())
    lease.onLost(() => session.fail())
    if (!client.open) session.fail()
    this.#session = session
    client.subscribe(`worker:${this.workerId}`, () => this.#nudge(session))
    await this.#beat(session, leaseMs)
    for (const entry of [...this.#holding.outbox]) this.#ship(entry, session)
    this.#begin(session, () => this.#lease(session))
    this.#begin(session, () => this.#beats(session, leaseMs))
    const drained = this.#drained(session)
    await Promise.race([over.promise, drained])
    if (session.lost) throw new LineLost('the session is over')
  }

  async #connect(): Promise<Line> {
    const line = await Line.open(this.#server, this.life)
    this.#lines = [...this.#lines.filter(({ open }) => open), line]
    return line
  }

  /** What breaks in it ends the session. */
  #begin(session: Session, course: () => Promise<void>): void {
    course().catch((error: unknown) => {
      if (!(error instanceof LineLost)) this.life.world.fail(error)
      session.fail()
    })
  }

  async #register(client: Line): Promise<number> {
    const { workerId, tools, tags, slots } = this.machine
    const held = this.#holding.leases()
    const sentMs = this.life.world.nowMs
    const registration = {
      worker_id: workerId,
      hostname: 'simulated',
      platform: 'linux',
      agw_version: '0.1.0',
      capabilities: { tools },
      max_concurrent_jobs: slots,
      tags,
      heartbeat_interval_secs: this.#server.options.heartbeatSecs,
      instance: this.instance,
      held: held.map((one) => ({ job_id: one.jobId, token: one.token })),
    }
    const reply = await client.call(5_000, 'WORKER.REGISTER', JSON.stringify(registration))
    if (reply.kind !== 'simple') {
      client.close()
      // The one before is not known to be gone: it is no use to ask again at once.
      if (codeOf(reply) === 'BUSY') await this.life.sleep(this.#server.options.heartbeatSecs * 500)
      if (codeOf(reply) === 'ERR') throw new Error(`the registration is wrong: ${JSON.stringify(reply)}`)
      throw new LineLost(`not registered: ${codeOf(reply)}`)
    }
    const leaseMs = Number(fieldOf(reply, 'lease_ms'))
    for (const jobId of (fieldOf(reply, 'fenced') ?? '').split(',')) {
      for (const one of held) if (one.jobId === jobId) this.#fence(one.jobId, one.token)
    }
    if (this.#holding.size === 0) this.#renewed(sentMs, leaseMs)
    return leaseMs
  }

  async #beats(session: Session, leaseMs: number): Promise<void> {
    while (!session.lost) {
      await this.life.sleep(leaseMs / 2)
      if (!session.lost) await this.#beat(session, leaseMs)
    }
  }

  #nudge(session: Session): void {
    if (!session.lost) this.#begin(session, () => this.#beat(session, 4_000))
  }

  async #beat(session: Session, leaseMs: number): Promise<void> {
    const sentMs = this.life.world.nowMs
    const held = this.#holding.leases().map((one) => ({ job_id: one.jobId, token: one.token }))
    const stats = JSON.stringify({ instance: this.instance, held })
    const patience = Math.max(250, leaseMs / 4)
    const reply = await session.client.call(patience, 'WORKER.HEARTBEAT', this.workerId, stats)
    if (codeOf(reply) !== null) {
      if (codeOf(reply) === 'FENCED') this.#stopAll()
      return session.fail()
    }
    const news = jsonOf(reply) as {
      readonly cancel: readonly { readonly job_id: string; readonly token: number }[]
      readonly fenced: readonly { readonly job_id: string; readonly token: number }[]
      readonly drain: boolean
      readonly lease_ms: number
    }
    this.#renewed(sentMs, news.lease_ms)
    if (this.#holding.lost.length > 0) this.#begin(session, () => this.#writeStale(session))
    for (const { job_id: jobId, token } of news.fenced) this.#fence(jobId, token)
    for (const { job_id: jobId, token } of news.cancel) this.#cancel(jobId, token, session)
    if (news.drain) this.drain()
  }

  /** One blocked question at a time, for as many Jobs as there are free slots. */
  async #lease(session: Session): Promise<void> {
    const { blockMs } = this.#server.options
    while (!session.lost && !this.#draining) {
      const free = this.machine.slots - this.#holding.size - this.#reserved
      if (free <= 0) {
        await new Promise<void>((resolve) => this.#changed.push(resolve))
        continue
      }
      this.#reserved += free
      const block = blockMs === 0 ? [] : ['BLOCK', blockMs]
      const asked = session.lease.call(blockMs + 10_000, 'JOB.LEASE', this.workerId, 'COUNT', free, ...block)
      const reply = await asked.finally(() => {
        this.#reserved -= free
      })
      if (codeOf(reply) !== null) return session.fail()
      const grants = grantsOf(reply)
      for (const grant of grants) this.#run(grant)
      if (blockMs === 0 && grants.length === 0)
        await this.life.sleep(this.#server.options.heartbeatSecs * 300)
    }
  }

  #run(grant: GrantView): void {
    const { world } = this.life
    const { runMs, failing } = this.#server.options
    if (this.#holding.letGo.has(keyOf(grant))) return
    const run = this.#holding.add(grant)
    if (this.#holding.isOver(world.nowMs)) {
      this.#fence(run.jobId, run.token)
      return
    }
    const takesMs = world.random.integer(0, runMs)
    const verdict = world.happens(failing) ? 'JOB.FAIL' : 'JOB.COMPLETE'
    this.life.after(takesMs, () => this.#finish(run, verdict, null))
    if (world.random.next() < 0.2) this.#progress(run)
  }

  #finish(run: Run, verb: Entry['verb'], reason: 'cancelled' | null): void {
    if (!run.running || this.#holding.find(run) !== run) return
    run.running = false
    const report = makeReport(this.life.world, verb, reason)
    const entry: Entry = { verb, jobId: run.jobId, token: run.token, ...report }
    this.#holding.outbox.push(entry)
    if (this.#session !== null) this.#ship(entry, this.#session)
  }

  #ship(entry: Entry, session: Session): void {
    this.#begin(session, async () => {
      if (session.lost || !this.#holding.outbox.includes(entry)) return
      const next = !this.#draining && this.life.world.random.next() < 0.5 ? ['NEXT'] : []
      if (next.length > 0) this.#reserved += 1
      const args = [entry.jobId, entry.token, entry.report, ...next]
      const reply = await session.client.call(30_000, entry.verb, ...args).finally(() => {
        this.#reserved -= next.length
      })
      if (codeOf(reply) === 'ERR' && entry.blob !== null) {
        await session.client.call(30_000, 'BLOB.PUT', entry.blob)
        return this.#ship(entry, session)
      }
      this.#heardOf(entry, reply.kind === 'error' ? null : fieldOf(reply, 'status'))
      if (reply.kind !== 'error' && entry.verb === 'JOB.COMPLETE') this.#ledger.completed.add(entry.jobId)
      this.#holding.settle(entry)
      for (const grant of grantsOf(reply)) this.#run(grant)
      await this.#misbehave(entry, session)
    })
  }

  #heardOf(entry: Entry, status: string | null): void {
    if (status !== null) this.#ledger.told(entry.jobId, status as 'pending', undefined)
  }

  /** What a broken worker might send besides: none of it may change anything. */
  async #misbehave(entry: Entry, session: Session): Promise<void> {
    const { world } = this.life
    const { chances } = this.#server.options
    if (world.happens(chances.otherVerdict)) {
      const verb = entry.verb === 'JOB.COMPLETE' ? 'JOB.FAIL' : 'JOB.COMPLETE'
      world.fault('other verdict', `${entry.jobId}@${entry.token}`)
      await session.client.call(30_000, verb, entry.jobId, entry.token, makeReport(world, verb, null).report)
    }
    await this.#writeStale(session)
  }

  /** With the token of a lease that was lost, or of any that was granted ever. */
  async #writeStale(session: Session): Promise<void> {
    const { world } = this.life
    if (this.#holding.memory.length === 0 || !world.happens(this.#server.options.chances.staleWrite)) return
    const old = world.random.pick(
      world.random.next() < 0.8 && this.#holding.lost.length > 0 ? this.#holding.lost : this.#holding.memory,
    )
    if (this.#holding.find(old) !== undefined) return
    const token = Math.max(0, old.token - world.random.integer(0, 1))
    const verb = world.random.pick(['JOB.COMPLETE', 'JOB.FAIL', 'JOB.RELEASE', 'JOB.PROGRESS'] as const)
    world.fault('stale write', `${verb} ${old.jobId}@${token}`)
    const text =
      verb === 'JOB.RELEASE'
        ? []
        : verb === 'JOB.PROGRESS'
          ? ['{"task_number":1,"state":"started"}']
          : [makeReport(world, verb, null).report]
    await session.client.call(30_000, verb, old.jobId, token, ...text)
  }

  #progress(run: Run): void {
    const session = this.#session
    if (session === null || session.lost) return
    this.#begin(session, async () => {
      const note = '{"task_number":1,"state":"started"}'
      await session.client.call(30_000, 'JOB.PROGRESS', run.jobId, run.token, note)
    })
  }

  #cancel(jobId: string, token: number, session: Session): void {
    const run = this.#holding.find({ jobId, token })
    if (run !== undefined) this.#finish(run, 'JOB.FAIL', 'cancelled')
    else if (!this.#holding.isReported({ jobId, token })) {
      this.#holding.letGo.add(keyOf({ jobId, token }))
      this.#begin(session, async () => {
        await session.client.call(30_000, 'JOB.RELEASE', jobId, token)
      })
    }
  }

  /** The lease is lost: stop, forget; now and then the report goes out all the same. */
  #fence(jobId: string, token: number): void {
    const { world } = this.life
    const key = keyOf({ jobId, token })
    this.#holding.lose({ jobId, token })
    if (
      this.#holding.find({ jobId, token })?.running === true &&
      world.happens(this.#server.options.chances.lateReport)
    ) {
      world.fault('late report', key)
      this.life.after(world.random.integer(0, 60_000), () => {
        const session = this.#session
        if (session === null || session.lost) return
        const { report } = makeReport(world, 'JOB.COMPLETE', null)
        this.#begin(session, async () => {
          await session.client.call(30_000, 'JOB.COMPLETE', jobId, token, report)
        })
      })
    }
    this.#holding.settle({ jobId, token })
  }

  #stopAll(): void {
    for (const run of this.#holding.running) this.#fence(run.jobId, run.token)
  }

  #renewed(sentMs: number, leaseMs: number): void {
    this.#holding.renewed(this.life, sentMs, leaseMs, () => this.#stopAll())
  }

  async #drained(session: Session): Promise<void> {
    while (!this.#draining || this.#holding.size > 0 || this.#holding.outbox.length > 0) {
      await new Promise<void>((resolve) => this.#changed.push(resolve))
      if (session.lost) return
    }
    await session.client.call(5_000, 'WORKER.UNREGISTER', this.workerId).catch(() => undefined)
    session.client.close()
    session.lease.close()
    const { world } = this.life
    this.life.kill()
    world.after(world.random.integer(1_000, 30_000), () => {
      if (!this.retired) this.start()
    })
  }

  /** Does not come back. */
  retired = false

  #wake(): void {
    for (const resolve of this.#changed.splice(0)) resolve()
  }
}
