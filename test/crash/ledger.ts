/**
 * The clients' own record of one leg: what each was told, by number of the Job, in a few bytes a Job. It is the judge:
 * whatever contradicts it is written down as a wrong at once. It never asks the server.
 *
 * Held here: tokens strictly grow; nothing that has ended is granted again; nobody is granted what another holds; no
 * Job ends under two tokens; what was never sent is never granted. What AGQ itself says is compared in audit.ts.
 */
import { type Draw, type DrawnJob, drawJob, indexOf } from './drawn-job.ts'

const UNSENT = 0
const SENT = 1
const ACKNOWLEDGED = 2

/** Nobody: what is held by no worker, or by one that the ledger knows to be dead. */
const NOBODY = 255
/** More would only say the same again. */
const WRONGS_KEPT = 50

export interface Counts {
  acknowledged: number
  ended: number
  grants: number
  /** Granted to a second worker or in a second attempt. */
  grantedAgain: number
  /** Acknowledged once more, when the same was sent again. */
  repeated: number
  /** Reports that were sent again because their reply was lost. */
  reportedAgain: number
  workerDeaths: number
}

export class Ledger {
  readonly draw: Draw
  readonly counts: Counts = {
    acknowledged: 0,
    ended: 0,
    grants: 0,
    grantedAgain: 0,
    repeated: 0,
    reportedAgain: 0,
    workerDeaths: 0,
  }
  readonly wrongs: string[] = []
  readonly size: number
  readonly #submitted: Uint8Array
  readonly #token: Uint32Array
  readonly #holder: Uint8Array
  readonly #endedToken: Uint32Array
  readonly #deaths: Uint8Array
  readonly #steps = new Set<() => void>()

  constructor(draw: Draw, size: number) {
    this.draw = draw
    this.size = size
    this.#submitted = new Uint8Array(size)
    this.#token = new Uint32Array(size)
    this.#holder = new Uint8Array(size).fill(NOBODY)
    this.#endedToken = new Uint32Array(size)
    this.#deaths = new Uint8Array(size)
  }

  job(index: number): DrawnJob {
    return drawJob(this.draw, index)
  }

  /** Acknowledged submits and acknowledged ends: how far the leg has come. */
  get steps(): number {
    return this.counts.acknowledged + this.counts.ended
  }

  onStep(listener: () => void): () => void {
    this.#steps.add(listener)
    return () => this.#steps.delete(listener)
  }

  wrong(text: string): void {
    if (this.wrongs.length < WRONGS_KEPT) this.wrongs.push(text)
  }

  sent(index: number): void {
    if (this.#submitted[index] === UNSENT) this.#submitted[index] = SENT
  }

  acknowledged(index: number): void {
    if (this.#submitted[index] === ACKNOWLEDGED) {
      this.counts.repeated += 1
      return
    }
    this.#submitted[index] = ACKNOWLEDGED
    this.counts.acknowledged += 1
    this.#step()
  }

  wasSent(index: number): boolean {
    return this.#submitted[index] !== UNSENT
  }

  wasAcknowledged(index: number): boolean {
    return this.#submitted[index] === ACKNOWLEDGED
  }

  /** The Job's number, or null for a grant that cannot be worked on. */
  granted(jobId: string, token: number, worker: number): number | null {
    const index = indexOf(this.draw.name, jobId)
    if (index < 0 || index >= this.size || this.#submitted[index] === UNSENT) {
      this.wrong(`${jobId} was granted, and nobody ever sent it`)
      return null
    }
    const before = this.#token[index] ?? 0
    const ended = this.#endedToken[index] ?? 0
    const holder = this.#holder[index] ?? NOBODY
    if (ended !== 0) this.wrong(`${jobId} ended under token ${ended} and was granted again under ${token}`)
    if (token <= before) this.wrong(`${jobId} was granted under token ${token} after ${before}`)
    if (holder !== NOBODY) this.wrong(`${jobId} was granted to worker ${worker} while ${holder} holds it`)
    this.counts.grants += 1
    if (before !== 0) this.counts.grantedAgain += 1
    this.#token[index] = token
    this.#holder[index] = worker
    return index
  }

  /** The worker's report was accepted, and the Job is over. */
  ended(index: number, token: number): void {
    const before = this.#endedToken[index] ?? 0
    if (before !== 0 && before !== token) {
      this.wrong(`${this.job(index).jobId} ended under token ${before} and again under ${token}`)
    }
    if (before !== 0) return
    this.#endedToken[index] = token
    this.#holder[index] = NOBODY
    this.counts.ended += 1
    this.#step()
  }

  /** The worker has let go of it: given back, or failed with attempts left. */
  letGo(index: number): void {
    this.#holder[index] = NOBODY
  }

  /** A worker died with this Job in its hands. */
  died(index: number): void {
    this.#holder[index] = NOBODY
    this.#deaths[index] = (this.#deaths[index] ?? 0) + 1
  }

  deathsOf(index: number): number {
    return this.#deaths[index] ?? 0
  }

  lastToken(index: number): number {
    return this.#token[index] ?? 0
  }

  /** 0 where no end was acknowledged. */
  endedToken(index: number): number {
    return this.#endedToken[index] ?? 0
  }

  #step(): void {
    for (const listener of this.#steps) listener()
  }
}
