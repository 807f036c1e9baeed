/** ACTION.*: many Jobs from one stored Plan. */
import { type JobStatus, limits, readAction } from '@agenix/specs'
import { actionHash } from '../engine/rules/action.ts'
import type { Caller, Dispatched, Reply } from '../wire/index.ts'
import { documentOf, idOf, integerOf, limitOf, optionsOf, Refusal } from './arguments.ts'
import { changeAll, NO_FILTER } from './bulk.ts'
import type { CommandEntry, Context } from './context.ts'
import { replyOf } from './replies.ts'

export const actionCommands: readonly CommandEntry[] = [
  {
    name: 'ACTION.SUBMIT',
    arity: 2,
    summary: 'Makes a Job of each input, all or none: {action_id, plan_id, inputs}',
    run: submit,
  },
  {
    name: 'ACTION.STATUS',
    arity: 2,
    summary: 'How many of its Jobs are in which status, as JSON',
    run: status,
  },
  {
    name: 'ACTION.LIST',
    arity: -1,
    summary: 'Actions with their totals, newest first: [LIMIT n] [CURSOR c]',
    run: list,
  },
  {
    name: 'ACTION.CANCEL',
    arity: 2,
    summary: 'Cancels all of its Jobs that have not ended; its totals as JSON',
    run: cancel,
  },
  {
    name: 'ACTION.RETRY',
    arity: 2,
    summary: 'Sends back its failed and dead Jobs; its totals as JSON',
    run: retry,
  },
]

function submit(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const read = readAction(documentOf(args[0], 'the action', limits.actionBytes), 'first')
  if (!read.ok) throw new Refusal('ERR', read.problems[0].text)
  return context.loop
    .submit(caller.id, {
      kind: 'action.submit',
      request: read.value,
      contentHash: actionHash(read.value),
      origin: JSON.stringify({ key: caller.keyName, command: 'ACTION.SUBMIT' }),
      at: context.clock.now(),
    })
    .then(replyOf)
}

function status(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  return context.loop
    .submit(caller.id, { kind: 'action.status', actionId: idOf(args[0], 'action_id') })
    .then(replyOf)
}

function list(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const given = optionsOf(args, ['LIMIT', 'CURSOR'])
  const before =
    given.CURSOR === undefined ? null : integerOf(given.CURSOR, 'CURSOR', 0, Number.MAX_SAFE_INTEGER)
  return context.loop
    .submit(caller.id, { kind: 'action.list', before, limit: limitOf(given.LIMIT) })
    .then(replyOf)
}

function cancel(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const action = idOf(args[0], 'action_id')
  const filter = { ...NO_FILTER, action }
  const done = changeAll(context, caller, [{ do: 'cancel', filter, ofAction: true }])
  const reply = done.then((changed) => withTotals(context, caller, action, { cancelled: changed.done }))
  return { entered: reply, reply }
}

const UNHAPPY: readonly JobStatus[] = ['failed', 'dead']

function retry(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const action = idOf(args[0], 'action_id')
  const bulks = UNHAPPY.map(
    (status) => ({ do: 'retry', filter: { ...NO_FILTER, action, status }, ofAction: true }) as const,
  )
  const reply = changeAll(context, caller, bulks).then((changed) =>
    withTotals(context, caller, action, { retried: changed.done }),
  )
  return { entered: reply, reply }
}

async function withTotals(
  context: Context,
  caller: Caller,
  actionId: string,
  done: Readonly<Record<string, number>>,
): Promise<Reply> {
  const answer = await context.loop.submit(caller.id, { kind: 'action.status', actionId })
  if (answer.kind !== 'json') return replyOf(answer)
  return { kind: 'bulk', value: JSON.stringify({ ...JSON.parse(answer.text), ...done }) }
}
