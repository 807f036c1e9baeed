/**
 * Retention in a simulation: the policy of a seed, and what the server's own sweeper needs besides. Blobs stay: their
 * bytes are files, which a simulation has not.
 */
import type { RetentionRule } from '@agenix/specs'
import type { Logger } from 'pino'
import { type Random, seededRandom } from '../harness/random.ts'

export interface Policy {
  readonly sweepMs: number
  readonly rules: readonly RetentionRule[]
}

/** From a source of its own: seeds without a policy tell the same history as if there were none. */
export function drawPolicy(seed: number, durationMs: number): Policy | null {
  const random = seededRandom(Math.imul(seed + 1, 0x85ebca6b))
  const what = random.pick([
    ['jobs'],
    ['jobs'],
    ['jobs', 'jobs'],
    ['outputs'],
    ['outputs', 'jobs'],
    [],
  ] as const)
  if (what.length === 0) return null
  return {
    sweepMs: Math.max(1_000, durationMs / random.pick([20, 60, 200])),
    rules: what.map((kind, index) => drawRule(random, `${kind}-${index + 1}`, kind, durationMs)),
  }
}

function drawRule(random: Random, name: string, what: 'jobs' | 'outputs', durationMs: number): RetentionRule {
  const bounds = random.pick(['age', 'age', 'count', 'count', 'bytes', 'both'] as const)
  const aged = bounds === 'age' || bounds === 'both'
  const statuses = random.pick([null, null, ['completed'], ['failed', 'dead'], ['cancelled']] as const)
  const queues = random.pick([null, null, ['queue-*'], ['default', 'queue-1']] as const)
  return {
    name,
    what,
    ...(statuses === null ? {} : { statuses: [...statuses] as NonNullable<RetentionRule['statuses']> }),
    ...(queues === null ? {} : { queues: [...queues] as NonNullable<RetentionRule['queues']> }),
    ...(aged ? { max_age_secs: random.integer(1, Math.ceil(durationMs / 5_000)) } : {}),
    ...(bounds === 'count' || bounds === 'both' ? { max_count: random.integer(0, 8) } : {}),
    ...(bounds === 'bytes' ? { max_bytes: random.pick([0, 10, 30]) } : {}),
  }
}

/** Files of blobs that nobody would find. */
export const NO_FILES = {
  isHeld: false,
  remove: async () => 0,
  removeRows: <Answer>(work: () => Promise<Answer>) => work(),
  removeStrays: async () => 0,
}

/** What a sweeper says is in its answers too. */
export const SILENT_LOG = { info: () => undefined, warn: () => undefined } as unknown as Logger
