/** QUEUE.*: how many Jobs stand where. */
import type { Caller, Dispatched } from '../wire/index.ts'
import { idOf } from './arguments.ts'
import type { CommandEntry, Context } from './context.ts'
import { replyOf } from './replies.ts'

export const queueCommands: readonly CommandEntry[] = [
  {
    name: 'QUEUE.STATS',
    arity: -1,
    summary: 'Counts by status, of one queue or of each: [queue]',
    run: stats,
  },
  { name: 'QUEUE.LIST', arity: 1, summary: 'The names of all queues, as JSON', run: list },
]

function stats(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const queue = args[0] === undefined ? null : idOf(args[0], 'queue')
  return context.loop.submit(caller.id, { kind: 'queue.stats', queue }).then(replyOf)
}

function list(context: Context, caller: Caller): Dispatched {
  return context.loop.submit(caller.id, { kind: 'queue.stats', queue: null }).then((answer) => {
    if (answer.kind !== 'json') return replyOf(answer)
    const queues = JSON.parse(answer.text) as { queue: string }[]
    return { kind: 'bulk', value: JSON.stringify(queues.map((stats) => stats.queue)) }
  })
}
