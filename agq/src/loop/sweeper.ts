/**
 * Retention's pace: which rule is asked next, and when. One bounded step at a time, between the batches of the others,
 * and twice as long a rest as the step took; when a round of all rules finds nothing more, the next begins a minute
 * later. It has no timer: the server's alarm rings it.
 *
 * Age is told by the wall clock, so a clock that is set forward would make everything old at once. While the wall
 * clock and the machine's own uptime (which nobody sets, and which goes on while the machine sleeps) differ by more
 * than an hour from what they were at the start, nothing goes by its age. A restart is an operator's word that the
 * clock is right.
 */
import type { RetentionRule } from '@agenix/specs'
import type { Logger } from 'pino'
import { type Blobs, FOLDERS } from '../blobs/blobs.ts'
import type { Answer, SweepCommand } from '../engine/commands.ts'
import type { Retention } from '../ops/retention.ts'
import type { Clock } from './clock.ts'
import type { Loop } from './loop.ts'

/** About as much work of the store as a full batch of other commands. */
const STEP_LIMIT = 250
const CLOCK_MAY_DIFFER_MS = 3_600_000
const WORKER_FORGOTTEN_AFTER_MS = 86_400_000
/** Files are held against rows folder by folder, all of them after the start and then once in so long. */
const STRAYS_EVERY_MS = 3_600_000
/** Names that one step holds against the database, or a folder's if it has more. */
const NAMES_A_STEP = 1_000

type Step = SweepCommand['step']

export interface Swept {
  count: number
  bytes: number
  lastAt: number | null
}

interface Parts {
  readonly loop: Pick<Loop, 'submit'>
  readonly blobs: Pick<Blobs, 'remove' | 'removeRows' | 'removeStrays' | 'isHeld'>
  readonly retention: Retention
  readonly clock: Pick<Clock, 'now'>
  /** Of the machine. */
  readonly uptimeMs: () => number
  readonly log: Logger
  /** The alarm, to be rung at this time of the monotonic clock. */
  readonly wakeAt: (monoMs: number) => void
}

export class Sweeper {
  /** What each rule has removed in this server life. */
  readonly swept: ReadonlyMap<string, Swept>
  readonly retention: Retention
  readonly #parts: Parts
  readonly #offsetAtStartMs: number
  /** Rules that may still find something in this round. */
  #active: RetentionRule[] = []
  #roundAt = 0
  #dueMono: number
  #busy: Promise<void> | null = null
  #stopped = false
  #clockIsOff = false
  #folder = FOLDERS.length
  #straysFromMono = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.retention = parts.retention
    this.swept = new Map(
      parts.retention.rules.map(({ name }) => [name, { count: 0, bytes: 0, lastAt: null }]),
    )
    this.#offsetAtStartMs = this.#offsetMs()
    this.#dueMono = parts.clock.now().monoMs + parts.retention.sweepMs
  }

  /** When it wants to be rung. */
  get dueMono(): number {
    return this.#busy === null ? this.#dueMono : Number.POSITIVE_INFINITY
  }

  /** How far the wall clock went away from the uptime since the start. */
  get clockOffMs(): number {
    return this.#offsetMs() - this.#offsetAtStartMs
  }

  /** Whether age counts. */
  get agesCount(): boolean {
    return Math.abs(this.clockOffMs) <= CLOCK_MAY_DIFFER_MS
  }

  ring(): void {
    if (this.#stopped || this.#busy !== null || this.#monoMs < this.#dueMono) return
    this.#busy = this.#step().finally(() => {
      this.#busy = null
      if (!this.#stopped) this.#parts.wakeAt(this.#dueMono)
    })
  }

  /** Resolves when the step underway has ended; none begins any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#busy
  }

  async #step(): Promise<void> {
    const began = this.#monoMs
    const more = await this.#next()
    const ended = this.#monoMs
    this.#dueMono = more ? ended + Math.max(1, 2 * (ended - began)) : ended + this.retention.sweepMs
  }

  /** Answers whether the round goes on. */
  async #next(): Promise<boolean> {
    const rule = this.#active.shift()
    if (rule !== undefined) {
      if (await this.#sweepRule(rule)) this.#active.push(rule)
      return this.#active.length > 0 || this.#folder < FOLDERS.length
    }
    if (this.#folder < FOLDERS.length) return this.#sweepFolders()
    await this.#beginRound()
    return true
  }

  async #beginRound(): Promise<void> {
    this.#watchClock()
    this.#roundAt = this.#parts.clock.now().wallMs
    this.#active = [...this.retention.rules]
    const monoMs = this.#monoMs
    if (monoMs >= this.#straysFromMono) {
      this.#straysFromMono = monoMs + STRAYS_EVERY_MS
      this.#folder = 0
    }
    if (this.agesCount) {
      await this.#submit({ workersBefore: this.#roundAt - WORKER_FORGOTTEN_AFTER_MS })
    }
  }

  /** Answers whether there may be more. */
  async #sweepRule(rule: RetentionRule): Promise<boolean> {
    const { blobs } = this.#parts
    if (rule.what === 'blobs' && blobs.isHeld) return false
    const step = this.agesCount ? rule : withoutAge(rule)
    if (step === null) return false
    const ask = (): Promise<Answer> => this.#submit({ rule: step })
    const answer = await (rule.what === 'blobs' ? blobs.removeRows(ask) : ask())
    if (answer.kind !== 'retired' || answer.count === 0) return false
    await blobs.remove(answer.blobs)
    this.#note(rule, answer)
    return true
  }

  #note(rule: RetentionRule, { count, bytes }: { readonly count: number; readonly bytes: number }): void {
    const swept = this.swept.get(rule.name)
    if (swept !== undefined) {
      swept.count += count
      swept.bytes += bytes
      swept.lastAt = this.#parts.clock.now().wallMs
    }
    this.#parts.log.info({ policy: rule.name, what: rule.what, count, bytes }, 'expired')
  }

  async #sweepFolders(): Promise<boolean> {
    const { blobs, log } = this.#parts
    let looked = 0
    const known = (names: readonly string[]): Promise<readonly string[]> => {
      looked += names.length
      return this.#known(names)
    }
    while (looked < NAMES_A_STEP && !blobs.isHeld && !this.#stopped) {
      const folder = FOLDERS[this.#folder]
      if (folder === undefined) return false
      this.#folder += 1
      const strays = await blobs.removeStrays(folder, known).catch((err: unknown) => {
        log.warn({ err, folder }, 'a folder of blobs cannot be looked through')
        return 0
      })
      if (strays > 0) log.info({ folder, strays }, 'removed blobs that the database does not know')
    }
    return !blobs.isHeld
  }

  async #known(names: readonly string[]): Promise<readonly string[]> {
    const answer = await this.#parts.loop.submit(0, { kind: 'blob.known', names })
    // Whatever else it says: nothing is removed without a clear answer.
    return answer.kind === 'names' ? answer.names : names
  }

  #submit(step: Step): Promise<Answer> {
    const { wallMs, monoMs } = this.#parts.clock.now()
    // The clock may have been wrong as the round began, and put right since.
    const at = { wallMs: Math.min(this.#roundAt, wallMs), monoMs }
    return this.#parts.loop.submit(0, { kind: 'retention.sweep', step, limit: STEP_LIMIT, at })
  }

  #watchClock(): void {
    const isOff = !this.agesCount
    if (isOff === this.#clockIsOff) return
    this.#clockIsOff = isOff
    const { log } = this.#parts
    const offSecs = Math.round(this.clockOffMs / 1000)
    if (isOff) {
      log.warn(
        { offSecs },
        'the wall clock was set: nothing goes by its age until it is back, or AGQ is restarted',
      )
    } else log.warn({ offSecs }, 'the wall clock is back: things go by their age again')
  }

  get #monoMs(): number {
    return this.#parts.clock.now().monoMs
  }

  #offsetMs(): number {
    return this.#parts.clock.now().wallMs - this.#parts.uptimeMs()
  }
}

/** Null: age was all it asked for. */
function withoutAge(rule: RetentionRule): RetentionRule | null {
  const { max_age_secs: _, ...rest } = rule
  return rest.max_count === undefined && rest.max_bytes === undefined ? null : rest
}
