/**
 * What stands under a key of the read-only view. Each value is made from the answer of the command that tells the same
 * (JOB.STATUS, PLAN.GET, …), so the view can say nothing else than the contract does: its fields are the fields of a
 * hash, those that are nested as JSON.
 */
import type { Command } from '../engine/commands.ts'
import { ALIVE } from '../engine/keyspace.ts'
import type { Caller } from '../wire/index.ts'
import type { Context } from './context.ts'

export type Value =
  | { readonly type: 'hash'; readonly fields: ReadonlyMap<string, string> }
  | {
      readonly type: 'string'
      readonly text: string
      /** Null: it does not end by itself. */
      readonly leftMs: number | null
    }

const ID = /^[A-Za-z0-9._:-]{1,64}$/

/** Null: there is no such key. */
export async function readValue(context: Context, caller: Caller, key: string): Promise<Value | null> {
  const colon = key.indexOf(':')
  const id = key.slice(colon + 1)
  if (colon < 0 || id.length > 64 + ALIVE.length) return null
  const ask = (command: Command): Promise<string | null> => answerOf(context, caller, command)
  switch (key.slice(0, colon)) {
    case 'job':
      return ID.test(id) ? hashOf(await ask({ kind: 'job.status', jobId: id })) : null
    case 'plan': {
      const text = ID.test(id) ? await ask({ kind: 'plan.get', planId: id }) : null
      return text === null ? null : { type: 'string', text, leftMs: null }
    }
    case 'action':
      return ID.test(id) ? hashOf(await ask({ kind: 'action.status', actionId: id })) : null
    case 'worker':
      return (await readWorker(ask, id)) ?? readLife(ask, id, context.clock.now().monoMs)
    case 'queue':
      return ID.test(id) ? readQueue(ask, id) : null
    default:
      return null
  }
}

type Ask = (command: Command) => Promise<string | null>

/** Who said goodbye is no news, as in WORKER.LIST. */
async function readWorker(ask: Ask, id: string): Promise<Value | null> {
  const value = ID.test(id) ? hashOf(await ask({ kind: 'worker.get', workerId: id })) : null
  return value?.type === 'hash' && value.fields.get('status') !== 'gone' ? value : null
}

async function readLife(ask: Ask, id: string, monoMs: number): Promise<Value | null> {
  const workerId = id.slice(0, -ALIVE.length)
  if (!id.endsWith(ALIVE) || !ID.test(workerId)) return null
  const text = await ask({ kind: 'look', look: { of: 'life', workerId, monoMs } })
  if (text === null) return null
  const life = JSON.parse(text) as { readonly left_ms: number; readonly seen_at: number }
  return { type: 'string', text: new Date(life.seen_at).toISOString(), leftMs: life.left_ms }
}

/** A queue is there while there are Jobs of it, or something was said about it. */
async function readQueue(ask: Ask, queue: string): Promise<Value | null> {
  const text = await ask({ kind: 'queue.stats', queue, heads: true })
  const stats = JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>
  const said = 'weight' in stats
  const counts = Object.values(stats).some((value) => typeof value === 'number' && value > 0)
  return said || counts ? hashOf(text) : null
}

async function answerOf(context: Context, caller: Caller, command: Command): Promise<string | null> {
  const answer = await context.loop.submit(caller.id, command)
  return answer.kind === 'json' ? answer.text : null
}

function hashOf(json: string | null): Value | null {
  if (json === null) return null
  const entries = Object.entries(JSON.parse(json) as Readonly<Record<string, unknown>>)
  const fields = new Map(entries.map(([name, value]) => [name, flat(value)]))
  return { type: 'hash', fields }
}

function flat(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
