/** One piece of what is done to many Jobs: each of them by the rule for one, those that it refuses left as they are. */
import { isTerminal } from '@agenix/specs'
import type { BulkChange, EngineEvent, Instant, WriteCommand } from '../commands.ts'
import type { JobRow } from '../model.ts'
import { type Change, jobEvent, type Outcome, type Rows, refuse } from '../rule.ts'
import { cancel } from './cancel.ts'
import { WHOLE } from './resume.ts'
import { refuseRetry, sendBack } from './retry-by-hand.ts'

type Done = { readonly changes: readonly Change[]; readonly events: readonly EngineEvent[] }

export function changeMany(rows: Rows, command: Extract<WriteCommand, { kind: 'jobs.bulk' }>): Outcome {
  const { bulk, at } = command
  if (bulk.do !== 'purge' && bulk.ofAction && rows.action(bulk.filter.action ?? '') === undefined) {
    return refuse('NOTFOUND', `no Action ${bulk.filter.action}`)
  }
  const changes: Change[] = []
  const events: EngineEvent[] = []
  let done = 0
  let skipped = 0
  for (const jobId of rows.found.jobs) {
    const job = rows.job(jobId)
    const changed = job === undefined ? null : changeOne(rows, job, bulk, at)
    if (changed === null) {
      skipped += 1
      continue
    }
    done += 1
    changes.push(...changed.changes)
    events.push(...changed.events)
  }
  return { answer: { kind: 'changed', done, skipped, cursor: rows.found.cursor }, changes, events }
}

function changeOne(rows: Rows, job: JobRow, bulk: BulkChange, at: Instant): Done | null {
  switch (bulk.do) {
    case 'retry': {
      if (refuseRetry(job) !== null) return null
      const row = sendBack(rows, job, WHOLE, at)
      return { changes: [{ table: 'job', row }], events: [jobEvent(row, 'retried', at.wallMs)] }
    }
    case 'cancel':
      if (isTerminal(job.status)) return null
      return cancel(job, `cancelled with Action ${bulk.filter.action}`, at)
    case 'purge':
      if (job.status !== 'scheduled' && job.status !== 'pending') return null
      return cancel(job, `purged: queue ${bulk.queue} was emptied before it started`, at)
  }
}
