/**
 * The worker's life: serving → draining → stopping → ended. Draining takes nothing new and finishes what runs;
 * stopping kills what runs and gives it back. Both ship what is done, say goodbye, and end. Never backwards.
 */
import type { Logger } from 'pino'
import type { DiskRoom } from './link/disk-room.ts'
import type { Granted } from './link/grants.ts'
import { fetchInput } from './link/input.ts'
import type { LeaseGuard } from './link/lease-guard.ts'
import type { Link } from './link/link.ts'
import { LiveOutput } from './link/live-output.ts'
import { keepFiles, type OutboxLog, type Verb } from './link/outbox-log.ts'
import type { Shipper } from './link/shipper.ts'
import type { Judgement, Sealed, SignedJobs } from './policy/signed-jobs.ts'
import type { Grant, Outcome } from './run/grant.ts'
import { JobRun } from './run/job-run.ts'
import type { Jobs, Lease } from './run/jobs.ts'
import type { Outlet, Surroundings } from './run/surroundings.ts'
import { oneLine } from './run/task-report.ts'

export interface WorkerPorts {
  readonly jobs: Jobs
  readonly outbox: OutboxLog
  readonly shipper: Shipper
  readonly link: Link
  readonly guard: LeaseGuard
  readonly disk: DiskRoom
  readonly around: Surroundings
  readonly log: Logger
  /** What may run at all; null: any Job, signed or not. */
  readonly signedJobs: SignedJobs | null
}

type Phase = 'serving' | 'draining' | 'stopping'

// Long enough for a server that is busy, short enough for a person who pressed Ctrl-C.
const shipWithinMs = 3_000
const goodbyeWithinMs = 2_000

export class Worker {
  readonly #ports: WorkerPorts
  readonly #ended = Promise.withResolvers<number>()
  #phase: Phase = 'serving'
  #exitCode = 0

  constructor(ports: WorkerPorts) {
    this.#ports = ports
  }

  /** Resolves with the exit code when everything is told and closed. */
  get ended(): Promise<number> {
    return this.#ended.promise
  }

  /** Jobs that take a slot here. */
  get running(): number {
    return this.#ports.jobs.used
  }

  /** The spool files that the next agw with this directory needs. */
  get unsentFiles(): ReadonlySet<string> {
    return this.#ports.outbox.files
  }

  get leasing(): boolean {
    return this.#phase === 'serving'
  }

  /** Takes nothing new; ends when what runs has ended and is accepted. After `withinMs` (null: never) it stops instead. */
  drain(withinMs: number | null, exitCode = 0): void {
    this.#exitCode ||= exitCode
    if (this.#phase !== 'serving') return
    this.#phase = 'draining'
    const { jobs, outbox, link, around, log } = this.#ports
    link.stopLeasing()
    jobs.giveBackWaiting()
    log.info({ running: jobs.used }, 'draining: finishing what runs')
    const due = withinMs === null ? null : around.alarm.after(withinMs, () => this.stop())
    jobs.changed()
    const done = () => this.#phase !== 'draining' || (jobs.used === 0 && outbox.isEmpty)
    void jobs.until(done).then(() => {
      due?.cancel()
      if (this.#phase === 'draining') void this.#end()
    })
  }

  /** Kills what runs, gives it back to AGQ, and ends. */
  stop(exitCode = 0): void {
    this.#exitCode ||= exitCode
    if (this.#phase === 'stopping') return
    if (this.#phase === 'serving') this.#ports.link.stopLeasing()
    this.#phase = 'stopping'
    const { jobs, outbox, link, around, log } = this.#ports
    log.info({ running: jobs.used }, 'stopping: killing what runs and giving it back')
    jobs.stopAll('release')
    jobs.changed()
    void jobs
      .until(() => jobs.allStored)
      .then(async () => {
        const late = new AbortController()
        const due = around.alarm.after(shipWithinMs, () => late.abort())
        if (link.session !== null) await jobs.until(() => outbox.isEmpty, late.signal)
        due.cancel()
        await this.#end()
      })
  }

  /**
   * What AGQ gave in answer to a call sent at `askedAt` (monotonic). A grant that comes too late, or
   * finds no room, goes straight back; one
   * that was let go before it came is nobody's.
   */
  take(grants: readonly Granted[], askedAt: number): void {
    const { guard, disk } = this.#ports
    const mayStart = this.leasing && guard.covers(askedAt) && !disk.isLow
    const wanted: Sealed[] = []
    for (const granted of grants) {
      if (granted.kind === 'unreadable') this.#reportUnreadable(granted)
      else if (this.#ports.jobs.wasLetGo(granted.grant)) continue
      else if (!mayStart) this.#giveBack(granted.grant)
      else wanted.push(granted)
    }
    const judgements = this.#ports.signedJobs?.judge(wanted)
    for (const [index, { grant }] of wanted.entries()) {
      const judgement = judgements?.[index] ?? { kind: 'run' }
      if (judgement.kind === 'run') this.#start(grant)
      else if (judgement.kind === 'not mine') this.#giveBack(grant)
      else this.#refuse(grant, judgement)
    }
  }

  #giveBack(grant: Grant): void {
    void this.#store(grant, { verdict: 'release', report: null, blobs: [] })
  }

  #refuse({ jobId, token }: Grant, { kind, text }: Extract<Judgement, { readonly text: string }>): void {
    this.#ports.log.warn({ job_id: jobId, token, why: text }, 'a Job is not run')
    const why = kind === 'refused' ? { reason: 'policy' as const } : { reason: 'worker' as const }
    const report = { task_results: [], error: oneLine(text), ...why, retryable: kind === 'trouble' }
    void this.#store({ jobId, token }, { verdict: 'fail', report, blobs: [] })
  }

  #start(grant: Grant): void {
    const { jobs, around, link, log } = this.#ports
    const { jobId, token, attempt } = grant
    log.debug({ job_id: jobId, token, attempt }, 'starting a Job')
    const live = new LiveOutput({
      jobId,
      token,
      session: () => link.session,
      suspectFenced: () => link.beatNow(),
    })
    const outlet: Outlet = {
      progress: (task, state) => live.progress(task, state),
      output: (task, stream, path, size, file) => live.output(task, stream, path, size, file),
      fetchInput: (sha256, path, signal) =>
        fetchInput(sha256, path, (until) => link.nextSession(until), signal),
      ended: () => jobs.ended(grant),
      finish: (outcome) => this.#store(grant, outcome),
    }
    jobs.start(new JobRun(grant, around, outlet))
  }

  /** Makes an outcome safe and sends it on its way. Resolves when it is safe. Never rejects. */
  async #store(lease: Lease, { verdict, report, blobs }: Outcome): Promise<void> {
    const { outbox, shipper, jobs, around, log } = this.#ports
    const { jobId, token } = lease
    const changed = (): void => void setImmediate(() => jobs.changed())
    if (verdict === 'drop') {
      jobs.settle(lease)
      changed()
      return
    }
    log.debug({ job_id: jobId, token, verdict }, 'a Job has ended')
    try {
      if (blobs.length > 0) await keepFiles(around.roots.spool, blobs)
    } catch (error) {
      log.error({ job_id: jobId, error: String(error) }, 'the output of a Job may not survive a power cut')
    }
    const content = {
      verb: verbs[verdict],
      jobId,
      token,
      report: report === null ? null : JSON.stringify(report),
      blobs,
    }
    const entry = await outbox.put(content)
    shipper.ship(entry)
    changed()
  }

  #reportUnreadable({ jobId, token, text }: Extract<Granted, { kind: 'unreadable' }>): void {
    const error = `this worker cannot read the Job: ${text}`
    const report = { task_results: [], error, reason: 'worker' as const, retryable: true }
    void this.#store({ jobId, token }, { verdict: 'fail', report, blobs: [] })
  }

  async #end(): Promise<void> {
    const { outbox, link, around, log } = this.#ports
    const waiting = outbox.entries.length
    if (waiting > 0)
      log.warn({ results: waiting }, 'results wait in the outbox; the next agw with this --data ships them')
    // What is still in the outbox is still held: unregistering would give those Jobs to others.
    await link.close(waiting === 0, goodbyeWithinMs)
    around.alarm.clear()
    outbox.close()
    this.#ended.resolve(this.#exitCode)
  }
}

const verbs: Readonly<Record<Exclude<Outcome['verdict'], 'drop'>, Verb>> = {
  complete: 'JOB.COMPLETE',
  fail: 'JOB.FAIL',
  release: 'JOB.RELEASE',
}
