/**
 * The read-only key view: what Redis' browsers and command lines ask, answered over Jobs, Plans, Actions, workers and
 * queues. Nothing is written by key (write-commands.ts says what to do instead).
 */
import { compileGlob } from '../glob.ts'
import type { Caller, Dispatched, Reply } from '../wire/index.ts'
import { integerOf, Refusal, textOf } from './arguments.ts'
import type { CommandEntry, Context } from './context.ts'
import { countKeys, listKeys, scanFields, scanKeys } from './key-scan.ts'
import { readValue, type Value } from './key-values.ts'
import { bulk } from './replies.ts'

export const keyCommands: readonly CommandEntry[] = [
  {
    name: 'SCAN',
    arity: -2,
    summary: 'Keys, page by page: SCAN cursor [MATCH pattern] [COUNT n] [TYPE hash|string]',
    run: scanKeys,
  },
  { name: 'KEYS', arity: 2, summary: 'All keys that match, where there are not too many', run: listKeys },
  { name: 'DBSIZE', arity: 1, summary: 'How many keys there are', run: countKeys },
  { name: 'EXISTS', arity: -2, summary: 'How many of these keys are there', run: exists },
  { name: 'TYPE', arity: 2, summary: 'hash, string, or none', run: type },
  {
    name: 'TTL',
    arity: 2,
    summary: 'Seconds that worker:<id>:alive has left; -1: does not end, -2: is not there',
    run: ttl(1000),
  },
  { name: 'PTTL', arity: 2, summary: 'The same in milliseconds', run: ttl(1) },
  { name: 'GET', arity: 2, summary: 'A string: plan:<id>, worker:<id>:alive', run: get },
  { name: 'MGET', arity: -2, summary: 'Several strings; nil for what is none', run: mget },
  { name: 'STRLEN', arity: 2, summary: 'Bytes of a string', run: strlen },
  { name: 'GETRANGE', arity: 4, summary: 'A part of a string: GETRANGE key start end', run: getRange },
  {
    name: 'HGETALL',
    arity: 2,
    summary: 'All fields of job:<id>, action:<id>, worker:<id>, queue:<name>',
    run: hgetall,
  },
  { name: 'HGET', arity: 3, summary: 'A field of a hash', run: hget },
  { name: 'HMGET', arity: -3, summary: 'Several fields of a hash', run: hmget },
  { name: 'HKEYS', arity: 2, summary: 'The names of the fields', run: hkeys },
  { name: 'HVALS', arity: 2, summary: 'The values of the fields', run: hvals },
  { name: 'HLEN', arity: 2, summary: 'How many fields', run: hlen },
  { name: 'HEXISTS', arity: 3, summary: 'Whether a hash has this field', run: hexists },
  { name: 'HSTRLEN', arity: 3, summary: 'Bytes of a field', run: hstrlen },
  { name: 'HSCAN', arity: -3, summary: 'Fields with their values, all in one page', run: hscan },
  { name: 'OBJECT', arity: -2, summary: 'OBJECT ENCODING key, for browsers', run: object },
  { name: 'MEMORY', arity: -2, summary: 'MEMORY USAGE key: bytes of the value as it is shown', run: memory },
]

type Run = (context: Context, caller: Caller, args: readonly Buffer[]) => Promise<Reply>

const NIL: Reply = { kind: 'nil' }

function exists(context: Context, caller: Caller, args: readonly Buffer[]): Dispatched {
  const found = args.map((key) => readValue(context, caller, textOf(key)))
  return Promise.all(found).then((values) => int(values.filter((value) => value !== null).length))
}

async function type(...[context, caller, [key]]: Parameters<Run>): Promise<Reply> {
  return { kind: 'simple', text: (await readValue(context, caller, textOf(key)))?.type ?? 'none' }
}

function ttl(unitMs: number): Run {
  return async (context, caller, [key]) => {
    const value = await readValue(context, caller, textOf(key))
    if (value === null) return int(-2)
    if (value.type === 'hash' || value.leftMs === null) return int(-1)
    return int(Math.round(value.leftMs / unitMs))
  }
}

async function get(...[context, caller, [key]]: Parameters<Run>): Promise<Reply> {
  const text = await stringOf(context, caller, key)
  return text === null ? NIL : bulk(text)
}

async function mget(...[context, caller, keys]: Parameters<Run>): Promise<Reply> {
  const values = await Promise.all(keys.map((key) => readValue(context, caller, textOf(key))))
  return list(values.map((value) => (value?.type === 'string' ? bulk(value.text) : NIL)))
}

async function strlen(...[context, caller, [key]]: Parameters<Run>): Promise<Reply> {
  return int(Buffer.byteLength((await stringOf(context, caller, key)) ?? ''))
}

/** As Redis counts: both ends are part of it, negative ones are counted from the end. */
async function getRange(...[context, caller, [key, first, last]]: Parameters<Run>): Promise<Reply> {
  const bound = Number.MAX_SAFE_INTEGER
  const [start, end] = [integerOf(first, 'start', -bound, bound), integerOf(last, 'end', -bound, bound)]
  const bytes = Buffer.from((await stringOf(context, caller, key)) ?? '')
  const at = (index: number): number => (index < 0 ? Math.max(0, bytes.length + index) : index)
  return { kind: 'bulk', value: bytes.subarray(at(start), end < -bytes.length ? 0 : at(end) + 1) }
}

async function hgetall(...[context, caller, [key]]: Parameters<Run>): Promise<Reply> {
  const fields = await fieldsOf(context, caller, key)
  return { kind: 'map', entries: [...fields].map(([name, value]) => [name, bulk(value)] as const) }
}

async function hget(...[context, caller, [key, field]]: Parameters<Run>): Promise<Reply> {
  return orNil((await fieldsOf(context, caller, key)).get(textOf(field)))
}

async function hmget(...[context, caller, [key, ...names]]: Parameters<Run>): Promise<Reply> {
  const fields = await fieldsOf(context, caller, key)
  return list(names.map((name) => orNil(fields.get(textOf(name)))))
}

async function hkeys(...[context, caller, [key]]: Parameters<Run>): Promise<Reply> {
  return list([...(await fieldsOf(context, caller, key)).keys()].map(bulk))
}

async function hvals(...[context, caller, [key]]: Parameters<Run>): Promise<Reply> {
  return list([...(await fieldsOf(context, caller, key)).values()].map(bulk))
}

async function hlen(...[context, caller, [key]]: Parameters<Run>): Promise<Reply> {
  return int((await fieldsOf(context, caller, key)).size)
}

async function hexists(...[context, caller, [key, field]]: Parameters<Run>): Promise<Reply> {
  return int((await fieldsOf(context, caller, key)).has(textOf(field)) ? 1 : 0)
}

async function hstrlen(...[context, caller, [key, field]]: Parameters<Run>): Promise<Reply> {
  return int(Buffer.byteLength((await fieldsOf(context, caller, key)).get(textOf(field)) ?? ''))
}

/** A hash has few fields: they all come at once, and the cursor is 0. */
async function hscan(...[context, caller, [key, cursor, ...rest]]: Parameters<Run>): Promise<Reply> {
  const { pattern, values } = scanFields(cursor, rest)
  const matches = compileGlob(pattern)
  const found = [...(await fieldsOf(context, caller, key))].filter(([name]) => matches(name))
  const items = found.flatMap(([name, value]) => (values ? [bulk(name), bulk(value)] : [bulk(name)]))
  return list([bulk('0'), list(items)])
}

async function object(...[context, caller, [verb, key, ...more]]: Parameters<Run>): Promise<Reply> {
  if (textOf(verb).toUpperCase() !== 'ENCODING' || key === undefined || more.length > 0) {
    throw new Refusal(
      'ERR',
      'of OBJECT there is OBJECT ENCODING key: the view keeps no idle times and no counts of use',
    )
  }
  const value = await readValue(context, caller, textOf(key))
  if (value === null) return NIL
  return bulk(value.type === 'hash' ? 'hashtable' : 'raw')
}

async function memory(...[context, caller, [verb, key]]: Parameters<Run>): Promise<Reply> {
  if (textOf(verb).toUpperCase() !== 'USAGE' || key === undefined) {
    throw new Refusal('ERR', 'of MEMORY there is MEMORY USAGE key; INFO memory tells of the server')
  }
  const value = await readValue(context, caller, textOf(key))
  return value === null ? NIL : int(key.length + sizeOf(value))
}

function sizeOf(value: Value): number {
  if (value.type === 'string') return Buffer.byteLength(value.text)
  let bytes = 0
  for (const [name, text] of value.fields) bytes += Buffer.byteLength(name) + Buffer.byteLength(text)
  return bytes
}

async function stringOf(context: Context, caller: Caller, key: Buffer | undefined): Promise<string | null> {
  const name = textOf(key)
  const value = await readValue(context, caller, name)
  if (value?.type === 'hash') throw new Refusal('ERR', `${name} is a hash: read it with HGETALL ${name}`)
  return value?.text ?? null
}

async function fieldsOf(
  context: Context,
  caller: Caller,
  key: Buffer | undefined,
): Promise<ReadonlyMap<string, string>> {
  const name = textOf(key)
  const value = await readValue(context, caller, name)
  if (value?.type === 'string') throw new Refusal('ERR', `${name} is a string: read it with GET ${name}`)
  return value?.fields ?? new Map()
}

function int(value: number): Reply {
  return { kind: 'int', value }
}

function list(items: readonly Reply[]): Reply {
  return { kind: 'array', items }
}

function orNil(text: string | undefined): Reply {
  return text === undefined ? NIL : bulk(text)
}
