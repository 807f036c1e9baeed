/** `agx queue stats|list|peek|pause|resume|set|purge`: the lines in which Jobs wait, looked at and steered. */
import { limits } from '@agenix/specs'
import { type Argument, type Reply, readRows } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { type QueueView, renderLine, renderQueues } from '../render/queue-text.ts'
import { showText } from '../render/table.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { readWhole, readWholeOrNone } from './option-values.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

/** Shows the counts of one queue, or of all. */
export const queueStats: Verb = async ({ terminal }, options, [queue]) =>
  withClient(options, async (client) => {
    const reply = await client.call('QUEUE.STATS', ...(queue === undefined ? [] : [queue]))
    return showQueues(terminal, options, readRows<QueueView>(reply))
  })

/** Only the names. */
export const queueList: Verb = async ({ terminal }, options) =>
  withClient(options, async (client) => {
    const names = readRows<string>(await client.call('QUEUE.LIST'))
    if (options.json === true) await writeJson(terminal, { queues: names })
    else if (names.length === 0) terminal.say(noQueues)
    else await terminal.write(names.map((name) => `${showText(name)}\n`).join(''))
    return exitOk
  })

/** Options of `agx queue peek`. */
export interface PeekOptions extends CommonOptions {
  readonly limit?: string
}

/** The next Jobs of a queue. */
export const queuePeek: Verb<PeekOptions> = async ({ terminal }, options, [queue = '']) => {
  const limit = readWhole('--limit', options.limit, 1, limits.listLimit.max) ?? 10
  return withClient(options, async (client) => {
    const jobs = readRows<Parameters<typeof renderLine>[0][number]>(
      await client.call('QUEUE.PEEK', queue, limit),
    )
    if (options.json === true) await writeJson(terminal, { queue, jobs })
    else if (jobs.length === 0) terminal.say(`No Job waits in queue ${showText(queue)}.`)
    else await terminal.write(renderLine(jobs, terminal.outPalette, Date.now()))
    return exitOk
  })
}

/** Closes a queue. */
export const queuePause: Verb = async ({ terminal }, options, [queue = '']) =>
  withClient(options, async (client) => {
    const row = rowOf(await client.call('QUEUE.PAUSE', queue))
    if (options.json === true) await writeJson(terminal, row)
    else
      terminal.say(
        `Queue ${showText(queue)} is paused; what runs goes on. Open it with: agx queue resume ${showText(queue)}`,
      )
    return exitOk
  })

/** Opens a queue. */
export const queueResume: Verb = async ({ terminal }, options, [queue = '']) =>
  withClient(options, async (client) => {
    const row = rowOf(await client.call('QUEUE.RESUME', queue))
    if (options.json === true) await writeJson(terminal, row)
    else terminal.say(`Queue ${showText(queue)} is open.`)
    return exitOk
  })

/** Options of `agx queue set`. */
export interface SetOptions extends CommonOptions {
  readonly weight?: string
  readonly maxWaiting?: string
  readonly ttl?: string
}

/** Sets what was given, and shows what holds then. */
export const queueSet: Verb<SetOptions> = async ({ terminal }, options, [queue = '']) => {
  const { min, max } = limits.queueWeight
  const given: readonly (readonly [string, Argument | undefined])[] = [
    ['WEIGHT', readWhole('--weight', options.weight, min, max)],
    ['MAXWAITING', readWholeOrNone('--max-waiting', options.maxWaiting, 1, limits.queueMaxWaiting)],
    ['TTL', readWholeOrNone('--ttl', options.ttl, 1, limits.queueTtlSecs)],
  ]
  const settings = given.flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  return withClient(options, async (client) => {
    if (settings.length > 0) await client.call('QUEUE.SET', queue, ...settings)
    return showQueues(terminal, options, readRows<QueueView>(await client.call('QUEUE.STATS', queue)))
  })
}

const noQueues = 'No queues yet: the first Job makes one.'

async function showQueues(
  terminal: Terminal,
  options: CommonOptions,
  rows: readonly QueueView[],
): Promise<number> {
  if (options.json === true) await writeJson(terminal, { queues: rows })
  else if (rows.length === 0) terminal.say(noQueues)
  else await terminal.write(renderQueues(rows, terminal.outPalette, Date.now()))
  return exitOk
}

function rowOf(reply: Reply): QueueView | undefined {
  return readRows<QueueView>(reply)[0]
}

/** Options of `agx queue purge`. */
export interface PurgeOptions extends CommonOptions {
  readonly yes?: boolean
}

/** Cancels what waits in a queue. */
export const queuePurge: Verb<PurgeOptions> = async ({ terminal }, options, [queue = '']) => {
  if (options.yes !== true) {
    throw new UsageError(
      `purge cancels every Job that waits in queue ${queue}; those that run go on. Say so with --yes.`,
    )
  }
  return withClient(options, async (client) => {
    const { purged } = JSON.parse(String(await client.call('QUEUE.PURGE', queue))) as { purged: number }
    if (wantsJson(options, terminal, false)) await writeJson(terminal, { queue, purged })
    else terminal.say(`${purged} waiting Jobs of queue ${queue} are cancelled.`)
    return exitOk
  })
}
