/** ACTION.*: many Jobs from one stored Plan. */
import { limits, readAction } from '@agenix/specs'
import { actionHash } from '../engine/rules/action.ts'
import type { Caller, Dispatched } from '../wire/index.ts'
import { documentOf, idOf, Refusal } from './arguments.ts'
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
