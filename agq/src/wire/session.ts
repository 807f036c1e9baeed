/**
 * What a connection command may see and change: its own connection, and what all connections share.
 */

import type { Logger } from 'pino'
import type { FailedTries, Keyring } from './auth.ts'
import type { WireBounds } from './bounds.ts'
import type { Catalog } from './catalog.ts'
import type { Client } from './client.ts'
import type { CommandInfo, Dispatch } from './contract.ts'
import type { Answer } from './encoder.ts'
import type { Hearer, Hub } from './pubsub.ts'
import type { Traffic } from './traffic.ts'

/** What all connections of one server share. */
export interface Shared {
  readonly version: string
  readonly bounds: WireBounds
  readonly keyring: Keyring
  readonly failedTries: FailedTries
  readonly hub: Hub
  readonly traffic: Traffic
  readonly catalog: Catalog<ConnectionCommand>
  readonly dispatch: Dispatch
  readonly log: Logger
  clients(): Iterable<Client>
}

export interface Session extends Hearer {
  readonly client: Client
  readonly shared: Shared
  /** Takes no further request and closes once the replies so far are out. */
  finish(): void
}

/** A command that this room answers itself. A promised answer holds back whatever is behind it. */
export interface ConnectionCommand extends CommandInfo {
  /** Also answered before AUTH. */
  readonly stranger?: true
  /** Also answered to a subscriber in RESP2. */
  readonly subscriber?: true
  /**
   * Changes how later replies look or what may be asked: runs only when every earlier request is answered, so that
   * no reply is encoded, and no message delivered, under another state than the one its request met.
   */
  readonly alone?: true
  readonly run: (session: Session, args: readonly Buffer[]) => Answer | Promise<Answer>
}
