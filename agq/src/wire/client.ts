/**
 * What AGQ knows of one connection: who it is, what it may do, how it speaks, what it subscribed to.
 * Plain data, changed by the connection and by the connection commands; no I/O.
 */

import { setMaxListeners } from 'node:events'
import type { Role } from '../roles.ts'
import type { Credential } from './auth.ts'
import type { Caller } from './contract.ts'
import type { Protocol } from './encoder.ts'

export class Client implements Caller {
  readonly id: number
  /** The peer without its port, `unix` on a unix socket. */
  readonly host: string
  readonly address: string
  readonly localAddress: string
  readonly connectedAt: number
  clientName = ''
  libraryName = ''
  libraryVersion = ''
  protocol: Protocol = 2
  /** The key this client came in with; `undefined`: a stranger. */
  credential: Credential | undefined = undefined
  lastCommand = ''
  lastActiveAt: number
  readonly channels: Set<string> = new Set()
  readonly patterns: Set<string> = new Set()
  readonly #closing = new AbortController()

  constructor(id: number, where: { host: string; address: string; localAddress: string }, now: number) {
    this.id = id
    this.host = where.host
    this.address = where.address
    this.localAddress = where.localAddress
    this.connectedAt = now
    this.lastActiveAt = now
    setMaxListeners(0, this.#closing.signal)
  }

  get keyName(): string {
    return this.credential?.name ?? ''
  }

  get role(): Role | undefined {
    return this.credential?.role
  }

  get closed(): AbortSignal {
    return this.#closing.signal
  }

  get subscriptionCount(): number {
    return this.channels.size + this.patterns.size
  }

  /** In RESP2 a subscriber's stream carries messages, so most commands are refused to it. */
  get subscribedOnly(): boolean {
    return this.protocol === 2 && this.subscriptionCount > 0
  }

  close(): void {
    this.#closing.abort()
  }
}
