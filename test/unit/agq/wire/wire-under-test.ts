/**
 * A real server on a free port with a dispatch made for tests: replies of every kind, replies that come when the
 * test says so, replies that fail. Closes itself at the end of the test.
 */

import pino from 'pino'
import type { Caller, Dispatched, Reply, Request } from '../../../../agq/dist/wire/index.js'
import { startWire, type Wire, type WireOptions } from '../../../../agq/dist/wire/index.js'
import { RawClient } from './raw-client.ts'

export const KEY = 'a-session-key-for-tests'

export interface WireUnderTest {
  readonly wire: Wire
  /** Every line logged, as JSON. */
  readonly logged: readonly string[]
  /** Requests dispatched, in order: the name and the first argument. */
  readonly dispatched: readonly string[]
  /** Resolves once a request with this first argument was dispatched; its caller. */
  arrival(arg: string): Promise<Caller>
  /** Settles what TEST.LATER, TEST.ENTER and TEST.ENTERING with this argument wait for. */
  release(arg: string): void
  connect(key?: string): Promise<RawClient>
}

interface Teardown {
  readonly teardown: (action: () => Promise<void>) => unknown
}

export async function startTestWire(
  t: Teardown,
  options: Partial<Pick<WireOptions, 'bounds' | 'keys' | 'listen' | 'tls'>> = {},
): Promise<WireUnderTest> {
  const logged: string[] = []
  const dispatched: string[] = []
  const gates = new Map<string, PromiseWithResolvers<void>>()
  const arrivals = new Map<string, PromiseWithResolvers<Caller>>()
  const gate = (name: string) => entryOf(gates, name)
  const clients: RawClient[] = []

  const dispatch = (caller: Caller, { name, args }: Request): Dispatched => {
    const arg = String(args[0] ?? '')
    dispatched.push(`${name} ${arg}`)
    entryOf(arrivals, arg).resolve(caller)
    const echo: Reply = { kind: 'bulk', value: arg }
    switch (name) {
      case 'TEST.ECHO':
        return { kind: 'bulk', value: args[0] ?? '' }
      case 'TEST.LATER':
      case 'TEST.FETCH':
        return gate(arg).promise.then(() => echo)
      case 'TEST.ENTER':
        return { entered: gate(`entered:${arg}`).promise, reply: gate(arg).promise.then(() => echo) }
      case 'TEST.THROW':
        throw new Error('a bug in dispatch')
      case 'TEST.REJECT':
        return Promise.reject(new Error('a bug behind dispatch'))
      case 'TEST.BIG':
        return { kind: 'bulk', value: Buffer.alloc(Number(arg), 'x') }
      case 'TEST.KINDS':
        return kinds
      case 'TEST.WHO':
        return { kind: 'bulk', value: `${caller.keyName} ${caller.address} ${caller.clientName}` }
      default:
        return { kind: 'bulk', value: 'redis_version:7.0.0\r\nloading:0\r\n' }
    }
  }

  const wire = await startWire({
    listen: [{ host: '127.0.0.1', port: 0 }],
    sessionKey: KEY,
    version: '0.1.0',
    commands,
    dispatch,
    log: pino({ level: 'debug' }, { write: (line: string) => logged.push(line) }),
    ...options,
  })
  t.teardown(async () => {
    for (const client of clients) client.close()
    for (const { resolve } of gates.values()) resolve()
    await wire.close()
  })
  return {
    wire,
    logged,
    dispatched,
    arrival: (arg) => entryOf(arrivals, arg).promise,
    release: (arg) => gate(arg).resolve(),
    connect: async (key) => {
      const client = await RawClient.connect(wire.addresses[0], key)
      clients.push(client)
      return client
    },
  }
}

function entryOf<T>(map: Map<string, PromiseWithResolvers<T>>, name: string): PromiseWithResolvers<T> {
  const entry = map.get(name) ?? Promise.withResolvers<T>()
  map.set(name, entry)
  return entry
}

const commands = [
  { name: 'TEST.ECHO', arity: 2, summary: 'Answers its argument at once' },
  { name: 'TEST.LATER', arity: 2, summary: 'Answers its argument when the test releases it' },
  { name: 'TEST.FETCH', arity: 2, summary: 'The same, and says that it may be much', replyBytes: 2 ** 20 },
  { name: 'TEST.ENTER', arity: 2, summary: 'The same, and holds the next request back until it has entered' },
  { name: 'TEST.THROW', arity: 1, summary: 'Throws' },
  { name: 'TEST.REJECT', arity: 1, summary: 'Rejects' },
  { name: 'TEST.BIG', arity: 2, summary: 'Answers that many bytes' },
  { name: 'TEST.KINDS', arity: 1, summary: 'Answers one of each kind of reply' },
  { name: 'TEST.WHO', arity: 1, summary: 'Answers who asks' },
  { name: 'INFO', arity: -1, summary: 'What clients ask first' },
]

const kinds: Reply = {
  kind: 'array',
  items: [
    { kind: 'simple', text: 'fine' },
    { kind: 'int', value: 7 },
    { kind: 'bulk', value: 'grüße' },
    { kind: 'nil' },
    { kind: 'map', entries: [['one', { kind: 'int', value: 1 }]] },
  ],
}
