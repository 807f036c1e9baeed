/** One piece of what is done to many Jobs: each of them by the rule for one, those that it refuses left as they are. */
import { isTerminal } from '@agenix/specs'
import type { EngineEvent, Instant, Sweep, WriteCommand } from '../commands.ts'
import type { JobRow } from '../model.ts'
import { type Change, jobEvent, type Outcome, type Rows, refuse } from '../rule.ts'
import { cancel } from './cancel.ts'
import { WHOLE } from './resume.ts'
import { refuseRetry, sendBack } from './retry-by-hand.ts'

type Done = { readonly changes: readonly Change[]; readonly events: readonly EngineEvent[] }

export function sweepJobs(rows: Rows, command: Extract<WriteCommand, { kind: 'jobs.sweep' }>): Outcome {
  const { sweep, at } = command
  if (sweep.do !== 'purge' && sweep.ofAction && rows.action(sweep.filter.action ?? '') === undefined) {
    return refuse('NOTFOUND', `no Action ${sweep.filter.action}`)
  }
  const changes: Change[] = []
  const events: EngineEvent[] = []
  let done = 0
  let skipped = 0
  for (const jobId of rows.found.jobs) {
    const job = rows.job(jobId)
    const swept = job === undefined ? null : sweepOne(rows, job, sweep, at)
    if (swept === null) {
      skipped += 1
      continue
    }
    done += 1
    changes.push(...swept.changes)
    events.push(...swept.events)
  }
  return { answer: { kind: 'swept', done, skipped, cursor: rows.found.cursor }, changes, events }
}

function sweepOne(rows: Rows, job: JobRow, sweep: Sweep, at: Instant): Done | null {
  switch (sweep.do) {
    case 'retry': {
      if (refuseRetry(job) !== null) return null
      const row = sendBack(rows, job, WHOLE, at)
      return { changes: [{ table: 'job', row }], events: [jobEvent(row, 'retried', at.wallMs)] }
    }
    case 'cancel':
      if (isTerminal(job.status)) return null
      return cancel(job, `cancelled with Action ${sweep.filter.action}`, at)
    case 'purge':
      if (job.status !== 'scheduled' && job.status !== 'pending') return null
      return cancel(job, `purged: queue ${sweep.queue} was emptied before it started`, at)
  }
}
