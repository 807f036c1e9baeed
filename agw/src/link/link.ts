/**
 * The link to AGQ: keeps one session alive, builds the next when it breaks, and carries everything between the Jobs
 * here and the record there. Order of a session's life: connect, register (saying what is held), first heartbeat,
 * ship the outbox, lease. It decides nothing about Jobs; it tells them what AGQ said.
 */
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { type AgqClient, AgqError, type ConnectOptions, readOk } from '@agenix/agx/client'
import { type LeaseRef, limits, type WorkerRegistration } from '@agenix/specs'
import type { Logger } from 'pino'
import type { Alarm } from '../run/alarm.ts'
import type { Jobs, Lease } from '../run/jobs.ts'
import { Absence } from './absence.ts'
import type { DiskRoom } from './disk-room.ts'
import type { Granted } from './grants.ts'
import { Heartbeat, type HeartbeatReply } from './heartbeat.ts'
import type { LeaseGuard } from './lease-guard.ts'
import { leaseJobs } from './lease-loop.ts'
import type { OutboxLog } from './outbox-log.ts'
import { Session } from './session.ts'
import type { Shipper } from './shipper.ts'

export interface LinkPorts {
  readonly connection: ConnectOptions
  /** Everything but `held`, which changes. */
  readonly registration: WorkerRegistration
  /** Ids of the keys whose Jobs this worker runs, now; undefined: any Job. */
  trusted(): readonly string[] | undefined
  readonly jobs: Jobs
  readonly outbox: OutboxLog
  readonly shipper: Shipper
  readonly guard: LeaseGuard
  readonly alarm: Alarm
  readonly disk: DiskRoom
  readonly log: Logger
  /** How long tasks go on while connections to AGQ are refused. */
  readonly outageLimitMs: number
  leasing(): boolean
  /** In answer to a call sent at `askedAt` (monotonic). */
  granted(grants: readonly Granted[], askedAt: number): void
  /** The first session stands. */
  ready(): void
  /** AGQ wants this worker to finish and take nothing new. */
  drain(): void
  /** Going on makes no sense: the id was taken, or AGQ never let this worker in. */
  fatal(error: Error, exitCode: number): void
  /** A living process has this worker's id, and had it for longer than a dead one would; nothing was ever run here. */
  idTaken(error: AgqError): void
}

const backoffBaseMs = 100
const backoffMostMs = 2_000
const outageEveryMs = 30_000
/** A predecessor whose end AGQ has not seen keeps the id until its lease is over: so many leases of our own are enough. */
const takenLeases = 1.5
const refusedForGood: ReadonlySet<string> = new Set(['NOAUTH', 'WRONGPASS', 'NOPERM', 'ERR'])

export class Link {
  readonly #ports: LinkPorts
  readonly #heartbeat: Heartbeat
  readonly #closing = new AbortController()
  #session: Session | null = null
  #waiting: (() => void)[] = []
  #wasReady = false
  readonly #absence: Absence
  #leaseMs: number = limits.leaseMs
  /** Monotonic time of the last line about the outage that lasts; null: there is none. */
  #outageSaidAt: number | null = null
  /** AGQ's word that a living process has this worker's id. */
  #idTaken: AgqError | null = null
  #takenSince: number | null = null

  constructor(ports: LinkPorts) {
    this.#ports = ports
    const { alarm, registration } = ports
    this.#absence = new Absence(ports.outageLimitMs)
    this.#heartbeat = new Heartbeat({
      workerId: registration.worker_id,
      alarm,
      stats: () => this.#stats(),
      answered: (sentAt, reply) => this.#answered(sentAt, reply),
      superseded: (text) => this.#supersede(new Error(text)),
    })
  }

  /** The living session, or null during an outage. */
  get session(): Session | null {
    return this.#session
  }

  /** A heartbeat now: somebody hinted that AGQ has news. */
  beatNow(): void {
    this.#heartbeat.beatNow()
  }

  /** What the registration says is not true any more: the next session, which begins at once, says it anew. */
  registerAnew(why: string): void {
    this.#session?.fail(new Error(`registering anew: ${why}`))
  }

  /** The living session, or the next one. Rejects when the signal fires first. */
  async nextSession(signal: AbortSignal): Promise<Session> {
    for (;;) {
      signal.throwIfAborted()
      if (this.#session !== null && !this.#session.lost.aborted) return this.#session
      const stands = Promise.withResolvers<void>()
      this.#waiting.push(stands.resolve)
      signal.addEventListener('abort', () => stands.resolve())
      await stands.promise
    }
  }

  /** Keeps a session until `close`. Never rejects. */
  async run(): Promise<void> {
    const closing = this.#closing.signal
    for (let failures = 0; !closing.aborted; ) {
      const triedAt = performance.now()
      let hasStood = false
      try {
        await this.#live(() => {
          failures = 0
          hasStood = true
          this.#absence.stood()
        })
      } catch (error) {
        if (closing.aborted) return
        if (hasStood) this.#absence.sessionEnded(error)
        else if (this.#absence.isProvenBy(error)) this.#standStill(triedAt)
        if (this.#idTaken !== null && !this.#mayComeFree(this.#idTaken)) return
        if (this.#isFinal(error)) return this.#ports.fatal(error, error.exitCode)
        this.#noteOutage(error)
      }
      // Often enough that a refusal is heard before a lease would end.
      const mostMs = Math.min(backoffMostMs, this.#leaseMs / 4)
      const full = Math.min(mostMs, backoffBaseMs * 2 ** Math.min(failures++, 10))
      await delay(full / 2 + (Math.random() * full) / 2, undefined, { signal: closing }).catch(() => {})
    }
  }

  /** No further Jobs, please: what is given back from now on is not given to this worker's open lease call. */
  stopLeasing(): void {
    const call = this.#session?.client.call('WORKER.DRAIN', this.#ports.registration.worker_id)
    call?.catch((error: unknown) =>
      this.#ports.log.debug({ error: String(error) }, 'could not say that it drains'),
    )
  }

  /** Says goodbye, so that AGQ need not find out, and ends the link. */
  async close(unregister: boolean, withinMs: number): Promise<void> {
    const session = this.#session
    this.#closing.abort()
    if (session !== null && unregister && !session.lost.aborted) {
      const call = session.client.call('WORKER.UNREGISTER', this.#ports.registration.worker_id)
      await session.within(withinMs, call).catch((error: unknown) => {
        this.#ports.log.warn({ error: String(error) }, 'could not unregister; AGQ will notice by itself')
      })
    }
    await session?.close()
  }

  /** One session, from connecting to its end. */
  async #live(stands: () => void): Promise<void> {
    const { connection, registration, shipper, jobs, log } = this.#ports
    let leaseMs = 0
    const channel = `worker:${registration.worker_id}`
    const enter = async (client: AgqClient): Promise<void> => {
      leaseMs = await this.#register(client)
    }
    const session = await Session.open(connection, channel, () => this.beatNow(), enter)
    const ended = new Promise<void>((resolve) => session.lost.addEventListener('abort', () => resolve()))
    try {
      await this.#heartbeat.begin(session, leaseMs)
      stands()
      this.#noteBack()
      this.#session = session
      for (const resolve of this.#waiting.splice(0)) resolve()
      if (!this.#wasReady) this.#ports.ready()
      this.#wasReady = true
      shipper.begin(session)
      const { worker_id: workerId } = registration
      const { leasing: mayLease, granted, disk } = this.#ports
      const hasRoom = (): boolean => !disk.isLow
      const leasing = leaseJobs(session, {
        workerId,
        jobs,
        log,
        leaseMs,
        leasing: mayLease,
        hasRoom,
        granted,
      })
      await ended
      this.#session = null
      // Its lines must be closed before the blocked call on one of them can be waited for.
      await session.close()
      await leasing
      throw session.lost.reason
    } finally {
      this.#session = null
      if (!this.#closing.signal.aborted) await session.close()
    }
  }

  async #register(client: AgqClient): Promise<number> {
    const { registration, guard, jobs } = this.#ports
    const held = this.#held()
    const sentAt = performance.now()
    const trust = this.#ports.trusted()
    const capabilities = { ...registration.capabilities, ...(trust === undefined ? {} : { trust }) }
    const call = client.call('WORKER.REGISTER', JSON.stringify({ ...registration, capabilities, held }))
    const reply = readOk(
      await call.catch((error: unknown) => {
        if (error instanceof AgqError && error.code === 'BUSY') this.#idTaken = error
        throw error
      }),
    )
    const leaseMs = Number(reply.lease_ms)
    this.#leaseMs = leaseMs
    this.#ports.log.debug({ ...reply, held: held.length }, 'registered')
    for (const jobId of (reply.fenced ?? '').split(',')) {
      for (const lease of held.filter((one) => one.job_id === jobId)) this.#fence(lease)
    }
    // With nothing running there is nothing older to protect. Otherwise only a heartbeat counts as a renewal.
    if (jobs.used === 0) guard.renewed(sentAt, leaseMs)
    return leaseMs
  }

  #answered(sentAt: number, reply: HeartbeatReply): void {
    const { guard, jobs, outbox } = this.#ports
    guard.renewed(sentAt, reply.lease_ms)
    this.#leaseMs = reply.lease_ms
    for (const lease of reply.fenced) this.#fence(lease)
    for (const lease of reply.cancel) {
      const job: Lease = { jobId: lease.job_id, token: lease.token }
      const unknown =
        !jobs.has(job) && !outbox.entries.some((one) => one.jobId === job.jobId && one.token === job.token)
      if (unknown) this.#handBack(job)
      else jobs.stop(job, 'cancel')
    }
    if (reply.drain) this.#ports.drain()
  }

  /** A grant that has not reached this worker and was cancelled since: AGQ waits for somebody to let go of it. */
  #handBack({ jobId, token }: Lease): void {
    this.#ports.jobs.letGo({ jobId, token })
    const call = this.#session?.client.call('JOB.RELEASE', jobId, token)
    call?.catch((error: unknown) =>
      this.#ports.log.debug({ job_id: jobId, error: String(error) }, 'release refused'),
    )
  }

  #fence({ job_id: jobId, token }: LeaseRef): void {
    this.#ports.log.warn(
      { job_id: jobId, token },
      'the lease is lost: stopping this Job, its result is not wanted',
    )
    this.#ports.jobs.stop({ jobId, token }, 'fence')
    this.#ports.shipper.drop(jobId, token)
  }

  /** Waits for a dead predecessor's id, at the start. False: it is a living one's. */
  #mayComeFree(error: AgqError): boolean {
    this.#idTaken = null
    if (this.#wasReady) {
      this.#supersede(error)
      return false
    }
    const { registration, idTaken } = this.#ports
    const intervalMs =
      (registration.heartbeat_interval_secs ?? 0) * 1000 || limits.heartbeatIntervalMs.default
    const patienceMs = intervalMs * limits.leaseHeartbeats * takenLeases + backoffMostMs
    this.#takenSince ??= performance.now()
    if (performance.now() - this.#takenSince < patienceMs) return true
    idTaken(error)
    return false
  }

  /** Another process has this worker's id: what runs here is that one's or nobody's by now. */
  #supersede(error: Error): void {
    this.#ports.jobs.stopAll('fence')
    this.#ports.fatal(error, 1)
  }

  /** Nobody was there at that moment who could give Jobs to others. */
  #standStill(triedAt: number): void {
    const { guard, jobs, log, outageLimitMs } = this.#ports
    if (jobs.used === 0 || guard.isOver) return
    guard.renewed(triedAt, this.#leaseMs)
    if (!this.#absence.tellOnce()) return
    log.warn(
      { running: jobs.used, at_most_secs: outageLimitMs / 1000 },
      'AGQ has ended and connections are refused: what runs goes on, for nobody can give it to another',
    )
  }

  /** The first line of an outage, then one now and again: a log that repeats itself is not read. */
  #noteOutage(error: unknown): void {
    const now = performance.now()
    if (this.#outageSaidAt !== null && now - this.#outageSaidAt < outageEveryMs) return
    this.#outageSaidAt = now
    const text = error instanceof Error ? error.message : String(error)
    this.#ports.log.warn({ error: text }, 'no link to AGQ; trying again until it is back')
  }

  #noteBack(): void {
    if (this.#outageSaidAt !== null) this.#ports.log.warn('the link to AGQ is back')
    this.#outageSaidAt = null
  }

  /** What runs here, and what has ended and is not yet accepted. */
  #held(): readonly LeaseRef[] {
    const leases = new Map<string, LeaseRef>()
    for (const { jobId, token } of [...this.#ports.jobs.leases(), ...this.#ports.outbox.entries]) {
      leases.set(`${jobId}@${token}`, { job_id: jobId, token })
    }
    return [...leases.values()]
  }

  #stats() {
    const { jobs, registration, disk } = this.#ports
    disk.look()
    return {
      instance: registration.instance,
      slots_total: jobs.total,
      slots_used: jobs.running,
      load: loadavg()[0] ?? 0,
      disk_free_bytes: disk.freeBytes,
      disk_low: disk.isLow,
      held: this.#held(),
    }
  }

  /** A refusal that trying again cannot change, before this worker ever stood in a session. */
  #isFinal(error: unknown): error is AgqError {
    return !this.#wasReady && error instanceof AgqError && refusedForGood.has(error.code)
  }
}
