/**
 * The RESP server: listens, gives every connection its client, knows all of them, and closes them.
 * It holds at most `limits.clients` connections; when that is reached, the stranger who has shown no key for the
 * longest time makes room, so that nobody without a key can lock out those who have one.
 */

import { createServer, type Server, type Socket } from 'node:net'
import { limits } from '@agenix/specs'
import type { Logger } from 'pino'
import { FailedTries, Keyring } from './auth.ts'
import { type WireBounds, wireBounds } from './bounds.ts'
import { Catalog, type RefuseWrite } from './catalog.ts'
import { Client } from './client.ts'
import { Connection } from './connection.ts'
import { connectionCommands } from './connection-commands.ts'
import type { CommandInfo, Dispatch, PubSub } from './contract.ts'
import { formatAddress, type ListenOn, listen } from './listen.ts'
import { Hub } from './pubsub.ts'
import type { Shared } from './session.ts'
import { Traffic } from './traffic.ts'
import { TurnedAway } from './turned-away.ts'

export interface WireOptions {
  readonly listen: readonly ListenOn[]
  readonly sessionKey: string
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
  /**
   * Stops listening, takes no further request, aborts every `Caller.closed`, and hands out the replies that come
   * within `finishMs`. Resolves when the last connection is gone.
   */
  close(): Promise<void>
}

/** Listens on every given address, or on none: the error says which one failed, why, and what to do. */
export async function startWire(options: WireOptions): Promise<Wire> {
  const bounds = { ...wireBounds, clients: limits.clients, ...options.bounds }
  const connections = new Map<number, Connection>()
  const hub = new Hub()
  const shared: Shared = {
    version: options.version,
    bounds,
    keyring: new Keyring(options.sessionKey),
    failedTries: new FailedTries(),
    hub,
    traffic: new Traffic(),
    catalog: new Catalog(connectionCommands, options.commands, options.refuseWrite ?? (() => undefined)),
    dispatch: options.dispatch,
    log: options.log,
    clients: () => Array.from(connections.values(), ({ client }) => client),
  }
  const turnedAway = new TurnedAway(bounds.finishMs)
  let lastId = 0
  let noneLeft: (() => void) | undefined

  const accept = (socket: Socket, socketPath: string | undefined) => {
    if (connections.size >= bounds.clients && !dropStranger(connections)) {
      turnedAway.add(socket, `-ERR max number of clients reached (${bounds.clients}), try again later\r\n`)
      return
    }
    const client = new Client(++lastId, addressesOf(socket, socketPath), Date.now())
    const connection = new Connection(socket, client, shared, () => {
      connections.delete(client.id)
      if (connections.size === 0) noneLeft?.()
    })
    connections.set(client.id, connection)
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
      addresses.push(await listen(server, on))
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
      if (connections.size === 0) resolve()
      else noneLeft = resolve
    })
    for (const connection of connections.values()) connection.finish()
    const deadline = setTimeout(() => {
      for (const connection of connections.values()) connection.destroy()
    }, bounds.finishMs)
    await gone
    clearTimeout(deadline)
    await stopped
  }

  return { addresses, pubsub: hub, traffic: shared.traffic, clientCount: () => connections.size, close }
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
function dropStranger(connections: Map<number, Connection>): boolean {
  for (const [id, connection] of connections) {
    if (!connection.isStranger) continue
    connections.delete(id)
    connection.destroy()
    return true
  }
  return false
}
