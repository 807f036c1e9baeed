/**
 * SCAN, KEYS, DBSIZE, and the options of HSCAN. A pattern that begins with the name of a space (`worker:*`), or a type,
 * leaves the other spaces out; so does KEYS, and then it is bounded, for it holds up everybody.
 */

import { SPACES, type Space } from '../engine/keyspace.ts'
import type { Look } from '../engine/look.ts'
import { compileGlob } from '../glob.ts'
import type { Caller, Reply } from '../wire/index.ts'
import { integerOf, Refusal, textOf } from './arguments.ts'
import type { Context } from './context.ts'
import { readValue } from './key-values.ts'
import { bulk } from './replies.ts'

const COUNT_DEFAULT = 10
/** One call looks at no more, whatever COUNT says: about 5 ms of the store's thread. */
const COUNT_MAX = 10_000
/** KEYS answers in one piece: of more keys than this it would hold up everybody else. */
const KEYS_MAX = 10_000
/** Longer than any key. */
const PATTERN_MAX = 256

interface Page {
  readonly cursor: number
  readonly keys: readonly string[]
}

export async function scanKeys(
  context: Context,
  caller: Caller,
  [cursor, ...rest]: readonly Buffer[],
): Promise<Reply> {
  const options = scanOptions(rest, ['MATCH', 'COUNT', 'TYPE'])
  const from = cursorOf(cursor)
  const pattern = patternOf(options.MATCH)
  const count = Math.min(COUNT_MAX, countOf(options.COUNT))
  const { keys, next } = await find(context, caller, pattern, typeOf(options.TYPE), from, count)
  return { kind: 'array', items: [bulk(String(next)), { kind: 'array', items: keys.map(bulk) }] }
}

export async function listKeys(context: Context, caller: Caller, [glob]: readonly Buffer[]): Promise<Reply> {
  const pattern = patternOf(glob)
  if (!/[*?[\\]/.test(pattern)) {
    const found = await readValue(context, caller, pattern)
    return { kind: 'array', items: found === null ? [] : [bulk(pattern)] }
  }
  const { keys, next } = await find(context, caller, pattern, null, 0, KEYS_MAX)
  if (next === 0) return { kind: 'array', items: keys.map(bulk) }
  throw new Refusal(
    'TOOBIG',
    `KEYS looks at ${KEYS_MAX} keys at most, and there are more: use SCAN 0 MATCH ${pattern} COUNT 1000 (redis-cli --scan --pattern '${pattern}')`,
  )
}

export async function countKeys(context: Context, caller: Caller): Promise<Reply> {
  return { kind: 'int', value: (await keyCounts(context, caller)).keys }
}

/** Also what INFO keyspace tells. */
export async function keyCounts(
  context: Context,
  caller: Caller,
): Promise<{ readonly keys: number; readonly expiring: number }> {
  return ask(context, caller, { of: 'key-counts', monoMs: context.clock.now().monoMs })
}

async function find(
  context: Context,
  caller: Caller,
  pattern: string,
  type: 'hash' | 'string' | 'none' | null,
  cursor: number,
  count: number,
): Promise<{ readonly keys: readonly string[]; readonly next: number }> {
  const spaces = SPACES.filter((space) => mayHold(space, pattern, type))
  const page = await ask<Page>(context, caller, {
    of: 'keys',
    cursor,
    count,
    spaces,
    monoMs: context.clock.now().monoMs,
  })
  const matches = compileGlob(pattern)
  const keys = page.keys.filter((key) => matches(key) && (type === null || type === typeOfKey(key)))
  return { keys, next: page.cursor }
}

/** Whether a key of this space could match: by the letters before the pattern's first sign. */
function mayHold(space: Space, pattern: string, type: 'hash' | 'string' | 'none' | null): boolean {
  const literal = /^[^*?[\\]*/.exec(pattern)?.[0] ?? ''
  const head = `${space}:`
  if (!head.startsWith(literal) && !literal.startsWith(head)) return false
  if (type === null) return true
  return type === 'string' ? space === 'plan' || space === 'worker' : type === 'hash' && space !== 'plan'
}

/** A worker that is itself called `…:alive` is taken for a string here: a browser's filter, no more. */
function typeOfKey(key: string): 'hash' | 'string' {
  return key.startsWith('plan:') || (key.startsWith('worker:') && key.endsWith(':alive')) ? 'string' : 'hash'
}

async function ask<T>(context: Context, caller: Caller, look: Look): Promise<T> {
  const answer = await context.loop.submit(caller.id, { kind: 'look', look })
  if (answer.kind !== 'json') throw new Error(`a look at ${look.of} was not answered`)
  return JSON.parse(answer.text) as T
}

/** The options of HSCAN. */
export function scanFields(
  cursor: Buffer | undefined,
  rest: readonly Buffer[],
): { readonly pattern: string; readonly values: boolean } {
  cursorOf(cursor)
  const last = textOf(rest.at(-1)).toUpperCase()
  const values = last !== 'NOVALUES'
  const options = scanOptions(values ? rest : rest.slice(0, -1), ['MATCH', 'COUNT'])
  countOf(options.COUNT)
  return { pattern: patternOf(options.MATCH), values }
}

function scanOptions<Name extends string>(
  args: readonly Buffer[],
  names: readonly Name[],
): Partial<Record<Name, Buffer>> {
  const found: Partial<Record<Name, Buffer>> = {}
  for (let i = 0; i < args.length; i += 2) {
    const name = names.find((each) => each === textOf(args[i]).toUpperCase())
    const value = args[i + 1]
    if (name === undefined || value === undefined) {
      throw new Refusal('ERR', `syntax error: after the cursor come ${names.join(', ')}, each with a value`)
    }
    found[name] = value
  }
  return found
}

function cursorOf(arg: Buffer | undefined): number {
  const text = textOf(arg)
  if (/^\d{1,20}$/.test(text)) return Number(text)
  throw new Refusal(
    'ERR',
    `invalid cursor '${text.slice(0, 40)}': begin with 0, go on with what SCAN answered`,
  )
}

function countOf(arg: Buffer | undefined): number {
  return arg === undefined ? COUNT_DEFAULT : integerOf(arg, 'COUNT', 1, Number.MAX_SAFE_INTEGER)
}

function patternOf(arg: Buffer | undefined): string {
  const text = arg === undefined ? '*' : textOf(arg)
  if (text.length <= PATTERN_MAX) return text
  throw new Refusal('ERR', `the pattern must have at most ${PATTERN_MAX} characters`)
}

function typeOf(arg: Buffer | undefined): 'hash' | 'string' | 'none' | null {
  if (arg === undefined) return null
  const text = textOf(arg).toLowerCase()
  return text === 'hash' || text === 'string' ? text : 'none'
}
