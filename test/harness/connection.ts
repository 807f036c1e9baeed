/**
 * A bare RESP2 connection to AGQ: what is sent is what the test says, what comes back keeps its kind. The typed
 * shortcuts below cover what nearly every test asks: submit, wait, status, output.
 */
import { createConnection, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { readJobStatus } from '@agenix/specs'
import { within } from './deadline.ts'
import { type Argument, encodeCommand, plain, type Reply, replyDecoder } from './resp.ts'
import type { JobStatus } from './shapes.ts'
import type { Owner } from './temporary.ts'

export interface Connection {
  readonly socket: Socket
  readonly closed: Promise<void>
  /** Sends one command; the promise has a deadline, so a server that never answers fails the test. */
  call(...args: readonly Argument[]): Promise<Reply>
  /** As `call`, with a deadline of one's own (blocked commands). */
  callWithin(timeoutMs: number, ...args: readonly Argument[]): Promise<Reply>
  /** The text of a simple or bulk reply; throws on an error, null for nil. */
  text(...args: readonly Argument[]): Promise<string | null>
  /** The JSON of a bulk reply; throws on an error or nil. */
  json<Value>(...args: readonly Argument[]): Promise<Value>
  /** The text of the error that must come. */
  error(...args: readonly Argument[]): Promise<string>
  submit(envelope: object, ...more: readonly Argument[]): Promise<string>
  status(jobId: string): Promise<JobStatus>
  /** Waits until the Job is terminal. */
  wait(jobId: string, timeoutMs?: number): Promise<JobStatus>
  output(jobId: string, task: number, stream?: 'STDOUT' | 'STDERR'): Promise<Buffer>
  /** The rows of a listing on this page, and where the next begins (null at the end). */
  page<Row>(
    ...args: readonly Argument[]
  ): Promise<{ readonly cursor: string | null; readonly rows: readonly Row[] }>
  /** Pub/sub messages and other replies that nobody called for. */
  onPush(listener: (reply: Reply) => void): void
  close(): void
}

export interface Address {
  readonly host: string
  readonly port: number
  /** A unix socket, in place of host and port: it goes through any network. */
  readonly socketPath?: string
  /** Without a key the connection is not authenticated. */
  readonly sessionKey?: string
  /** TLS, with these options. */
  readonly tls?: ConnectionOptions
}

export async function openConnection(owner: Owner | undefined, address: Address): Promise<Connection> {
  const { host, port, socketPath } = address
  const place = socketPath === undefined ? { host, port } : { path: socketPath }
  const socket =
    address.tls === undefined
      ? createConnection({ ...place, noDelay: true })
      : connectTls({ ...place, ...address.tls })
  const waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = []
  const pushListeners: ((reply: Reply) => void)[] = []
  const decode = replyDecoder((reply) => {
    const next = waiting.shift()
    if (next !== undefined) next.resolve(reply)
    else for (const listener of pushListeners) listener(reply)
  })
  socket.on('data', decode)
  let failure: Error | undefined
  const closed = new Promise<void>((resolve) => {
    socket.on('error', (error) => {
      failure = error
    })
    socket.once('close', () => {
      const error = failure ?? new Error('AGQ closed the connection')
      for (const { reject } of waiting.splice(0)) reject(error)
      resolve()
    })
  })
  owner?.teardown(() => socket.destroy())
  await within(
    new Promise<void>((resolve, reject) => {
      socket.once(address.tls === undefined ? 'connect' : 'secureConnect', resolve)
      socket.once('error', reject)
    }),
    `a connection to ${address.host}:${address.port}`,
  )

  const callWithin = (timeoutMs: number, ...args: readonly Argument[]): Promise<Reply> => {
    if (socket.destroyed) return Promise.reject(failure ?? new Error('the connection is closed'))
    const reply = new Promise<Reply>((resolve, reject) => {
      waiting.push({ resolve, reject })
    })
    socket.write(encodeCommand(args))
    return within(reply, `a reply to ${args.map(String).join(' ').slice(0, 120)}`, timeoutMs)
  }
  const call = (...args: readonly Argument[]): Promise<Reply> => callWithin(30_000, ...args)
  const text = async (...args: readonly Argument[]): Promise<string | null> => textOf(await call(...args))
  const json = async <Value>(...args: readonly Argument[]): Promise<Value> => parse(await text(...args), args)

  const connection: Connection = {
    socket,
    closed,
    call,
    callWithin,
    text,
    json,
    error: async (...args) => {
      const reply = await call(...args)
      if (reply.kind === 'error') return reply.text
      throw new Error(
        `wanted a refusal of ${args.map(String).join(' ').slice(0, 200)}, got ${JSON.stringify(reply)}`,
      )
    },
    submit: async (envelope, ...more) => {
      const reply = textOf(await call('JOB.SUBMIT', JSON.stringify(envelope), ...more))
      const match = /^OK job_id=(\S+)$/.exec(reply ?? '')
      if (match?.[1] === undefined) throw new Error(`odd reply to JOB.SUBMIT: ${reply}`)
      return match[1]
    },
    status: async (jobId) => statusOf(textOf(await call('JOB.STATUS', jobId)), jobId),
    wait: async (jobId, timeoutMs = 20_000) => {
      const reply = await callWithin(timeoutMs + 5_000, 'JOB.WAIT', jobId, timeoutMs)
      if (reply.kind !== 'nil') return statusOf(textOf(reply), jobId)
      throw new Error(`${jobId} has not ended in ${timeoutMs} ms: ${await text('JOB.STATUS', jobId)}`)
    },
    output: async (jobId, task, stream = 'STDOUT') => {
      const pieces: Buffer[] = []
      let offset = 0
      for (;;) {
        const reply = await call('JOB.OUTPUT', jobId, task, stream, 'OFFSET', offset)
        if (reply.kind !== 'bulk')
          throw new Error(`no output of ${jobId} task ${task}: ${JSON.stringify(reply)}`)
        if (reply.value.length === 0) return Buffer.concat(pieces)
        pieces.push(reply.value)
        offset += reply.value.length
      }
    },
    page: async <Row>(...args: readonly Argument[]) => pageOf<Row>(await call(...args)),
    onPush: (listener) => {
      pushListeners.push(listener)
    },
    close: () => socket.destroy(),
  }
  if (address.sessionKey !== undefined) {
    const reply = await call('AUTH', address.sessionKey)
    if (reply.kind !== 'simple' || reply.text !== 'OK') throw new Error(`AUTH: ${JSON.stringify(reply)}`)
  }
  return connection
}

function textOf(reply: Reply): string | null {
  switch (reply.kind) {
    case 'simple':
      return reply.text
    case 'bulk':
      return reply.value.toString('utf8')
    case 'nil':
      return null
    case 'error':
      throw new Error(reply.text)
    default:
      throw new Error(`wanted a string, got ${JSON.stringify(plain(reply))}`)
  }
}

/** Every status that any test reads obeys the schema that clients rely on. */
function statusOf(text: string | null, jobId: string): JobStatus {
  if (text === null) throw new Error(`no Job ${jobId}`)
  const read = readJobStatus(text, 'all')
  if (!read.ok)
    throw new Error(
      `the status of ${jobId} breaks its schema: ${read.problems.map((one) => one.text).join('; ')}`,
    )
  return JSON.parse(text) as JobStatus
}

/** Whether AGQ has a command: what it does not offer yet cannot be tested, and will be as soon as it is there. */
export async function offers(connection: Connection, command: string): Promise<boolean> {
  const reply = await connection.call('COMMAND', 'LIST')
  if (reply.kind !== 'array') throw new Error(`odd reply to COMMAND LIST: ${JSON.stringify(reply)}`)
  return reply.items.some((item) => textOf(item)?.toUpperCase() === command)
}

/** An array: the next cursor, then a JSON text for each row. */
function pageOf<Row>(reply: Reply): { cursor: string | null; rows: readonly Row[] } {
  if (reply.kind !== 'array' || reply.items.length === 0)
    throw new Error(`no page: ${JSON.stringify(plain(reply))}`)
  const [cursor, ...rows] = reply.items.map(textOf)
  return { cursor: cursor ?? null, rows: rows.map((row) => parse<Row>(row, ['a row'])) }
}

function parse<Value>(text: string | null, args: readonly Argument[]): Value {
  if (text === null) throw new Error(`nil from ${args.map(String).join(' ').slice(0, 120)}`)
  return JSON.parse(text)
}
