/**
 * One connection to AGQ, on ioredis. A call is sent once or not at all: what was pending when the connection
 * was lost fails with UNREACHABLE and is never silently sent again, because only the caller knows whether that
 * is safe. Every call has a deadline. States: connecting → ready → (lost → ready)* → ended; without `reconnect`
 * the first loss is the end.
 */
import type { Command, Redis } from 'ioredis'
import { formatAddress } from './address.ts'
import { AgqError } from './agq-error.ts'
import { credentialsOf, type Target } from './config.ts'
import { explain } from './connection-errors.ts'
import { ioredisTls } from './tls.ts'
import type { Argument } from './views.ts'

const replyTimeoutMs = 30_000
const backoffBaseMs = 100
const backoffMaxMs = 5_000
const keepAliveMs = 10_000
/** How long a peer may take to answer our goodbye before the socket is simply closed. */
const goodbyeMs = 300

/** How a reply's bulks are wanted. */
export type Encoding = 'utf8' | null

/** What the rest of the client needs of a connection. */
export interface Connection {
  readonly target: Target
  send(name: string, args: readonly Argument[], encoding: Encoding, blockMs?: number): Promise<unknown>
  on(event: 'reconnected' | 'lost', listener: () => void): void
  onMessage(listener: (channel: string, text: string) => void): void
  close(): Promise<void>
}

/** Connects and enters, or throws `AgqError` (UNREACHABLE, NOAUTH, WRONGPASS) within the target's time. */
export async function openConnection(target: Target): Promise<Connection> {
  const { Redis: RedisClass, Command: CommandClass } = await import('ioredis')
  const redis = new RedisClass({ ...redisOptions(target) })
  const connection = wrap(redis, CommandClass, target)
  try {
    await enter(redis, target)
    // Without a key nothing was proven yet: a server that wants one says so on the first command.
    if (target.key.value === undefined) await connection.send('PING', [], 'utf8')
  } catch (error) {
    redis.disconnect()
    throw error instanceof AgqError ? error : explain(error, target)
  }
  return connection
}

function redisOptions(target: Target) {
  const { address, key } = target
  return {
    ...(address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port }),
    ...(target.tls === undefined ? {} : { tls: ioredisTls(target.tls) }),
    ...(key.value === undefined ? {} : credentialsOf(key.value)),
    protocol: 2 as const,
    lazyConnect: true,
    connectionName: target.name.replace(/[^\x21-\x7e]/g, '-'),
    disableClientInfo: true,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: target.connectTimeoutMs,
    keepAlive: keepAliveMs,
    noDelay: true,
    showFriendlyErrorStack: false,
    // Only a connection that once stood is built again; a first failure is the caller's to handle.
    retryStrategy: (): null => null,
    disconnectTimeout: goodbyeMs,
  }
}

/** Connects once; rejects with the reason ioredis only mentions in its `error` event. */
async function enter(redis: Redis, target: Target): Promise<void> {
  let reason: unknown
  const remember = (error: unknown): void => {
    reason ??= error
  }
  redis.on('error', remember)
  const deadline = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    deadline.reject(new AgqError('UNREACHABLE', silentText(target)))
  }, target.connectTimeoutMs)
  try {
    await Promise.race([redis.connect(), deadline.promise])
    if (target.reconnect) redis.options.retryStrategy = backoffMs
  } catch (error) {
    throw error instanceof AgqError ? error : explain(reason ?? error, target)
  } finally {
    clearTimeout(timer)
    redis.off('error', remember)
  }
}

function silentText(target: Target): string {
  const where = formatAddress(target.address)
  return `cannot reach AGQ at ${where} (it does not answer within ${target.connectTimeoutMs / 1000} s). Is it AGQ that listens there?`
}

/** 100 ms, doubled to 5 s at most; a random half of it, so that a fleet does not come back in step. */
function backoffMs(attempt: number): number {
  const full = Math.min(backoffMaxMs, backoffBaseMs * 2 ** Math.min(attempt - 1, 10))
  return full / 2 + (Math.random() * full) / 2
}

function wrap(redis: Redis, CommandClass: typeof Command, target: Target): Connection {
  const listeners = { reconnected: new Set<() => void>(), lost: new Set<() => void>() }
  let stood = false
  let closing = false
  // Without a listener ioredis prints errors by itself; what matters of them reaches the callers as rejections.
  redis.on('error', () => {})
  // A peer that takes the connection and never answers the key would hold a reconnect for ever.
  let handshake: NodeJS.Timeout | undefined
  redis.on('connect', () => {
    clearTimeout(handshake)
    handshake = setTimeout(() => redis.disconnect(true), target.connectTimeoutMs)
  })
  redis.on('ready', () => {
    clearTimeout(handshake)
    if (stood) for (const listener of listeners.reconnected) listener()
    stood = true
  })
  redis.on('close', () => {
    clearTimeout(handshake)
    if (stood && !closing) for (const listener of listeners.lost) listener()
  })

  async function send(name: string, args: readonly Argument[], encoding: Encoding, blockMs = 0) {
    const command = new CommandClass(name, args.map(toWire), { replyEncoding: encoding })
    const deadlineMs = replyTimeoutMs + blockMs
    const timer = setTimeout(() => {
      command.reject(new AgqError('TIMEOUT', lateText(name, deadlineMs, target)))
      // The line's order of replies is all we have, so a line with a missing reply is of no use any more.
      redis.disconnect(true)
    }, deadlineMs)
    try {
      cork(redis)
      return await redis.sendCommand(command)
    } catch (error) {
      throw error instanceof AgqError ? error : explain(error, target)
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    target,
    send,
    on: (event, listener) => void listeners[event].add(listener),
    onMessage: (listener) => void redis.on('message', listener),
    close: async () => {
      closing = true
      if (redis.status === 'end') return
      const ended = new Promise<void>((resolve) => redis.once('end', resolve))
      // Between two tries to reconnect there is no stream that could end, and ioredis says nothing then.
      const between = redis.status === 'reconnecting' || redis.status === 'close'
      redis.disconnect()
      if (!between) await ended
    },
  }
}

function lateText(name: string, deadlineMs: number, target: Target): string {
  return `AGQ at ${formatAddress(target.address)} did not answer ${name} within ${Math.round(deadlineMs / 1000)} s. Try again; if it stays so, look at its log.`
}

/** Calls made in one turn leave in one write: a socket write costs more than a command. */
function cork(redis: Redis): void {
  const stream = redis.stream
  if (stream === undefined || stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

function toWire(argument: Argument): string | Buffer {
  if (typeof argument === 'string') return argument
  if (typeof argument === 'number') return String(argument)
  if (Buffer.isBuffer(argument)) return argument
  return Buffer.from(argument.buffer, argument.byteOffset, argument.byteLength)
}
