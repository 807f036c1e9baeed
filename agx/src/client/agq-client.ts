/**
 * The public SDK: one object, one connection, AGQ's commands as methods. Replies come in the order of calls,
 * and calls may overlap. It guarantees that a call is sent at most once, and it keeps no state about Jobs:
 * AGQ is the only place where truth lives.
 */
import type { JobSignature } from '@agenix/specs'
import { putBlob, readBlob } from './blobs.ts'
import { type ConnectOptions, resolveTarget, type Target } from './config.ts'
import { type Connection, openConnection } from './connection.ts'
import { openSubscription, type Subscription, type SubscriptionOptions } from './subscription.ts'
import {
  type Argument,
  type BlobRef,
  type BytesReply,
  type JobStatusView,
  type Reply,
  readOk,
  type StreamName,
} from './views.ts'

/** Which part of an output is wanted: bytes from `offset`, at most `limit`, of one attempt (default: the last). */
export interface OutputRange {
  readonly offset?: number
  readonly limit?: number
  readonly attempt?: number
}

/** A Job's input: the bytes themselves, or the sha256 of a blob that AGQ has. */
export type JobInput = { readonly bytes: Uint8Array } | { readonly ref: string }

/**
 * Connects to AGQ and enters it. Address and key are discovered when not given (see `ConnectOptions`).
 * Throws `AgqError`: UNREACHABLE, NOAUTH, WRONGPASS. With `reconnect`, only a connection that once stood is
 * built again; a first failure is thrown, and trying again is the caller's decision.
 */
export async function connect(options: ConnectOptions = {}): Promise<AgqClient> {
  const target = resolveTarget(options)
  return new AgqClient(await openConnection(target))
}

/** A connection to AGQ. Make it with `connect`. */
export class AgqClient {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Where this client is connected and as whom. */
  get target(): Target {
    return this.#connection.target
  }

  /** Sends any command; bulks of the reply are decoded as UTF-8. Throws `AgqError` for a refusal. */
  async call(command: string, ...args: readonly Argument[]): Promise<Reply> {
    const reply = await this.#connection.send(command, args, 'utf8', blockMsOf(command, args))
    return reply as Reply
  }

  /** Sends any command; bulks of the reply stay bytes. Throws `AgqError` for a refusal. */
  async callBytes(command: string, ...args: readonly Argument[]): Promise<BytesReply> {
    const reply = await this.#connection.send(command, args, null, blockMsOf(command, args))
    return reply as BytesReply
  }

  /**
   * Submits a Job and returns its id, once it is on AGQ's disk. Text and bytes are sent as they are.
   * The same `job_id` with the same content again is the same Job; with other content: DUPLICATE.
   */
  async submit(
    envelope: string | Uint8Array | object,
    input?: JobInput,
    signature?: JobSignature,
  ): Promise<string> {
    const json =
      typeof envelope === 'string' || envelope instanceof Uint8Array ? envelope : JSON.stringify(envelope)
    const extra: readonly Argument[] =
      input === undefined ? [] : 'bytes' in input ? ['INPUT', input.bytes] : ['INPUTREF', input.ref]
    const sig = signature === undefined ? [] : ['SIG', signature.keyId, signature.seal]
    const { job_id: jobId } = readOk(await this.call('JOB.SUBMIT', json, ...extra, ...sig))
    return jobId ?? ''
  }

  /** The Job's status, or null when AGQ does not know it. */
  async status(jobId: string): Promise<JobStatusView | null> {
    return readJson<JobStatusView>(await this.call('JOB.STATUS', jobId))
  }

  /**
   * Waits until the Job has ended, at most `timeoutMs`; null when it has not by then. It holds up every later
   * call of this client meanwhile, so give a long wait a `duplicate()` of its own.
   */
  async wait(jobId: string, timeoutMs: number): Promise<JobStatusView | null> {
    return readJson<JobStatusView>(await this.call('JOB.WAIT', jobId, timeoutMs))
  }

  /** Asks AGQ to cancel the Job. Throws `AgqError` when there is none, or when it has ended already. */
  async cancel(jobId: string): Promise<void> {
    await this.call('JOB.CANCEL', jobId)
  }

  /** Exact bytes of a task's stream, also while it runs. Empty: nothing there (yet). Null: no such Job or task. */
  async output(
    jobId: string,
    task: number,
    stream: StreamName,
    range: OutputRange = {},
  ): Promise<Buffer | null> {
    const args: Argument[] = [jobId, task, stream]
    if (range.offset !== undefined) args.push('OFFSET', range.offset)
    if (range.limit !== undefined) args.push('LIMIT', range.limit)
    if (range.attempt !== undefined) args.push('ATTEMPT', range.attempt)
    const reply = await this.callBytes('JOB.OUTPUT', ...args)
    return Buffer.isBuffer(reply) ? reply : null
  }

  /** Stores bytes under their sha256, in chunks of at most 1 MiB, so that any length fits. */
  async putBlob(source: AsyncIterable<Uint8Array> | Uint8Array): Promise<BlobRef> {
    return putBlob(this, source)
  }

  /** A blob's bytes, chunk by chunk. Throws `AgqError` NOTFOUND when AGQ has none of that name. */
  getBlob(sha256: string, onChunk?: (chunk: Buffer) => void): AsyncIterable<Buffer> {
    return readBlob(this, sha256, onChunk)
  }

  /**
   * Listens on pub/sub channels, on a connection of its own. Messages are the parsed JSON (text where it is none).
   * Events sent while a connection was lost are gone: after a gap, ask for the status.
   */
  async subscribe(
    channels: readonly string[],
    onMessage: (channel: string, message: unknown) => void,
    options: SubscriptionOptions = {},
  ): Promise<Subscription> {
    return openSubscription(this.target, channels, onMessage, options)
  }

  /** Calls the listener whenever a lost connection is back and authenticated. */
  onReconnect(listener: () => void): void {
    this.#connection.on('reconnected', listener)
  }

  /** Calls the listener when the connection is lost (not when it is closed on purpose). */
  onLost(listener: () => void): void {
    this.#connection.on('lost', listener)
  }

  /** A second connection like this one: a blocked command (JOB.LEASE BLOCK, JOB.WAIT) needs one of its own. */
  async duplicate(): Promise<AgqClient> {
    return new AgqClient(await openConnection(this.target))
  }

  /** Closes the connection; calls still pending fail with UNREACHABLE. */
  async close(): Promise<void> {
    await this.#connection.close()
  }
}

function readJson<T>(reply: Reply): T | null {
  return typeof reply === 'string' ? (JSON.parse(reply) as T) : null
}

/** How long AGQ may hold the reply back on purpose: the call's deadline begins after that. */
function blockMsOf(command: string, args: readonly Argument[]): number {
  const name = command.toUpperCase()
  if (name === 'JOB.WAIT') return Number(args[1]) || 0
  if (name !== 'JOB.LEASE') return 0
  const at = args.findIndex((argument) => typeof argument === 'string' && argument.toUpperCase() === 'BLOCK')
  return at === -1 ? 0 : Number(args[at + 1]) || 0
}
