/** What is said about a queue: its share, its bounds, and whether it is open. None of it touches a Job that is there. */
import type { WriteCommand } from '../commands.ts'
import { plainQueue } from '../fairness.ts'
import type { QueueRow } from '../model.ts'
import type { Outcome, Rows } from '../rule.ts'
import { queueSettings } from '../views.ts'

type Command<Kind extends string> = Extract<WriteCommand, { kind: Kind }>

export function setQueue(rows: Rows, command: Command<'queue.set'>): Outcome {
  const row = rowOf(rows, command.queue)
  const { weight = row.weight, maxWaiting = row.maxWaiting, ttlSecs = row.ttlSecs } = command
  return say({ ...row, weight, maxWaiting, ttlSecs })
}

/** What runs goes on; nothing more is granted. Paused again, it stays paused since the first time. */
export function pauseQueue(rows: Rows, { queue, at }: Command<'queue.pause'>): Outcome {
  const row = rowOf(rows, queue)
  return say({ ...row, pausedAt: row.pausedAt ?? at.wallMs })
}

export function resumeQueue(rows: Rows, { queue }: Command<'queue.resume'>): Outcome {
  return say({ ...rowOf(rows, queue), pausedAt: null })
}

function rowOf(rows: Rows, queue: string): QueueRow {
  return rows.queue(queue) ?? plainQueue(rows.tenant, queue)
}

function say(row: QueueRow): Outcome {
  const text = JSON.stringify({ queue: row.queue, ...queueSettings(row) })
  return { answer: { kind: 'json', text }, changes: [{ table: 'queue', row }], events: [] }
}
