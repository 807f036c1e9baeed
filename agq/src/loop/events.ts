/**
 * From the engine's events to everybody who waits for them: subscribers, parked callers. Every message has a `seq`
 * that grows for ever: the number of this server life, then of the event in it.
 */
import { isTerminal } from '@agenix/specs'
import type { BatchResult, EngineEvent, JobEvent, WorkerEvent } from '../engine/commands.ts'
import type { PubSub } from '../wire/index.ts'
import type { Clock } from './clock.ts'
import type { JobParking, LeaseParking } from './parking.ts'

/** 2^31 events of one life keep (boots, n) in order and the number exact for 4 million lives. */
const EVENTS_PER_LIFE = 2 ** 31

export interface Hearers {
  readonly leases: LeaseParking
  readonly waits: JobParking
  readonly pubsub: () => PubSub
  /** No task of this attempt runs any more: its live output is of no use. */
  readonly attemptEnded: (jobId: string, token: number) => void
  /** Its row is gone: what is remembered of it elsewhere may go too. */
  readonly workerForgotten?: (workerId: string) => void
}

/** A cancelled Job's tasks run until its worker says that they stopped: not `cancelled`, but `stopped` ends its attempt. */
const ENDS_ATTEMPT: ReadonlySet<string> = new Set([
  'completed',
  'failed',
  'retrying',
  'dead',
  'lost',
  'released',
  'stopped',
])

export class Events {
  readonly #clock: Clock
  readonly #pubsub: () => PubSub
  readonly #attemptEnded: (jobId: string, token: number) => void
  readonly #workerForgotten: Hearers['workerForgotten']
  readonly #leases: LeaseParking
  readonly #waits: JobParking
  #seq: number

  constructor(boots: number, clock: Clock, hearers: Hearers) {
    this.#clock = clock
    this.#seq = boots * EVENTS_PER_LIFE
    this.#leases = hearers.leases
    this.#waits = hearers.waits
    this.#pubsub = hearers.pubsub
    this.#attemptEnded = hearers.attemptEnded
    this.#workerForgotten = hearers.workerForgotten
  }

  /** How many there were in this life. */
  get count(): number {
    return this.#seq % EVENTS_PER_LIFE
  }

  spread(result: BatchResult): void {
    for (const event of result.events) this.#publish(event)
    this.#leases.wake(result.arrivals)
  }

  /** A message that is not of the engine: live output was stored. */
  publishLog(
    jobId: string,
    log: { taskNumber: number; stream: string; offset: number; bytes: number },
  ): void {
    const { taskNumber, stream, offset, bytes } = log
    this.#send([`job:${jobId}`], () => ({
      event: 'log',
      job_id: jobId,
      status: 'running',
      at: new Date(this.#clock.now().wallMs).toISOString(),
      task_number: taskNumber,
      stream,
      offset,
      bytes,
    }))
  }

  #publish(event: EngineEvent): void {
    if (event.channel === 'worker') {
      this.#publishWorker(event)
      return
    }
    if (isTerminal(event.status)) this.#waits.wake(event.jobId)
    if (ENDS_ATTEMPT.has(event.event)) this.#attemptEnded(event.jobId, event.token)
    this.#send([`job:${event.jobId}`, 'jobs', `queue:${event.queue}`], () => jobMessage(event))
  }

  #publishWorker(event: WorkerEvent): void {
    if (event.event === 'forgotten') {
      this.#leases.forget(event.workerId)
      this.#workerForgotten?.(event.workerId)
    }
    this.#send([`worker:${event.workerId}`, 'workers'], () => ({
      event: event.event,
      worker_id: event.workerId,
      at: new Date(event.at).toISOString(),
      ...(event.jobId === undefined ? {} : { job_id: event.jobId, token: event.token }),
    }))
  }

  /** The message is made only if somebody listens; it counts all the same. */
  #send(channels: readonly string[], message: () => Record<string, unknown>): void {
    this.#seq += 1
    const pubsub = this.#pubsub()
    let text: string | null = null
    for (const channel of channels) {
      if (!pubsub.hasSubscribers(channel)) continue
      text ??= JSON.stringify({ seq: this.#seq, ...message() })
      pubsub.publish(channel, text)
    }
  }
}

function jobMessage(event: JobEvent): Record<string, unknown> {
  return {
    event: event.event,
    job_id: event.jobId,
    queue: event.queue,
    status: event.status,
    attempt: event.attempt,
    at: new Date(event.at).toISOString(),
    ...(event.workerId === null ? {} : { worker_id: event.workerId }),
    ...(event.taskNumber === undefined ? {} : { task_number: event.taskNumber }),
    ...(event.policy === undefined ? {} : { policy: event.policy }),
  }
}
