/**
 * Sends what is in the outbox: blobs first, then the report, then (where a slot is free) the question for the next
 * Job in the same round trip. An entry leaves the outbox when AGQ has accepted it, or says that it is not wanted
 * (fenced, unknown). What a lost connection swallowed is sent again, in order, in the next session.
 */
import { join } from 'node:path'
import { AgqError } from '@agenix/agx/client'
import type { Logger } from 'pino'
import { removeSpoolFile } from '../exec/attempt-files.ts'
import type { Alarm } from '../run/alarm.ts'
import { oneLine } from '../run/task-report.ts'
import { type Granted, readGrants } from './grants.ts'
import type { OutboxEntry, OutboxLog } from './outbox-log.ts'
import type { Session } from './session.ts'
import { uploadBlob } from './upload.ts'

export interface ShipperPorts {
  readonly outbox: OutboxLog
  /** Where the entries' files are. */
  readonly spool: string
  readonly alarm: Alarm
  readonly log: Logger
  leasing(): boolean
  /**
   * The entry is out of the outbox, accepted or not wanted; with what was granted in the same round trip, whose call
   * was sent at `askedAt` (monotonic).
   */
  settled(entry: OutboxEntry, grants: readonly Granted[], accepted: boolean, askedAt: number): void
}

const retryMs = 1_000
const passing: ReadonlySet<string> = new Set(['FULL', 'BUSY', 'PAUSED'])

export class Shipper {
  readonly #ports: ShipperPorts
  readonly #replaced = new Set<number>()
  #session: Session | null = null
  /** Uploads go one after the other: together they would only share the same line. */
  #uploads: Promise<void> = Promise.resolve()

  constructor(ports: ShipperPorts) {
    this.#ports = ports
  }

  /** A new session: everything that is still here goes first, oldest first. */
  begin(session: Session): void {
    this.#session = session
    for (const entry of this.#ports.outbox.entries) this.ship(entry)
  }

  /** Sends one entry, now or when the next session begins. Never rejects. */
  ship(entry: OutboxEntry): void {
    const session = this.#session
    if (session === null || session.lost.aborted || !this.#ports.outbox.isLive(entry)) return
    this.#send(entry, session).catch((error: unknown) => this.#afterError(entry, session, error))
  }

  /** Fenced: nobody wants it any more. */
  drop(jobId: string, token: number): void {
    for (const entry of this.#ports.outbox.entries) {
      if (entry.jobId === jobId && entry.token === token) this.#settle(entry, [], 'fenced')
    }
  }

  async #send(entry: OutboxEntry, session: Session): Promise<void> {
    if (entry.blobs.length > 0 && !this.#replaced.has(entry.seq)) await this.#upload(entry, session)
    const mayLease = entry.verb !== 'JOB.RELEASE' && this.#ports.leasing()
    const askedAt = performance.now()
    const args = [...(entry.report === null ? [] : [entry.report]), ...(mayLease ? ['NEXT'] : [])]
    const reply = await session.client.callBytes(entry.verb, entry.jobId, entry.token, ...args)
    this.#settle(entry, readGrants(reply), null, askedAt)
  }

  #upload(entry: OutboxEntry, session: Session): Promise<void> {
    const mine = this.#uploads.then(async () => {
      for (const blob of entry.blobs) {
        const { log, spool } = this.#ports
        const said = { job_id: entry.jobId, file: blob.file, bytes: blob.bytes }
        const begunAt = performance.now()
        log.info(said, 'uploading output')
        await uploadBlob(await session.bytes(), join(spool, blob.file), blob)
        log.info({ ...said, ms: Math.round(performance.now() - begunAt) }, 'uploaded output')
      }
    })
    this.#uploads = mine.catch(() => {})
    return mine
  }

  #afterError(entry: OutboxEntry, session: Session, error: unknown): void {
    const { log, alarm } = this.#ports
    if (session.lost.aborted || session.failIfUnreachable(error)) return
    const code = error instanceof AgqError ? error.code : null
    const text = error instanceof Error ? error.message : String(error)
    if (code !== null && passing.has(code)) {
      log.warn({ job_id: entry.jobId, code }, 'AGQ does not take a report now; trying again')
      alarm.after(retryMs, () => this.ship(entry))
      return
    }
    const unwanted = code === 'FENCED' || code === 'NOTFOUND'
    if (unwanted || entry.report === null || this.#replaced.has(entry.seq)) this.#settle(entry, [], text)
    else this.#replace(entry, text)
  }

  /** Never silence: a Job whose report cannot be delivered ends with the reason why. */
  #replace(entry: OutboxEntry, text: string): void {
    this.#replaced.add(entry.seq)
    this.#ports.log.error(
      { job_id: entry.jobId, error: text },
      'a report cannot be delivered; reporting that instead',
    )
    const error = oneLine(`the result could not be delivered: ${text}`)
    const report = { task_results: [], error, reason: 'worker', retryable: true }
    this.ship(this.#ports.outbox.replace(entry, 'JOB.FAIL', JSON.stringify(report)))
  }

  #settle(entry: OutboxEntry, grants: readonly Granted[], unwanted: string | null, askedAt = 0): void {
    const { outbox, log, spool, settled } = this.#ports
    if (unwanted !== null) {
      log.warn(
        { job_id: entry.jobId, token: entry.token, verb: entry.verb, why: unwanted },
        'a result is not wanted any more; dropped',
      )
    }
    outbox.done(entry)
    this.#replaced.delete(entry.seq)
    settled(entry, grants, unwanted === null, askedAt)
    for (const { file } of entry.blobs) removeSpoolFile(join(spool, file))
  }
}
