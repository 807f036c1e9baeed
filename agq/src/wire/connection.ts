/**
 * One client's connection, from its first byte to its last.
 *
 *     open ──▶ finishing ──▶ closed
 *       └────────────────────▶┘
 *
 * - open: bytes are read, requests taken, replies written in the order of the requests. No request is taken while
 *   too many, or too many bytes of them and their replies, are underway, while too much output is unread, while a request is still `entered`, or while one that
 *   must run alone waits for the replies before it. What arrives meanwhile stops the socket, not us.
 *   Left by QUIT, by bytes that are no RESP, by the peer's end, or by the server's: to finishing.
 * - finishing: nothing more is taken, and what arrives is dropped (closing with unread input would reset the
 *   connection and destroy our last words). The replies that are owed go out, then the socket ends. The peer gets
 *   `finishMs`, and again as long as it keeps taking bytes. Left by the socket's close: to closed.
 * - closed: the socket is gone; replies that come are dropped. An error of the socket or too much output leads here
 *   from anywhere, at once.
 *
 * `client.closed` is aborted on leaving open.
 */

import type { Socket } from 'node:net'
import { limits } from '@agenix/specs'
import { admit } from './admission.ts'
import { refuse } from './answers.ts'
import type { Client } from './client.ts'
import type { CommandInfo } from './contract.ts'
import { Decoder, type FrameLimits, type ProtocolError } from './decoder.ts'
import { type Answer, encode } from './encoder.ts'
import { Output } from './output.ts'
import { ReplyQueue } from './reply-queue.ts'
import type { ConnectionCommand, Session, Shared } from './session.ts'

const strangerLimits: FrameLimits = {
  bulkBytes: limits.preAuthBulkBytes,
  frameBytes: limits.preAuthBulkBytes,
  frameArgs: limits.preAuthArgs,
  inlineBytes: limits.preAuthBulkBytes,
  scope: ' before AUTH',
}

const knownLimits: FrameLimits = {
  bulkBytes: limits.bulkBytes,
  frameBytes: limits.frameBytes,
  frameArgs: limits.frameArgs,
  inlineBytes: limits.inlineCommandBytes,
  scope: '',
}

const internalError: Answer = refuse('internal error, see the log')

export class Connection implements Session {
  readonly client: Client
  readonly shared: Shared
  readonly #socket: Socket
  readonly #decoder = new Decoder(strangerLimits)
  readonly #replies = new ReplyQueue()
  readonly #output: Output
  #state: 'open' | 'finishing' | 'closed' = 'open'
  /** The last request dispatched has not entered yet, or a connection command has not answered yet. */
  #entering = false
  /** A request that must run alone and waits for the replies before it. */
  #held: Buffer[] | undefined
  /** Somebody looked for a request to take while none might be taken: look again when that changes. */
  #stalled = false
  #peerEnded = false
  #deadline: NodeJS.Timeout | undefined

  constructor(socket: Socket, client: Client, shared: Shared, onClosed: (connection: Connection) => void) {
    this.client = client
    this.shared = shared
    this.#socket = socket
    this.#output = new Output(socket, () => {
      // Not at once: one who takes every reply as it comes must not keep the loop from the others.
      if (this.#stalled) setImmediate(() => this.#continue())
    })
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('drain', () => this.#continue())
    socket.on('end', () => this.#receiveEnd())
    socket.on('error', (error) =>
      shared.log.debug({ client: client.id, error: error.message }, 'socket error'),
    )
    socket.on('close', () => {
      this.#leaveOpen()
      this.#state = 'closed'
      clearTimeout(this.#deadline)
      onClosed(this)
    })
    this.#watchStranger()
  }

  get isStranger(): boolean {
    return this.client.credential === undefined
  }

  finish(): void {
    if (this.#state !== 'open') return
    this.#state = 'finishing'
    this.#leaveOpen()
    this.#allowFinish(this.#output.pendingBytes)
    this.#socket.resume()
    // Whoever made us finish may still owe its reply: QUIT's OK, the error that closes.
    process.nextTick(() => this.#endWhenAnswered())
  }

  destroy(): void {
    this.#socket.destroy()
  }

  push(bytes: string): void {
    if (this.#state !== 'open') return
    this.#output.text(bytes)
    this.#boundOutput()
  }

  #receive(chunk: Buffer): void {
    if (this.#state !== 'open') return
    this.client.lastActiveAt = Date.now()
    this.#decoder.feed(chunk)
    // Most stalls are over before the next chunk comes, so only that one stops the socket.
    if (this.#stalled) this.#socket.pause()
    else this.#takeRequests()
  }

  #receiveEnd(): void {
    this.#peerEnded = true
    if (!this.#stalled) this.finish()
  }

  #takeRequests(): void {
    while (this.#mayTake()) {
      const frame = this.#held ?? this.#decoder.next()
      this.#held = undefined
      if (frame === undefined) {
        this.#stalled = false
        if (this.#peerEnded) this.finish()
        return
      }
      if (Array.isArray(frame)) this.#take(frame)
      else this.#refuseStream(frame)
    }
    this.#stalled = true
  }

  #mayTake(): boolean {
    const { outstandingRequests, underwayBytes, pauseOutputBytes } = this.shared.bounds
    return (
      this.#state === 'open' &&
      !this.#entering &&
      this.#replies.length < (this.#held === undefined ? outstandingRequests : 1) &&
      this.#replies.bytes < underwayBytes &&
      this.#output.pendingBytes <= pauseOutputBytes
    )
  }

  /** Something that may have kept requests from being taken has changed. */
  #continue(): void {
    if (this.#state !== 'open' || !this.#stalled) return
    this.#takeRequests()
    if (!this.#stalled) this.#socket.resume()
  }

  #take(frame: Buffer[]): void {
    const admitted = admit(this.shared, this.client, frame)
    if ('kind' in admitted) {
      this.#answer(admitted)
      return
    }
    const { info, own } = admitted
    if (own?.alone && this.#replies.length > 0) {
      this.#held = frame
      return
    }
    this.client.lastCommand = info.name
    this.shared.traffic.countCommand(info.name)
    frame.shift()
    if (own === undefined) this.#dispatch(info, frame)
    else this.#runOwn(own, frame)
  }

  #runOwn(command: ConnectionCommand, args: readonly Buffer[]): void {
    const answer = command.run(this, args)
    if (answer instanceof Promise) {
      this.#awaitEntered(answer)
      this.#answerLater(answer, command)
    } else {
      this.#answer(answer)
    }
    if (command.alone) this.#adoptState()
  }

  /** AUTH, HELLO and RESET change what this client may send. */
  #adoptState(): void {
    this.#decoder.limits = this.isStranger ? strangerLimits : knownLimits
    if (this.#state !== 'open') return
    if (this.isStranger) this.#watchStranger()
    else this.#stopWatching()
  }

  #dispatch(info: CommandInfo, args: readonly Buffer[]): void {
    const { name } = info
    try {
      const dispatched = this.shared.dispatch(this.client, { name, args })
      if (dispatched instanceof Promise) {
        this.#answerLater(dispatched, info)
      } else if ('entered' in dispatched) {
        this.#awaitEntered(dispatched.entered)
        this.#answerLater(dispatched.reply, info)
      } else {
        this.#answer(dispatched)
      }
    } catch (error) {
      this.#reportBug(error, name)
      this.#answer(internalError)
    }
  }

  #awaitEntered(entered: Promise<unknown>): void {
    this.#entering = true
    const go = () => {
      this.#entering = false
      this.#continue()
    }
    entered.then(go, go)
  }

  #answer(answer: Answer): void {
    if (this.#replies.length === 0) this.#write(answer)
    else this.#replies.settle(this.#replies.take(0), answer)
  }

  #answerLater(promise: Promise<Answer>, { name, replyBytes = 0 }: CommandInfo): void {
    const place = this.#replies.take(this.#decoder.requestBytes + replyBytes)
    const settle = (answer: Answer) => {
      this.#replies.settle(place, answer)
      this.#releaseReplies()
    }
    promise.then(settle, (error: unknown) => {
      this.#reportBug(error, name)
      settle(internalError)
    })
  }

  #releaseReplies(): void {
    for (let answer = this.#replies.shift(); answer !== undefined; answer = this.#replies.shift()) {
      this.#write(answer)
    }
    if (this.#state === 'open') this.#continue()
    else this.#endWhenAnswered()
  }

  #write(answer: Answer): void {
    if (this.#state === 'closed') return
    if (answer.kind === 'error') this.shared.traffic.countError(answer.code)
    encode(answer, this.client.protocol, this.#output)
    this.#boundOutput()
  }

  #boundOutput(): void {
    const { outputBytes, subscriberOutputBytes } = this.shared.bounds
    const most = this.client.subscriptionCount > 0 ? subscriberOutputBytes : outputBytes
    const pending = this.#output.pendingBytes
    if (pending <= most || this.#state === 'closed') return
    const { id, address } = this.client
    this.shared.log.warn(
      { client: id, address, pending, most },
      'closed a client that does not read its replies',
    )
    this.#state = 'closed'
    this.destroy()
  }

  #refuseStream(error: ProtocolError): void {
    const { id, address } = this.client
    this.shared.log.info(
      { client: id, address, problem: error.text },
      'closed a client that broke the protocol',
    )
    this.#answer({ kind: 'error', ...error })
    this.finish()
  }

  #reportBug(error: unknown, command: string): void {
    this.shared.log.error({ err: error, command, client: this.client.id }, 'a command failed inside')
  }

  #leaveOpen(): void {
    this.shared.hub.forget(this)
    this.client.close()
  }

  #endWhenAnswered(): void {
    if (this.#state !== 'finishing' || this.#replies.length > 0 || this.#socket.writableEnded) return
    this.#output.flush()
    this.#socket.end()
  }

  #allowFinish(pendingBefore: number): void {
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => {
      const pending = this.#output.pendingBytes
      if (pending > 0 && pending < pendingBefore) this.#allowFinish(pending)
      else this.destroy()
    }, this.shared.bounds.finishMs)
  }

  #watchStranger(): void {
    if (this.#deadline !== undefined) return
    const ms = this.shared.bounds.authDeadlineMs
    this.#deadline = setTimeout(() => {
      this.#answer({ kind: 'error', code: 'NOAUTH', text: `no valid AUTH within ${ms / 1000} s, closing` })
      this.finish()
    }, ms)
  }

  #stopWatching(): void {
    clearTimeout(this.#deadline)
    this.#deadline = undefined
  }
}
