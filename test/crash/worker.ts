/**
 * A worker that runs nothing: it leases many Jobs at a time, reports what their drawing says, and keeps what it holds
 * through AGQ's lives, as a real one does. A report without a reply is sent again after the reconnect. Now and then the
 * worker dies: another process takes its id and knows nothing of what it held.
 */
import { randomUUID } from 'node:crypto'
import { type Grant, grantsOf, type Random, registration } from '../harness/index.ts'
import type { Beacon, Life } from './beacon.ts'
import { outputOf, sha256Of } from './drawn-job.ts'
import type { Ledger } from './ledger.ts'
import { reportOf } from './reports.ts'
import { Gone, openWire, type Wire, wordsOf } from './wire.ts'

/** Long enough that no stall of the machine loses a lease: who loses one here was robbed. */
const HEARTBEAT_SECS = 30
const BLOCK_MS = 100

interface Held {
  readonly jobId: string
  readonly token: number
  readonly attempt: number
  /** The report is on its way: whether it arrived is not known until the reply. */
  reported: boolean
}

export interface WorkerOptions {
  readonly beacon: Beacon
  readonly ledger: Ledger
  readonly number: number
  readonly random: Random
  /** How likely it dies with each life of AGQ. */
  readonly dies: number
}

export async function workThroughLives(options: WorkerOptions): Promise<void> {
  const worker = new LightWorker(options)
  let seen = 0
  for (;;) {
    const life = await options.beacon.next(seen)
    if (life === null) return
    seen = life.number
    try {
      await worker.live(life)
    } catch (error) {
      if (!(error instanceof Gone)) throw error
    }
  }
}

class LightWorker {
  readonly #beacon: Beacon
  readonly #ledger: Ledger
  readonly #number: number
  readonly #random: Random
  readonly #dies: number
  readonly #held = new Map<number, Held>()
  #instance = randomUUID()

  constructor({ beacon, ledger, number, random, dies }: WorkerOptions) {
    this.#beacon = beacon
    this.#ledger = ledger
    this.#number = number
    this.#random = random
    this.#dies = dies
  }

  get #id(): string {
    return `worker-${this.#number}`
  }

  async live(life: Life): Promise<void> {
    if (life.number > 1 && this.#random.next() < this.#dies) this.#die()
    const wire = await openWire(life)
    try {
      await this.#register(wire)
      const again = [...this.#held].filter(([, held]) => held.reported)
      this.#ledger.counts.reportedAgain += again.length
      await Promise.all([...this.#held].map(([index, held]) => this.#finish(wire, index, held, null)))
      while (!this.#beacon.over) await this.#round(wire)
    } finally {
      wire.close()
    }
  }

  #die(): void {
    for (const index of this.#held.keys()) this.#ledger.died(index)
    this.#held.clear()
    this.#instance = randomUUID()
    this.#ledger.counts.workerDeaths += 1
  }

  async #register(wire: Wire): Promise<void> {
    const held = [...this.#held.values()].map(({ jobId, token }) => ({ job_id: jobId, token }))
    const words = wordsOf(
      await wire.call(
        'WORKER.REGISTER',
        JSON.stringify(
          registration(this.#id, ['true'], {
            instance: this.#instance,
            heartbeat_interval_secs: HEARTBEAT_SECS,
            max_concurrent_jobs: 1_000,
            held,
          }),
        ),
      ),
    )
    if (!words?.startsWith('OK ')) throw new Error(`WORKER.REGISTER was answered ${words}`)
    // What it still runs is its own, unless it has ended by a report whose reply was lost.
    const fenced = /fenced=(\S+)/.exec(words)?.[1]?.split(',') ?? []
    for (const { jobId, reported } of this.#held.values()) {
      if (!reported && fenced.includes(jobId)) this.#ledger.wrong(`${jobId} was taken from its holder`)
    }
  }

  /** Leases, reports all of it, and takes what comes with a report (`NEXT`) into the next round. */
  async #round(wire: Wire): Promise<void> {
    const count = this.#random.integer(1, 96)
    const [, grants] = await Promise.all([
      wire.call('WORKER.HEARTBEAT', this.#id),
      wire.call('JOB.LEASE', this.#id, 'COUNT', count, 'BLOCK', BLOCK_MS).then(grantsOf),
    ])
    let todo = this.#take(grants)
    while (todo.length > 0) {
      const next: Grant[] = []
      const withNext = this.#random.next() < 0.2
      const reports = todo.map(([index, held, grant]) =>
        this.#finish(wire, index, held, grant, withNext ? next : undefined),
      )
      await Promise.all(reports)
      todo = this.#take(next)
    }
  }

  #take(grants: readonly Grant[]): [number, Held, Grant][] {
    const taken: [number, Held, Grant][] = []
    for (const grant of grants) {
      const index = this.#ledger.granted(grant.jobId, Number(grant.token), this.#number)
      if (index === null) continue
      const { jobId, attempt } = grant
      const held: Held = { jobId, token: Number(grant.token), attempt, reported: false }
      this.#held.set(index, held)
      taken.push([index, held, grant])
    }
    return taken
  }

  async #finish(wire: Wire, index: number, held: Held, grant: Grant | null, next?: Grant[]): Promise<void> {
    const job = this.#ledger.job(index)
    if (grant !== null) await this.#checkInput(wire, grant, job.input)
    if (job.fate === 'release' && held.token === 1 && !held.reported) return this.#release(wire, index, held)
    const output = outputOf(job, held.token)
    if (job.largeOutput) await this.#upload(wire, output)
    const fails = job.fate === 'fail' || (job.fate === 'retry' && held.attempt === 1)
    const again = held.reported
    held.reported = true
    // It may be on its next attempt, with somebody else, before this reply is read.
    if (fails && job.fate === 'retry') this.#ledger.letGo(index)
    const verb = fails ? 'JOB.FAIL' : 'JOB.COMPLETE'
    const wantsNext = next !== undefined && !fails
    const reply = await wire.call(
      verb,
      held.jobId,
      held.token,
      reportOf(job, output, fails),
      ...(wantsNext ? ['NEXT'] : []),
    )
    if (wantsNext && (reply.kind === 'array' || reply.kind === 'nil')) {
      this.#over(index, held, true)
      next.push(...grantsOf(reply))
      return
    }
    const words = wordsOf(reply)
    const status = /^OK status=(\w+)$/.exec(words ?? '')?.[1]
    if (status === 'completed' || (fails && (status === 'failed' || status === 'dead')))
      this.#over(index, held, true)
    else if (
      fails &&
      job.fate === 'retry' &&
      (status !== undefined || (again && words?.startsWith('-FENCED')))
    )
      // Attempts are left. Where the first reply was lost, the next attempt may have begun, or be over.
      this.#held.delete(index)
    else {
      this.#ledger.wrong(`${verb} of ${held.jobId} under token ${held.token} was answered ${words}`)
      this.#over(index, held, false)
    }
  }

  #over(index: number, held: Held, ended: boolean): void {
    this.#held.delete(index)
    if (ended) this.#ledger.ended(index, held.token)
    else this.#ledger.letGo(index)
  }

  async #release(wire: Wire, index: number, held: Held): Promise<void> {
    // From here on it is nobody's; should this be lost, the next registration does not name it, and AGQ takes it back.
    this.#over(index, held, false)
    const words = wordsOf(await wire.call('JOB.RELEASE', held.jobId, held.token))
    if (words !== 'OK status=pending')
      this.#ledger.wrong(`JOB.RELEASE of ${held.jobId} was answered ${words}`)
  }

  async #upload(wire: Wire, bytes: Buffer): Promise<void> {
    const words = wordsOf(await wire.call('BLOB.PUT', bytes))
    if (!words?.startsWith('OK ')) this.#ledger.wrong(`BLOB.PUT was answered ${words}`)
  }

  async #checkInput(wire: Wire, grant: Grant, wanted: Buffer | null): Promise<void> {
    if (grant.inputRef === null) {
      if (!(grant.input ?? Buffer.alloc(0)).equals(wanted ?? Buffer.alloc(0)))
        this.#ledger.wrong(`${grant.jobId} was granted with another input`)
      return
    }
    const reply = await wire.call('BLOB.GET', grant.inputRef)
    // Between the loss of the disk and the end of AGQ: nothing was promised.
    if (reply.kind === 'error' && /^ERR the disk of AGQ failed/.test(reply.text)) throw new Gone(reply.text)
    if (reply.kind !== 'bulk' || wanted === null || sha256Of(reply.value) !== sha256Of(wanted))
      this.#ledger.wrong(`the input of ${grant.jobId} is not what was submitted`)
  }
}
