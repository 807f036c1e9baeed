/**
 * Follows one Job to its end: the last task's stdout to stdout, every task's stderr to stderr, as they come, byte for
 * byte. Events say when to look; JOB.OUTPUT and JOB.STATUS say what is so, and a look every second covers lost events.
 * A lost connection is waited out for a minute; the Job does not depend on us.
 */
import { isTerminal, type JobStatusView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { isUnreachable } from '../client/agq-error.ts'
import type { JobEvent, StreamName } from '../client/views.ts'
import { describeGap } from '../render/cut-streams.ts'
import type { Terminal } from '../terminal.ts'
import { Failure } from '../usage-error.ts'
import { type Sink, StreamCopy } from './stream-copy.ts'
import { makeBell } from './wake.ts'

const lookEveryMs = 1_000
const patienceMs = 60_000

/** What to follow and where the bytes go. */
export interface FollowOptions {
  readonly client: AgqClient
  readonly terminal: Terminal
  readonly jobId: string
  /** Where a stream goes; undefined: it is not shown. Asked when there is something to show. */
  readonly show: Show
  /** The attempt whose output is shown first. */
  readonly firstAttempt: number
  /** The first byte that is shown of each stream; by default 0. */
  readonly offset?: number
  /**
   * Whether bytes that came too fast to be shown live are waited for, as they come with the result, so that what is
   * shown is whole; or passed over, with a word, so that it is now.
   */
  readonly whole: boolean
  /** Ends following; `ended` then stays open. */
  readonly signal: AbortSignal
}

/** Where a stream of a task goes. */
export type Show = (task: number, stream: StreamName) => Sink | undefined

/** What `agx run` shows: every task's stderr, and the stdout of one. */
export function showLast(terminal: Terminal, lastTask: () => number): Show {
  return (task, stream) => {
    if (stream === 'STDERR') return (bytes) => terminal.writeError(bytes)
    return task === lastTask() ? (bytes) => terminal.write(bytes) : undefined
  }
}

/** A Job being followed. */
export interface Follower {
  /** Feed it every message of `job:<id>`. */
  onEvent(event: JobEvent): void
  /** Whether the Job was ever given to a worker. */
  hasStarted(): boolean
  /** Whether the Job is known to have ended; its output may still be on the way. */
  hasEnded(): boolean
  /** Resolves with the final status once everything is written. */
  readonly ended: Promise<JobStatusView>
  /** Where the next byte of a stream stands that is shown; undefined: nothing was shown of it. */
  offsetOf(task: number, stream: StreamName): number | undefined
  /** Messages may have been lost: everything is looked at again. */
  lookAgain(): void
  /** Begins. Call it once the Job is submitted. */
  start(): void
}

/** Prepares to follow; subscribe before you submit and `start` after it, and nothing is missed. */
export function followJob(options: FollowOptions): Follower {
  const bell = makeBell()
  const outcome = Promise.withResolvers<JobStatusView>()
  const seen = { started: false, ended: false, all: true, forced: false }
  const copies = new Copies(options, () => seen.ended || !options.whole, bell.ring)
  const touched = new Set<StreamKey>()

  async function look(force: boolean): Promise<JobStatusView | undefined> {
    copies.throwFailure()
    for (const stream of touched) copies.pull(stream)
    touched.clear()
    if (!force && !seen.ended) return undefined
    const status = await options.client.status(options.jobId)
    if (status === null)
      throw new Failure(`AGQ no longer knows Job ${options.jobId}; it may have been deleted.`)
    if (status.status === 'running') seen.started = true
    await copies.turnTo(status.attempt)
    if (isTerminal(status.status)) seen.ended = true
    else {
      pullRunning(status.running_task ?? 0)
      return undefined
    }
    for (const result of status.task_results) {
      // The Job was resumed behind it: it did not run this time.
      if (result.from_attempt !== undefined) continue
      for (const stream of ['STDERR', 'STDOUT'] as const) {
        const bytes = stream === 'STDERR' ? result.stderr_bytes : result.stdout_bytes
        if (bytes === 0) continue
        copies.pull(keyOf(result.task_number, stream))
        await copies.settled()
      }
    }
    await copies.settled()
    return status
  }

  /** The tasks before it have ended, so one look at them is enough. */
  function pullRunning(running: number): void {
    const first = seen.all ? 1 : running
    seen.all = false
    for (let task = Math.max(1, first); task <= running; task += 1) copies.pullTask(task)
  }

  async function loop(): Promise<JobStatusView> {
    let force = true
    let lostAtMs = 0
    for (;;) {
      try {
        const status = await look(force)
        if (status !== undefined) return status
        if (lostAtMs > 0) options.terminal.say('agx: AGQ is back')
        lostAtMs = 0
      } catch (error) {
        if (options.signal.aborted) return new Promise(() => {})
        if (!isUnreachable(error)) throw error
        const nowMs = performance.now()
        if (lostAtMs === 0) options.terminal.say('agx: lost the connection to AGQ, trying again for a minute')
        lostAtMs ||= nowMs
        if (nowMs - lostAtMs > patienceMs) throw error
        await bell.wait(200)
        force = true
        seen.all = true
        continue
      }
      force = !(await bell.wait(lookEveryMs)) || seen.forced
      seen.forced = false
    }
  }

  return {
    onEvent: (event) => {
      if (event.event === 'leased' || event.event === 'started') seen.started = true
      if (event.task_number !== undefined && event.event === 'log')
        touched.add(keyOf(event.task_number, event.stream))
      if (isTerminal(event.status)) seen.ended = true
      bell.ring()
    },
    hasStarted: () => seen.started || seen.ended,
    hasEnded: () => seen.ended,
    ended: outcome.promise,
    offsetOf: (task, stream) => copies.offsetOf(keyOf(task, stream)),
    lookAgain: () => {
      seen.all = true
      seen.forced = true
      bell.ring()
    },
    start: () => void loop().then(outcome.resolve, outcome.reject),
  }
}

type StreamKey = `${number}:${'STDOUT' | 'STDERR'}`

function keyOf(task: number, stream: string | undefined): StreamKey {
  return `${task}:${stream?.toUpperCase() === 'STDERR' ? 'STDERR' : 'STDOUT'}`
}

/** A stream that is being copied. */
interface Pull {
  /** There may be more by now. */
  again: boolean
  done: Promise<void>
}

/** The copies of all streams that are shown. */
class Copies {
  readonly #options: FollowOptions
  readonly #mayPass: () => boolean
  readonly #onFailure: () => void
  readonly #copies = new Map<StreamKey, StreamCopy>()
  readonly #pulls = new Map<StreamKey, Pull>()
  #failure: unknown
  #attempt: number

  constructor(options: FollowOptions, mayPass: () => boolean, onFailure: () => void) {
    this.#options = options
    this.#mayPass = mayPass
    this.#onFailure = onFailure
    this.#attempt = options.firstAttempt
  }

  offsetOf(key: StreamKey): number | undefined {
    return this.#copies.get(key)?.offset
  }

  pullTask(task: number): void {
    this.pull(keyOf(task, 'STDERR'))
    this.pull(keyOf(task, 'STDOUT'))
  }

  /** Copies what is there, beside the caller: who reads one stream slowly, or not at all, does not hold up the other. */
  pull(key: StreamKey): void {
    const underway = this.#pulls.get(key)
    const copy = this.#copies.get(key) ?? this.#begin(key)
    if (underway !== undefined) underway.again = true
    if (underway !== undefined || copy === undefined) return
    const pull: Pull = { again: false, done: Promise.resolve() }
    const run = async (): Promise<void> => {
      do {
        pull.again = false
        await copy.pull()
      } while (pull.again)
    }
    pull.done = run()
      .catch((error: unknown) => {
        this.#failure ??= error
        this.#onFailure()
      })
      .finally(() => this.#pulls.delete(key))
    this.#pulls.set(key, pull)
  }

  /** Resolves when everything that was begun is written; throws what went wrong with any of it. */
  async settled(): Promise<void> {
    await Promise.all([...this.#pulls.values()].map(({ done }) => done))
    this.throwFailure()
  }

  throwFailure(): void {
    const failure = this.#failure
    this.#failure = undefined
    if (failure !== undefined) throw failure
  }

  #begin(key: StreamKey): StreamCopy | undefined {
    const { show, terminal, client, jobId, offset = 0 } = this.#options
    const task = Number(key.split(':')[0])
    const stream = key.endsWith('STDERR') ? 'STDERR' : 'STDOUT'
    const sink = show(task, stream)
    if (sink === undefined) return undefined
    const what = { jobId, task, stream, attempt: this.#attempt, offset } as const
    const copy = new StreamCopy(client, what, sink, (missing) => {
      if (!this.#mayPass()) return false
      terminal.say(`agx: ${describeGap(task, stream, missing)}`)
      return true
    })
    this.#copies.set(key, copy)
    return copy
  }

  /** A new Attempt: everything written so far may be written by it again. */
  async turnTo(attempt: number): Promise<void> {
    if (attempt <= this.#attempt) return
    await this.settled()
    this.#attempt = attempt
    let same = true
    for (const copy of this.#copies.values()) same = (await copy.turnTo(attempt)) && same
    const again = `agx: the Job is being tried again (attempt ${attempt})`
    if (!same) this.#options.terminal.say(`${again}; its output begins anew here`)
    else if (!this.#options.whole) this.#options.terminal.say(again)
  }
}
