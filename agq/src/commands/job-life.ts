/** JOB.*, what becomes of Jobs that have ended: sent back, forgotten, kept. */
import type { JobStatus } from '@agenix/specs'
import type { BulkFilter } from '../engine/port.ts'
import type { Caller, Dispatched } from '../wire/index.ts'
import { idOf, integerOf, optionsOf, Refusal } from './arguments.ts'
import { changeAll } from './bulk.ts'
import type { CommandEntry, Context } from './context.ts'
import { labelOf, statusOf } from './job-client.ts'
import { replyOf } from './replies.ts'

export const jobLifeCommands: readonly CommandEntry[] = [
  {
    name: 'JOB.RETRY',
    arity: -2,
    summary: 'A new attempt of a Job that ended badly, whole or from a task on: JOB.RETRY id [FROM task]',
    run: retry,
  },
  {
    name: 'JOB.RETRYALL',
    arity: -1,
    summary:
      'Sends back all failed and dead Jobs: [STATUS s] [PLAN p] [ACTION a] [QUEUE q] [LABEL k=v] [LIMIT n]',
    run: retryAll,
  },
  {
    name: 'JOB.DELETE',
    arity: 2,
    summary: 'Forgets an ended Job with its outputs; its id is free then',
    run: remove,
  },
  { name: 'JOB.PIN', arity: 2, summary: 'Keeps a Job, whatever retention says', run: pin(1) },
  { name: 'JOB.UNPIN', arity: 2, summary: 'Leaves a Job to retention again', run: pin(0) },
]

function retry(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const [id, ...rest] = args
  const jobId = idOf(id, 'job_id')
  const given = optionsOf(rest, ['FROM'])
  // How many tasks the Job has is the Job's own bound.
  const from = given.FROM === undefined ? null : integerOf(given.FROM, 'FROM', 1, Number.MAX_SAFE_INTEGER)
  return context.loop
    .submit(caller.id, { kind: 'job.retry', jobId, from, at: context.clock.now() })
    .then(replyOf)
}

const RETRIED: readonly JobStatus[] = ['failed', 'dead', 'cancelled']

function retryAll(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const given = optionsOf(args, ['STATUS', 'PLAN', 'ACTION', 'QUEUE', 'LABEL', 'LIMIT'])
  const status = given.STATUS === undefined ? null : statusOf(given.STATUS)
  if (status !== null && !RETRIED.includes(status)) {
    throw new Refusal('ERR', `STATUS must be one of ${RETRIED.join(', ')}: others are not sent back`)
  }
  const filter: BulkFilter = {
    status,
    plan: given.PLAN === undefined ? null : idOf(given.PLAN, 'PLAN'),
    action: given.ACTION === undefined ? null : idOf(given.ACTION, 'ACTION'),
    queue: given.QUEUE === undefined ? null : idOf(given.QUEUE, 'QUEUE'),
    label: given.LABEL === undefined ? null : labelOf(given.LABEL),
  }
  const most =
    given.LIMIT === undefined
      ? Number.POSITIVE_INFINITY
      : integerOf(given.LIMIT, 'LIMIT', 1, Number.MAX_SAFE_INTEGER)
  const statuses: readonly JobStatus[] = status === null ? ['failed', 'dead'] : [status]
  const bulks = statuses.map(
    (each) => ({ do: 'retry', filter: { ...filter, status: each }, ofAction: false }) as const,
  )
  const reply = changeAll(context, caller, bulks, most).then(({ done, skipped }) => ({
    kind: 'simple' as const,
    text: `OK retried=${done}${skipped === 0 ? '' : ` still_stopping=${skipped}`}`,
  }))
  return { entered: reply, reply }
}

function remove(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const jobId = idOf(args[0], 'job_id')
  return context.loop.submit(caller.id, { kind: 'job.delete', jobId, at: context.clock.now() }).then(replyOf)
}

function pin(pinned: 0 | 1): CommandEntry['run'] {
  return (context, caller, args): Dispatched => {
    const jobId = idOf(args[0], 'job_id')
    return context.loop
      .submit(caller.id, { kind: 'job.pin', jobId, pinned, at: context.clock.now() })
      .then(replyOf)
  }
}
