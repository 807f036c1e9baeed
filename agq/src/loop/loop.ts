/**
 * The loop: while one batch is being made durable, the next one gathers; then it goes in one transaction with one
 * sync, and only then are its answers released, reads included. One client waits for one sync, a thousand share one.
 *
 * Order: the commands of one connection take effect in the order they came. A batch runs in phases (writes, leases,
 * questions), so a command whose phase is earlier than that of one before it from the same connection waits for the
 * next batch, and everything behind it too. Many submits must not starve the workers: they fill at most half a batch
 * while anything else waits.
 */
import type { Answer, BatchResult, Command } from '../engine/commands.ts'
import { phaseOf } from '../engine/commands.ts'
import type { Clock } from './clock.ts'
import type { EngineLink } from './engine-link.ts'
import { inTimeOf, WallClock } from './wall-clock.ts'

/** So many commands share one sync at most: about 10 ms of the store's work. */
const BATCH_WEIGHT = 512

interface Waiting {
  readonly command: Command
  readonly connection: number
  readonly answer: (answer: Answer) => void
}

export class Loop {
  readonly #engine: EngineLink
  readonly #clock: Clock
  readonly #onResult: (result: BatchResult) => void
  readonly #wallClock: WallClock
  #queue: Waiting[] = []
  #running = false
  #scheduled = false
  #idle: (() => void) | null = null

  /** `onResult` hears of every batch before its answers are released. */
  constructor(engine: EngineLink, clock: Clock, onResult: (result: BatchResult) => void) {
    this.#engine = engine
    this.#clock = clock
    this.#wallClock = new WallClock(clock.now())
    this.#onResult = onResult
  }

  /** `connection` 0 is the server itself. */
  submit(connection: number, command: Command): Promise<Answer> {
    return new Promise((answer) => {
      this.#queue.push({ command, connection, answer })
      if (this.#running || this.#scheduled) return
      this.#scheduled = true
      // All that arrived in this turn of the event loop shares the batch.
      this.#clock.soon(() => {
        this.#scheduled = false
        void this.#run()
      })
    })
  }

  /** Resolves when everything submitted so far is answered. */
  async drain(): Promise<void> {
    if (!this.#running && this.#queue.length === 0) return
    await new Promise<void>((resolve) => {
      this.#idle = resolve
    })
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    while (this.#queue.length > 0) {
      this.#followWallClock()
      const batch = this.#take()
      const result = await this.#engine.run(batch.map((waiting) => waiting.command))
      this.#onResult(result)
      for (const [index, waiting] of batch.entries()) {
        const answer = result.answers[index]
        if (answer === undefined) throw new Error('the engine answered fewer commands than it was given')
        waiting.answer(answer)
      }
    }
    this.#running = false
    this.#idle?.()
  }

  /** If the clock was set, that is told first, and what waits is put into the new time. */
  #followWallClock(): void {
    const at = this.#clock.now()
    const jumpMs = this.#wallClock.jumpAt(at)
    if (jumpMs === 0) return
    const answer = (answer: Answer): void => {
      if (answer.kind === 'refused') this.#wallClock.forget(jumpMs)
    }
    const tick: Waiting = { command: { kind: 'tick', jumpMs, at }, connection: 0, answer }
    this.#queue = [
      tick,
      ...this.#queue.map((waiting) => ({ ...waiting, command: inTimeOf(waiting.command, at) })),
    ]
  }

  #take(): Waiting[] {
    const batch: Waiting[] = []
    const left: Waiting[] = []
    const phases = new Map<number, number>()
    const crowded = this.#queue.length > BATCH_WEIGHT
    let weight = 0
    let submits = 0
    let at = 0
    for (; at < this.#queue.length && weight < BATCH_WEIGHT; at++) {
      const waiting = this.#queue[at]
      if (waiting === undefined) continue
      const { command, connection } = waiting
      const phase = phaseOf(command)
      const isSubmit = command.kind === 'job.submit'
      const enough = crowded && isSubmit && submits >= BATCH_WEIGHT / 2
      // Infinity: this connection already left a command behind.
      if (enough || phase < (phases.get(connection) ?? 0)) {
        phases.set(connection, Number.POSITIVE_INFINITY)
        left.push(waiting)
        continue
      }
      phases.set(connection, phase)
      if (isSubmit) submits += 1
      weight += weightOf(command)
      batch.push(waiting)
    }
    this.#queue = at === this.#queue.length ? left : left.concat(this.#queue.slice(at))
    return batch
  }
}

/** An Action is as much work as the Jobs that it makes, and so is a change of many: everybody behind it waits so long. */
function weightOf(command: Command): number {
  if (command.kind === 'jobs.bulk' || command.kind === 'retention.sweep') return command.limit
  return command.kind === 'action.submit' ? command.request.inputs.length : 1
}
