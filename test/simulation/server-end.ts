/**
 * The server's end of a connection: requests are dispatched in the order they come, replies go out in that order,
 * however late one of them is, as in `wire/`. It remembers which requests still wait, for the judge.
 */
import type { Caller, Dispatch, Reply } from '../../agq/dist/wire/index.js'
import type { Life } from './life.ts'

export interface Request {
  readonly name: string
  readonly args: readonly string[]
}

interface Waiting extends Request {
  reply: Reply | null
  readonly respond: (reply: Reply) => void
}

export class ServerEnd {
  readonly caller: Caller
  readonly subscriptions = new Set<string>()
  /** The peer's end is open too: a reply would be heard. */
  peerListens = true
  push: (message: string) => void = () => undefined
  /** Called when the process that held this end is gone. */
  processDied: () => void = () => undefined
  readonly #life: Life
  readonly #dispatch: Dispatch
  readonly #onClose: () => void
  readonly #closed = new AbortController()
  /** Dispatched and not answered, in order. */
  readonly #line: Waiting[] = []
  #entering: Promise<unknown> = Promise.resolve()
  #held = 0

  constructor(id: number, life: Life, dispatch: Dispatch, onClose: () => void) {
    this.#life = life
    this.#dispatch = dispatch
    this.#onClose = onClose
    this.caller = {
      id,
      address: 'simulated',
      keyName: 'session',
      credential: undefined,
      clientName: '',
      closed: this.#closed.signal,
    }
  }

  get waiting(): readonly Request[] {
    return this.#line
  }

  get closed(): boolean {
    return this.#closed.signal.aborted
  }

  receive(request: Request, respond: (reply: Reply) => void): void {
    if (!this.#life.alive || this.closed) return
    const waiting: Waiting = { ...request, reply: null, respond }
    this.#line.push(waiting)
    if (this.#held === 0) this.#enter(waiting)
    else {
      this.#held += 1
      this.#entering = this.#entering.then(() => this.#enterHeld(waiting))
    }
  }

  /** The peer has left, and this side has heard of it. */
  close(): void {
    if (this.closed) return
    this.#onClose()
    if (this.#life.alive) this.#closed.abort()
  }

  #enterHeld(waiting: Waiting): void {
    this.#held -= 1
    this.#enter(waiting)
  }

  #enter(waiting: Waiting): void {
    const args = waiting.args.map((arg) => Buffer.from(arg))
    const dispatched = this.#dispatch(this.caller, { name: waiting.name, args })
    if (dispatched instanceof Promise) this.#answerLater(waiting, dispatched)
    else if ('entered' in dispatched) {
      this.#held += 1
      this.#entering = dispatched.entered.then(
        () => this.#release(),
        () => this.#release(),
      )
      this.#answerLater(waiting, dispatched.reply)
    } else this.#answer(waiting, dispatched)
  }

  #release(): void {
    this.#held -= 1
  }

  #answerLater(waiting: Waiting, reply: Promise<Reply>): void {
    reply.then(
      (known) => this.#answer(waiting, known),
      (error: unknown) => this.#life.world.fail(error),
    )
  }

  #answer(waiting: Waiting, reply: Reply): void {
    waiting.reply = reply
    for (let head = this.#line[0]; head !== undefined && head.reply !== null; head = this.#line[0]) {
      this.#line.shift()
      head.respond(head.reply)
    }
  }
}
