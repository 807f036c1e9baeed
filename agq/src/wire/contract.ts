/**
 * What this room and the rest of AGQ say to each other: requests, replies, callers and the dispatch between them.
 *
 * Bytes of a request are views of what the socket delivered: whoever keeps one longer than the answer takes turns
 * it into a string or copies it, for the view holds its whole chunk (up to 64 KiB) in memory, and sending a view to
 * a thread clones that whole chunk. Bytes of a reply must not change once they are handed over.
 */

import type { ErrorCode } from '@agenix/specs'
import type { Credential } from './auth.ts'

/** One command of an authenticated client; `name` is upper case, `args` come without it. */
export interface Request {
  readonly name: string
  readonly args: readonly Buffer[]
}

export type Reply =
  | { readonly kind: 'simple'; readonly text: string }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly text: string }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'bulk'; readonly value: string | Uint8Array }
  | { readonly kind: 'nil' }
  | { readonly kind: 'array'; readonly items: readonly Reply[] }
  | { readonly kind: 'nil-array' }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Reply])[] }

/** Who sent a request. One object for the life of a connection. */
export interface Caller {
  readonly id: number
  /** `host:port`, or `unix` for a unix socket. */
  readonly address: string
  /** The name of the key that let this caller in; `session` for the session key. */
  readonly keyName: string
  /** The key itself, with its role: the same object for all who came in with it, as long as it stands. */
  readonly credential: Credential | undefined
  clientName: string
  /**
   * Aborted once no further request comes: the peer left, or the server is closing. Whoever parks a request for
   * this caller forgets it then; a reply given all the same still goes out if the peer reads it.
   */
  readonly closed: AbortSignal
}

/**
 * A reply now, or later. A later reply keeps its place in the order of replies. Requests behind it on the same
 * connection are dispatched at once, except that after `{ entered, reply }` the next request of that connection is
 * dispatched only when `entered` has settled.
 */
export type Dispatched =
  | Reply
  | Promise<Reply>
  | { readonly entered: Promise<unknown>; readonly reply: Promise<Reply> }

export type Dispatch = (caller: Caller, request: Request) => Dispatched

export interface PubSub {
  publish(channel: string, message: string): void
  hasSubscribers(channel: string): boolean
}

/**
 * A command that `dispatch` answers. The list is the whole of it: a name that is not in it never reaches `dispatch`.
 * `arity` as Redis counts: the name included; positive is exact, negative is a minimum.
 */
export interface CommandInfo {
  readonly name: string
  readonly arity: number
  readonly summary: string
  /** The most bytes its reply comes to, where that is much: so many are kept free on its connection until it is there. */
  readonly replyBytes?: number
}
