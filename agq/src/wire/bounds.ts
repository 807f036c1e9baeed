/**
 * The bounds of a connection that only this room knows, each with its reason. Bounds on what a frame may hold are
 * shared with the clients and live in `@agenix/specs`.
 */

import { limits } from '@agenix/specs'

export interface WireBounds {
  /** Requests of one connection dispatched and not yet answered; reading pauses above. */
  readonly outstandingRequests: number
  /** Bytes of those requests and of their replies; reading pauses above. */
  readonly underwayBytes: number
  /** Unsent replies above which no further request is taken: a slow reader slows itself down. */
  readonly pauseOutputBytes: number
  /** Unsent replies above which the connection is closed: somebody who never reads must not fill the memory. */
  readonly outputBytes: number
  /** The same for a subscriber, whose messages come without being asked for. */
  readonly subscriberOutputBytes: number
  /** Time a stranger has to show a key. */
  readonly authDeadlineMs: number
  /** Time a connection that takes no more requests gets to hand out its last replies. */
  readonly finishMs: number
  /** Channels and patterns of one connection together. */
  readonly subscriptions: number
  /** Length of a channel name or pattern: the longest we publish is `queue:` and an id of 64. */
  readonly channelBytes: number
  /** Idle time before the kernel asks whether the peer is still there. */
  readonly keepAliveMs: number
}

const KiB = 1024
const MiB = 1024 * KiB

export const wireBounds: WireBounds = Object.freeze({
  outstandingRequests: 1_024,
  underwayBytes: limits.underwayBytes,
  pauseOutputBytes: 1 * MiB,
  outputBytes: 64 * MiB,
  subscriberOutputBytes: 8 * MiB,
  authDeadlineMs: 10_000,
  finishMs: 2_000,
  subscriptions: 10_000,
  channelBytes: 1 * KiB,
  keepAliveMs: 30_000,
})
