/**
 * The client's end of a connection, and the network between: delay, messages that are lost with their connection,
 * messages that arrive long after their sender gave up, messages that arrive twice. Within one connection the order is
 * kept, as TCP keeps it; between connections nothing is.
 */
import type { Reply } from '../../agq/dist/wire/index.js'
import type { Life } from './life.ts'
import type { AgqServer } from './server.ts'
import type { ServerEnd } from './server-end.ts'

/** The connection broke, or the patience was over: whether the request was heard is not known. */
export class LineLost extends Error {}

type Argument = string | number

export class Line {
  readonly #server: AgqServer
  readonly #life: Life
  readonly #end: ServerEnd
  readonly #waiting = new Set<(error: LineLost) => void>()
  readonly #onLost: (() => void)[] = []
  #open = true
  #upFreeMs = 0
  #downFreeMs = 0

  private constructor(server: AgqServer, life: Life, end: ServerEnd) {
    this.#server = server
    this.#life = life
    this.#end = end
    end.processDied = () => this.#after(this.#latency(), () => this.#lose())
  }

  /** Rejects when nobody listens. */
  static async open(server: AgqServer, life: Life): Promise<Line> {
    await life.sleep(server.options.latencyMs)
    const end = server.accept()
    if (end === null) throw new LineLost('nobody listens')
    return new Line(server, life, end)
  }

  get open(): boolean {
    return this.#open
  }

  onLost(listener: () => void): void {
    this.#onLost.push(listener)
  }

  subscribe(channel: string, hear: (message: string) => void): void {
    this.#end.subscriptions.add(channel)
    this.#end.push = (message) => this.#down(() => hear(message))
  }

  /** The reply; rejects when the line is lost first, or the patience ends, which loses the line. */
  call(patienceMs: number, name: string, ...args: readonly Argument[]): Promise<Reply> {
    const { world } = this.#server
    return new Promise((resolve, reject) => {
      if (!this.#open) return reject(new LineLost('the line is lost'))
      this.#waiting.add(reject)
      const patience = this.#life.after(patienceMs, () => this.close())
      const heard = (reply: Reply): void => {
        if (!this.#waiting.delete(reject)) return
        patience.cancel()
        resolve(reply)
      }
      const { chances } = this.#server.options
      const request = { name, args: args.map(String) }
      if (world.happens(chances.lostRequest)) {
        world.fault('lost request', name)
        return this.close()
      }
      const stalledMs = this.#stall(name)
      const loses = world.happens(chances.lostReply)
      this.#up(stalledMs, () =>
        this.#end.receive(request, (reply) => {
          if (!loses) return this.#down(() => heard(reply))
          world.fault('lost reply', name)
          this.close()
        }),
      )
      if (MAY_REPEAT.has(name) && world.happens(chances.repeatedMessage)) this.#repeat(request)
    })
  }

  /** This side leaves. What it sent is still underway; the server hears of it after that. */
  close(): void {
    if (!this.#open) return
    this.#up(0, () => this.#end.close())
    this.#lose()
  }

  /** The process is gone: the system closes its end, and nobody here hears of it. */
  hangUp(): void {
    this.#waiting.clear()
    this.#onLost.length = 0
    this.close()
  }

  /** The host is gone: the server hears nothing, until its own keepalive gives up. */
  vanish(silentMs: number): void {
    if (!this.#open) return
    this.#open = false
    this.#end.peerListens = false
    const { life } = this.#server
    life.after(silentMs, () => this.#end.close())
  }

  #lose(): void {
    if (!this.#open) return
    this.#open = false
    this.#end.peerListens = false
    const error = new LineLost('the line is lost')
    for (const reject of this.#waiting) reject(error)
    this.#waiting.clear()
    for (const listener of this.#onLost.splice(0)) listener()
  }

  /** A retrying proxy, or the client itself on another connection: the same bytes once more, later. */
  #repeat(request: { readonly name: string; readonly args: readonly string[] }): void {
    const { world } = this.#server
    const laterMs = world.random.integer(0, 60_000)
    world.after(laterMs, () => {
      const end = this.#server.accept()
      if (end === null) return
      world.fault('repeated message', request.name)
      end.peerListens = false
      end.receive(request, () => undefined)
      end.close()
    })
  }

  #stall(name: string): number {
    const { world, options } = this.#server
    if (!world.happens(options.chances.stalledMessage)) return 0
    world.fault('stalled message', name)
    return world.random.integer(100, 40_000)
  }

  #latency(): number {
    const { world, options } = this.#server
    return world.random.integer(0, options.latencyMs)
  }

  /** Towards the server: in order, whatever becomes of this side. Lost if its process changed meanwhile. */
  #up(stalledMs: number, deliver: () => void): void {
    const { world, life } = this.#server
    this.#upFreeMs = Math.max(this.#upFreeMs, world.nowMs + this.#latency() + stalledMs)
    world.after(this.#upFreeMs - world.nowMs, () => life.happen(deliver))
  }

  #down(deliver: () => void): void {
    const { world } = this.#server
    if (!this.#open) return
    this.#downFreeMs = Math.max(this.#downFreeMs, world.nowMs + this.#latency())
    this.#after(this.#downFreeMs - world.nowMs, () => {
      if (this.#open) deliver()
    })
  }

  #after(ms: number, work: () => void): void {
    this.#life.after(ms, work)
  }
}

/** What a client may send again: nobody repeats a heartbeat or a registration, which tell the state of a moment. */
const MAY_REPEAT: ReadonlySet<string> = new Set([
  'JOB.SUBMIT',
  'JOB.CANCEL',
  'JOB.COMPLETE',
  'JOB.FAIL',
  'JOB.RELEASE',
  'JOB.PROGRESS',
  'PLAN.SUBMIT',
  'ACTION.SUBMIT',
])
