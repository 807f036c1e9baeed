/** Reports as workers send them: of one task, with an exit code, sometimes with an output too large for a message. */
import { createHash } from 'node:crypto'
import type { World } from './world.ts'

/** What waits in a worker's outbox until the server has taken it. */
export interface Entry {
  readonly verb: 'JOB.COMPLETE' | 'JOB.FAIL'
  readonly jobId: string
  readonly token: number
  readonly report: string
  /** Bytes that the report names by their hash. */
  readonly blob: string | null
}

export function makeReport(
  world: World,
  verb: Entry['verb'],
  reason: 'cancelled' | null,
): Pick<Entry, 'report' | 'blob'> {
  const { random } = world
  const failed = verb === 'JOB.FAIL'
  const blob = random.next() < 0.05 ? `bytes ${random.integer(0, 9)}` : null
  const nothing = { bytes: 0, kept_bytes: 0, sha256: EMPTY, truncated: false }
  const stdout =
    blob === null
      ? { ...nothing, inline: '' }
      : { bytes: blob.length, kept_bytes: blob.length, sha256: sha256(blob), truncated: false, blob: true }
  const task = {
    task_number: 1,
    command: 'true',
    exit_code: failed ? random.integer(1, 3) : 0,
    signal: null,
    timed_out: false,
    failure: failed ? 'exit' : null,
    ...(failed ? { error: 'true exited with a failure' } : {}),
    started_at: '2026-01-01T00:00:00.000Z',
    duration_ms: 1,
    stdout,
    stderr: { ...nothing, inline: '' },
  }
  if (!failed) return { report: JSON.stringify({ task_results: [task] }), blob }
  const why = reason ?? random.pick(['task', 'task', 'task', 'worker', 'policy'])
  const report = { task_results: [task], error: 'it failed', reason: why, retryable: random.next() < 0.9 }
  return { report: JSON.stringify(report), blob }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const EMPTY = sha256('')
