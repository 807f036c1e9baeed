/**
 * Follows one Job to its end: the last task's stdout to stdout, every task's stderr to stderr, as they come, byte for
 * byte. Events say when to look; JOB.OUTPUT and JOB.STATUS say what is so, and a look every second covers lost events.
 * A lost connection is waited out for a minute; the Job does not depend on us.
 */
import { isTerminal, type JobStatusView } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { isUnreachable } from '../client/agq-error.ts'
import type { JobEvent } from '../client/views.ts'
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
  /** Whose stdout is shown; asked when there is something to show. */
  readonly lastTask: () => number
  /** The attempt whose output is shown first. */
  readonly firstAttempt: number
  /** Whether stdout and stderr are shown at all. */
  readonly showOutput: boolean
  /** Ends following; `ended` then stays open. */
  readonly signal: AbortSignal
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
  /** Begins. Call it once the Job is submitted. */
  start(): void
}

/** Prepares to follow; subscribe before you submit and `start` after it, and nothing is missed. */
export function followJob(options: FollowOptions): Follower {
  const bell = makeBell()
  const outcome = Promise.withResolvers<JobStatusView>()
  const copies = new Copies(options)
  const seen = { started: false, ended: false }
  const touched = new Set<StreamKey>()

  async function look(force: boolean): Promise<JobStatusView | undefined> {
    const streams = [...touched]
    touched.clear()
    for (const stream of streams) await copies.pull(stream)
    if (!force && !seen.ended) return undefined
    const status = await options.client.status(options.jobId)
    if (status === null)
      throw new Failure(`AGQ no longer knows Job ${options.jobId}; it may have been deleted.`)
    if (status.status === 'running') seen.started = true
    await copies.turnTo(status.attempt)
    if (isTerminal(status.status)) seen.ended = true
    else {
      if (status.running_task !== undefined) await copies.pullTask(status.running_task)
      return undefined
    }
    for (const result of status.task_results) {
      // The Job was resumed behind it: it did not run this time.
      if (result.from_attempt !== undefined) continue
      if (result.stderr_bytes > 0) await copies.pull(keyOf(result.task_number, 'STDERR'))
      if (result.stdout_bytes > 0) await copies.pull(keyOf(result.task_number, 'STDOUT'))
    }
    return status
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
        continue
      }
      force = !(await bell.wait(lookEveryMs))
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
    start: () => void loop().then(outcome.resolve, outcome.reject),
  }
}

type StreamKey = `${number}:${'STDOUT' | 'STDERR'}`

function keyOf(task: number, stream: string | undefined): StreamKey {
  return `${task}:${stream?.toUpperCase() === 'STDERR' ? 'STDERR' : 'STDOUT'}`
}

/** The copies of all streams that are shown. */
class Copies {
  readonly #options: FollowOptions
  readonly #copies = new Map<StreamKey, StreamCopy>()
  #attempt: number

  constructor(options: FollowOptions) {
    this.#options = options
    this.#attempt = options.firstAttempt
  }

  async pullTask(task: number): Promise<void> {
    await this.pull(keyOf(task, 'STDERR'))
    await this.pull(keyOf(task, 'STDOUT'))
  }

  async pull(key: StreamKey): Promise<void> {
    const { lastTask, showOutput, terminal, client, jobId } = this.#options
    const [number, stream] = key.split(':')
    const task = Number(number)
    if (!showOutput || (stream === 'STDOUT' && task !== lastTask())) return
    const copy =
      this.#copies.get(key) ??
      new StreamCopy(
        client,
        { jobId, task, stream: stream === 'STDERR' ? 'STDERR' : 'STDOUT', attempt: this.#attempt },
        stream === 'STDERR' ? (bytes) => terminal.writeError(bytes) : outSink(terminal),
      )
    this.#copies.set(key, copy)
    await copy.pull()
  }

  /** A new Attempt: everything written so far may be written by it again. */
  async turnTo(attempt: number): Promise<void> {
    if (attempt <= this.#attempt) return
    this.#attempt = attempt
    let same = true
    for (const copy of this.#copies.values()) same = (await copy.turnTo(attempt)) && same
    if (!same) {
      this.#options.terminal.say(
        `agx: the Job is being tried again (attempt ${attempt}); its output begins anew here`,
      )
    }
  }
}

function outSink(terminal: Terminal): Sink {
  return (bytes) => terminal.write(bytes)
}
