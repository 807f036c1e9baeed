/** QUEUE.*: how many Jobs stand where, and what is said about their queues. */
import { limits } from '@agenix/specs'
import type { Caller, Dispatched } from '../wire/index.ts'
import { idOf, integerOf, optionsOf, Refusal, textOf } from './arguments.ts'
import { changeAll } from './bulk.ts'
import type { CommandEntry, Context } from './context.ts'
import { replyOf } from './replies.ts'

export const queueCommands: readonly CommandEntry[] = [
  {
    name: 'QUEUE.STATS',
    arity: -1,
    summary: 'Counts by status, of one queue or of each: [queue]',
    run: stats,
  },
  {
    name: 'QUEUE.SET',
    arity: -4,
    summary: 'Settings of a queue: QUEUE.SET queue [WEIGHT n] [MAXWAITING n|none] [TTL secs|none]',
    run: set,
  },
  {
    name: 'QUEUE.PAUSE',
    arity: 2,
    summary: 'Grants no Job of a queue until it is resumed; what runs goes on',
    run: open(false),
  },
  { name: 'QUEUE.RESUME', arity: 2, summary: 'Opens a paused queue', run: open(true) },
  {
    name: 'QUEUE.PEEK',
    arity: -2,
    summary: 'The next Jobs of a queue in their order, as JSON: QUEUE.PEEK queue [n]',
    run: peek,
  },
  {
    name: 'QUEUE.PURGE',
    arity: 2,
    summary: 'Cancels all waiting Jobs of a queue, not those that run; how many, as JSON',
    run: purge,
  },
  { name: 'QUEUE.LIST', arity: 1, summary: 'The names of all queues, as JSON', run: list },
]

function stats(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const queue = args[0] === undefined ? null : idOf(args[0], 'queue')
  return context.loop.submit(caller.id, { kind: 'queue.stats', queue, heads: true }).then(replyOf)
}

/** Of one look; who wants more wants JOB.LIST. */
const PEEK_MAX = 1_000

function peek(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const queue = idOf(args[0], 'queue')
  if (args.length > 2) throw new Refusal('ERR', 'QUEUE.PEEK takes a queue, and how many')
  const count = args[1] === undefined ? 10 : integerOf(args[1], 'n', 1, PEEK_MAX)
  return context.loop
    .submit(caller.id, { kind: 'look', look: { of: 'queue-line', queue, count } })
    .then(replyOf)
}

function list(context: Context, caller: Caller): Dispatched {
  return context.loop.submit(caller.id, { kind: 'queue.stats', queue: null, heads: false }).then((answer) => {
    if (answer.kind !== 'json') return replyOf(answer)
    const queues = JSON.parse(answer.text) as { queue: string }[]
    return { kind: 'bulk', value: JSON.stringify(queues.map((stats) => stats.queue)) }
  })
}

function set(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const queue = idOf(args[0], 'queue')
  const given = optionsOf(args.slice(1), ['WEIGHT', 'MAXWAITING', 'TTL'])
  const { min, max } = limits.queueWeight
  return context.loop
    .submit(caller.id, {
      kind: 'queue.set',
      queue,
      ...(given.WEIGHT === undefined ? {} : { weight: integerOf(given.WEIGHT, 'WEIGHT', min, max) }),
      ...boundOf('maxWaiting', given.MAXWAITING, 'MAXWAITING', limits.queueMaxWaiting),
      ...boundOf('ttlSecs', given.TTL, 'TTL', limits.queueTtlSecs),
      at: context.clock.now(),
    })
    .then(replyOf)
}

/** A number from 1, or `none` for no bound at all. */
function boundOf<Field extends string>(
  field: Field,
  arg: Buffer | undefined,
  what: string,
  max: number,
): Partial<Record<Field, number | null>> {
  if (arg === undefined) return {}
  const text = textOf(arg)
  if (text.toLowerCase() === 'none') return { [field]: null } as Record<Field, null>
  if (!/^\d{1,15}$/.test(text) || Number(text) < 1 || Number(text) > max) {
    throw new Refusal(
      'ERR',
      `${what} must be a whole number from 1 to ${max}, or none; got '${text.slice(0, 40)}'`,
    )
  }
  return { [field]: Number(text) } as Record<Field, number>
}

function open(isOpen: boolean): CommandEntry['run'] {
  return (context, caller, args): Dispatched => {
    const kind = isOpen ? ('queue.resume' as const) : ('queue.pause' as const)
    return context.loop
      .submit(caller.id, { kind, queue: idOf(args[0], 'queue'), at: context.clock.now() })
      .then(replyOf)
  }
}

function purge(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const queue = idOf(args[0], 'queue')
  const reply = changeAll(context, caller, [{ do: 'purge', queue }]).then((changed) => ({
    kind: 'bulk' as const,
    value: JSON.stringify({ queue, purged: changed.done }),
  }))
  return { entered: reply, reply }
}
