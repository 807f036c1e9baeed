/**
 * What a seed is made of. Every fault is drawn apart (swarm testing): some seeds have one kind only, some combine many,
 * some have none, for a fault that is always there hides what only happens without it.
 */
import { drawPolicy, type Policy } from './policy.ts'
import type { World } from './world.ts'

/** How likely one message, one batch or one report meets the fault; 0: not in this seed. */
export interface Chances {
  readonly lostRequest: number
  readonly lostReply: number
  readonly stalledMessage: number
  readonly repeatedMessage: number
  readonly crashBeforeCommit: number
  readonly crashAfterCommit: number
  readonly failedSync: number
  readonly slowBatch: number
  readonly staleWrite: number
  readonly otherVerdict: number
  readonly lateReport: number
}

/** How far apart in virtual milliseconds; Infinity: not in this seed. */
export interface Intervals {
  readonly serverKilled: number
  readonly serverStopped: number
  readonly workerKilled: number
  readonly workerStopped: number
  readonly hostLost: number
  readonly workerDrained: number
  readonly clockJump: number
}

export interface Options {
  readonly durationMs: number
  readonly jobs: number
  readonly clients: number
  readonly workers: number
  readonly slots: number
  /** Jobs that come in one burst; 1: one by one. */
  readonly burst: number
  readonly heartbeatSecs: number
  readonly blockMs: number
  readonly latencyMs: number
  /** The longest that a Job runs, and how often it fails. */
  readonly runMs: number
  readonly failing: number
  readonly queues: number
  /** Concurrency keys that Jobs may have; 0: none. */
  readonly keys: number
  /** Queues are paused, weighed and bounded. */
  readonly ruling: boolean
  /** Ended Jobs are sent back and deleted. */
  readonly byHand: boolean
  /** What has ended goes by this policy; null: it stays. */
  readonly policy: Policy | null
  /** Clients wait for the ends of their Jobs (JOB.WAIT). */
  readonly waiting: boolean
  readonly chances: Chances
  readonly intervals: Intervals
}

/** From a minute to four hours; together they give a Job about half a minute. */
const PACES_MS = [1, 1, 2, 2, 5, 5, 15, 15, 30, 240].map((minutes) => minutes * 60_000)

/** `size` 1 is a seed of the suite: about 40 Jobs. */
export function drawOptions(world: World, size: number): Options {
  const { random } = world
  const calm = random.next() < 0.08
  const wild = random.next() < 0.5 ? 0.6 : 0.25
  const chance = (most: number): number => {
    const drawn = random.next()
    const share = random.next()
    return calm || drawn >= wild ? 0 : most * share * share
  }
  const every = (leastMs: number): number => {
    const drawn = random.next()
    const share = random.next()
    return calm || drawn >= wild ? Number.POSITIVE_INFINITY : leastMs * 20 ** share
  }
  const pace = random.pick(PACES_MS) * Math.min(1, size)
  // So many heartbeats in a seed that leases matter, and not so many that there is nothing else.
  const heartbeatSecs = Math.min(60, Math.ceil(pace / random.pick([20_000, 40_000, 60_000])))
  const options = {
    durationMs: pace,
    jobs: Math.ceil(size * random.pick([5, 20, 40, 60, 80])),
    clients: random.integer(1, 4),
    workers: random.integer(1, 4),
    slots: random.pick([1, 1, 2, 4, 10]),
    burst: random.pick([1, 1, 1, 5, 20]),
    heartbeatSecs,
    blockMs: random.pick([0, 500, 2_000, 8_000]) * heartbeatSecs,
    latencyMs: random.pick([0, 1, 5, 50, 400]),
    runMs: random.pick([5, 200, 2_000, 30_000]),
    failing: random.pick([0, 0.1, 0.4]),
    queues: random.integer(1, 3),
    keys: random.pick([0, 0, 1, 3]),
    ruling: random.next() < 0.4,
    byHand: random.next() < 0.35,
    waiting: random.next() < 0.4,
    chances: {
      lostRequest: chance(0.1),
      lostReply: chance(0.1),
      stalledMessage: chance(0.2),
      repeatedMessage: chance(0.2),
      crashBeforeCommit: chance(0.03),
      crashAfterCommit: chance(0.05),
      failedSync: chance(0.03),
      slowBatch: chance(0.3),
      staleWrite: chance(0.8),
      otherVerdict: chance(0.3),
      lateReport: chance(0.8),
    },
    intervals: {
      serverKilled: every(pace / 30),
      serverStopped: every(pace / 20),
      workerKilled: every(pace / 60),
      workerStopped: every(pace / 40),
      hostLost: every(pace / 40),
      workerDrained: every(pace / 30),
      clockJump: every(pace / 40),
    },
  }
  // Whoever's Jobs may be forgotten by hand does not mind that they go by themselves.
  return { ...options, policy: options.byHand ? drawPolicy(world.seed, pace) : null }
}

/** The same seed with every fault over. */
export function withoutFaults(options: Options): Options {
  const none = <Record extends object>(record: Record, value: number): Record =>
    Object.fromEntries(Object.keys(record).map((key) => [key, value])) as Record
  return {
    ...options,
    latencyMs: 1,
    heartbeatSecs: 30,
    blockMs: 60_000,
    failing: 0,
    chances: none(options.chances, 0),
    intervals: none(options.intervals, Number.POSITIVE_INFINITY),
  }
}
