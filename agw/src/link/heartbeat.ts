/**
 * The worker's sign of life: one due at a time, sent by the monotonic clock, or at once after a nudge. The reply names
 * Jobs to cancel and Jobs that are another's by now. A beat that is not answered in time ends the session.
 */
import { AgqError } from '@agenix/agx/client'
import type { HeartbeatStats, LeaseRef } from '@agenix/specs'
import type { Alarm, Due } from '../run/alarm.ts'
import type { Session } from './session.ts'

/** What AGQ answers to a heartbeat. */
export interface HeartbeatReply {
  readonly cancel: readonly (LeaseRef & { readonly reason?: string })[]
  readonly fenced: readonly LeaseRef[]
  readonly drain: boolean
  /** Seconds. */
  readonly heartbeat_interval: number
  readonly lease_ms: number
}

export interface HeartbeatPorts {
  readonly workerId: string
  readonly alarm: Alarm
  stats(): HeartbeatStats
  /** Sent at `sentAt` (monotonic), and answered. */
  answered(sentAt: number, reply: HeartbeatReply): void
  /** Another process took this worker's id: this one must end. */
  superseded(text: string): void
}

const shortestWaitMs = 250

export class Heartbeat {
  readonly #ports: HeartbeatPorts
  #session: Session | null = null
  #due: Due | null = null
  #leaseMs = 0
  #underway = false
  #again = false

  constructor(ports: HeartbeatPorts) {
    this.#ports = ports
  }

  /** Beats once in this session, and from then on by itself until the session is over. */
  async begin(session: Session, leaseMs: number): Promise<void> {
    this.#session = session
    this.#leaseMs = leaseMs
    session.lost.addEventListener('abort', () => this.#end(session))
    await this.#beat(session)
  }

  /** Beats at once; if a beat is underway, once more after it. */
  beatNow(): void {
    if (this.#underway) this.#again = true
    else if (this.#session !== null) this.#schedule(this.#session, 0)
  }

  #end(session: Session): void {
    if (this.#session !== session) return
    this.#session = null
    this.#due?.cancel()
  }

  #schedule(session: Session, afterMs: number): void {
    this.#due?.cancel()
    this.#due = this.#ports.alarm.after(afterMs, () => {
      this.#beat(session).catch((error: unknown) => session.fail(error))
    })
  }

  async #beat(session: Session): Promise<void> {
    this.#underway = true
    this.#again = false
    const sentAt = performance.now()
    try {
      const call = session.client.call(
        'WORKER.HEARTBEAT',
        this.#ports.workerId,
        JSON.stringify(this.#ports.stats()),
      )
      const text = await session.within(Math.max(shortestWaitMs, this.#leaseMs / 4), call)
      const reply = JSON.parse(String(text)) as HeartbeatReply
      this.#ports.answered(sentAt, reply)
      if (session.lost.aborted) return
      this.#leaseMs = reply.lease_ms
      const intervalMs = reply.heartbeat_interval * 1000
      this.#schedule(session, this.#again ? 0 : sentAt + intervalMs - performance.now())
    } catch (error) {
      if (error instanceof AgqError && error.code === 'FENCED') this.#ports.superseded(error.message)
      session.fail(error)
      throw error
    } finally {
      this.#underway = false
    }
  }
}
