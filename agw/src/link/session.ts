/**
 * One life of the connection to AGQ: a line for short commands, one for the blocked lease call, one that listens for
 * nudges, and, once bytes are to be moved, one for those, so that a heartbeat never stands behind a gigabyte.
 * Whatever breaks on any of them ends the whole session; nothing is sent again by itself. So at the start of the
 * next one no question is open, and what this worker says it holds is the truth.
 */
import {
  type AgqClient,
  AgqError,
  type ConnectOptions,
  connect,
  isUnreachable,
  type Subscription,
} from '@agenix/agx/client'
import { within } from './deadline.ts'

const openWithinMs = 5_000
const closeWithinMs = 1_000

export class Session {
  readonly client: AgqClient
  readonly lease: AgqClient
  readonly #lost = new AbortController()
  readonly #nudges: Subscription
  #bytes: Promise<AgqClient> | null = null

  private constructor(client: AgqClient, lease: AgqClient, nudges: Subscription) {
    this.client = client
    this.lease = lease
    this.#nudges = nudges
    for (const line of [client, lease]) line.onLost(() => this.fail(lostError()))
  }

  /** Connects all lines. `enter` runs on the first one before any other is open. Throws what `connect` throws. */
  static async open(
    options: ConnectOptions,
    channel: string,
    onNudge: () => void,
    enter: (client: AgqClient) => Promise<void>,
  ): Promise<Session> {
    const client = await connect({ ...options, reconnect: false })
    try {
      await within(openWithinMs, enter(client))
      const lease = await client.duplicate()
      // A lost subscription only costs promptness: heartbeats bring the same news.
      const nudges = await within(openWithinMs, client.subscribe([channel], onNudge))
      return new Session(client, lease, nudges)
    } catch (error) {
      await within(closeWithinMs, client.close()).catch(() => {})
      throw error
    }
  }

  /** Aborted when the session is over; the reason is its error. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** The line for bytes, opened when first needed. */
  bytes(): Promise<AgqClient> {
    this.#bytes ??= this.client.duplicate().then((line) => {
      line.onLost(() => this.fail(lostError()))
      return line
    })
    return this.#bytes
  }

  /** Ends the session when the error is the connection's; says whether it was. */
  failIfUnreachable(error: unknown): boolean {
    if (!isUnreachable(error)) return false
    this.fail(error)
    return true
  }

  fail(error: unknown): void {
    if (!this.#lost.signal.aborted) this.#lost.abort(error)
  }

  /** The reply, unless it takes longer than `ms`: then the session is over. */
  async within<T>(ms: number, reply: Promise<T>): Promise<T> {
    return within(ms, reply).catch((error: unknown) => {
      this.failIfUnreachable(error)
      throw error
    })
  }

  async close(): Promise<void> {
    this.fail(lostError())
    const bytes = await this.#bytes?.catch(() => null)
    const lines = [this.client.close(), this.lease.close(), this.#nudges.close(), bytes?.close()]
    await within(closeWithinMs, Promise.allSettled(lines)).catch(() => {})
  }
}

function lostError(): AgqError {
  return new AgqError('UNREACHABLE', 'the connection to AGQ was lost')
}
