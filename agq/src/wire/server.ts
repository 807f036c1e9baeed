/**
 * The RESP server: listens, gives every connection its client, knows all of them, and closes them.
 * It holds at most `limits.clients` connections; when that is reached, the stranger who has shown no key for the
 * longest time makes room, so that nobody without a key can lock out those who have one.
 */

import { createServer, type Server, type Socket } from 'node:net'
import { limits } from '@agenix/specs'
import type { Logger } from 'pino'
import { FailedTries, Keyring, type StoredKey } from './auth.ts'
import { type WireBounds, wireBounds } from './bounds.ts'
import { Catalog, type RefuseWrite } from './catalog.ts'
import { Client } from './client.ts'
import { Connection } from './connection.ts'
import { connectionCommands } from './connection-commands.ts'
import type { CommandInfo, Dispatch, PubSub } from './contract.ts'
import { formatAddress, type ListenOn, listen } from './listen.ts'
import { Hub } from './pubsub.ts'
import type { Shared } from './session.ts'
import { type Handshake, TlsDoor, type TlsMaterial } from './tls-door.ts'
import { Traffic } from './traffic.ts'
import { TurnedAway } from './turned-away.ts'

export interface WireOptions {
  readonly listen: readonly ListenOn[]
  readonly sessionKey: string
  /** The named keys; `useKeys` replaces them. */
  readonly keys?: readonly StoredKey[]
  /** Every TCP listener speaks TLS with this; a unix socket never does. */
  readonly tls?: TlsMaterial | null
  /** Every command that `dispatch` answers; others are refused before it. */
  readonly commands: readonly CommandInfo[]
  /** What to answer to a name that is not in it, where there is more to say than that it is unknown. */
  readonly refuseWrite?: RefuseWrite
  readonly version: string
  readonly dispatch: Dispatch
  readonly log: Logger
  /** Other bounds than the usual: fewer clients where the system has no room for more, or what a test needs. */
  readonly bounds?: Partial<WireBounds & { readonly clients: number }>
}

export interface Wire {
  /** Where it listens, in the order asked for. */
  readonly addresses: readonly string[]
  readonly pubsub: PubSub
  readonly traffic: Traffic
  clientCount(): number
  readonly security: Security
  /** From now on these are the named keys. Ends at once who came with one that no longer stands; says how many. */
  useKeys(keys: readonly StoredKey[]): number
  /** Ends who came with a key that has expired since. */
  endExpired(): number
  /** For TLS handshakes from now on. Throws when these certificates cannot be used, and nothing has changed then. */
  useTls(material: TlsMaterial): void
  /**
   * Stops listening, takes no further request, aborts every `Caller.closed`, and hands out the replies that come
   * within `finishMs`. Resolves when the last connection is gone.
   */
  close(): Promise<void>
}

/** What INFO tells of it. */
export interface Security {
  readonly namedKeys: number
  /** Wall clock; null: no TLS. */
  readonly certificateExpiresAtMs: number | null
}

/** Listens on every given address, or on none: the error says which one failed, why, and what to do. */
export async function startWire(options: WireOptions): Promise<Wire> {
  const bounds = { ...wireBounds, clients: limits.clients, ...options.bounds }
  const peers = new Map<number, Connection | Handshake>()
  const hub = new Hub()
  const shared: Shared = {
    version: options.version,
    bounds,
    keyring: new Keyring(options.sessionKey, options.keys),
    failedTries: new FailedTries(),
    hub,
    traffic: new Traffic(),
    catalog: new Catalog(connectionCommands, options.commands, options.refuseWrite ?? (() => undefined)),
    dispatch: options.dispatch,
    log: options.log,
    clients: () => Array.from(connectionsOf(peers), ({ client }) => client),
  }
  const turnedAway = new TurnedAway(bounds.finishMs)
  const door =
    options.tls == null ? undefined : new TlsDoor(options.tls, turnedAway, bounds.authDeadlineMs, options.log)
  let lastId = 0
  let noneLeft: (() => void) | undefined

  const forget = (id: number) => {
    peers.delete(id)
    if (peers.size === 0) noneLeft?.()
  }
  const begin = (id: number, socket: Socket, socketPath: string | undefined) => {
    const client = new Client(id, addressesOf(socket, socketPath), Date.now())
    peers.set(id, new Connection(socket, client, shared, () => forget(id)))
  }
  const accept = (socket: Socket, socketPath: string | undefined) => {
    const secured = door !== undefined && socketPath === undefined
    if (peers.size >= bounds.clients && !dropStranger(peers)) {
      // Before a handshake there are no words that a TLS client would understand.
      if (secured) socket.destroy()
      else
        turnedAway.add(socket, `-ERR max number of clients reached (${bounds.clients}), try again later\r\n`)
      return
    }
    const id = ++lastId
    if (!secured) begin(id, socket, socketPath)
    else
      peers.set(
        id,
        door.open(
          socket,
          (secure) => begin(id, secure, undefined),
          () => forget(id),
        ),
      )
  }

  const servers: Server[] = []
  const stopListening = () =>
    Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))))
  const addresses: string[] = []
  for (const on of options.listen) {
    const server = createServer(
      { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: bounds.keepAliveMs },
      (socket) => accept(socket, 'socketPath' in on ? on.socketPath : undefined),
    )
    try {
      const address = await listen(server, on)
      addresses.push(door === undefined || 'socketPath' in on ? address : `rediss://${address}`)
    } catch (error) {
      await stopListening()
      throw error
    }
    server.on('error', (error) => options.log.error({ err: error }, 'cannot accept connections'))
    servers.push(server)
  }

  const close = async () => {
    const stopped = stopListening()
    turnedAway.destroy()
    const gone = new Promise<void>((resolve) => {
      if (peers.size === 0) resolve()
      else noneLeft = resolve
    })
    for (const peer of [...peers.values()]) peer.finish()
    const deadline = setTimeout(() => {
      for (const peer of [...peers.values()]) peer.destroy()
    }, bounds.finishMs)
    await gone
    clearTimeout(deadline)
    await stopped
  }

  const endExpired = (): number => {
    let ended = 0
    for (const connection of connectionsOf(peers)) {
      const { credential } = connection.client
      if (credential === undefined || credential.stands(Date.now())) continue
      connection.destroy()
      ended++
    }
    return ended
  }

  return {
    addresses,
    pubsub: hub,
    traffic: shared.traffic,
    clientCount: () => peers.size,
    get security() {
      return {
        namedKeys: shared.keyring.namedCount,
        certificateExpiresAtMs: door?.expiresAtMs ?? null,
      }
    },
    useKeys: (keys) => {
      shared.keyring.replace(keys)
      return endExpired()
    },
    endExpired,
    useTls: (material) => door?.renew(material),
    close,
  }
}

function* connectionsOf(peers: ReadonlyMap<number, Connection | Handshake>): Generator<Connection> {
  for (const peer of peers.values()) if (peer instanceof Connection) yield peer
}

function addressesOf(socket: Socket, socketPath: string | undefined) {
  if (socketPath !== undefined) return { host: 'unix', address: 'unix', localAddress: `unix:${socketPath}` }
  return {
    host: socket.remoteAddress ?? 'gone',
    address: formatAddress(socket.remoteAddress, socket.remotePort),
    localAddress: formatAddress(socket.localAddress, socket.localPort),
  }
}

/** Closes the stranger who came first; false where everybody has shown a key. */
function dropStranger(peers: Map<number, Connection | Handshake>): boolean {
  for (const [id, peer] of peers) {
    if (!peer.isStranger) continue
    peers.delete(id)
    peer.destroy()
    return true
  }
  return false
}
