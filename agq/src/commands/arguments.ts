/**
 * Reading the words of a request. Whatever does not fit becomes a refusal that names the word and what it should be;
 * commands never see it.
 */
import { type ErrorCode, limits } from '@agenix/specs'
import type { Reply } from '../wire/index.ts'

/** Thrown by the readers of this file and turned into an error reply by `dispatch`. */
export class Refusal extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, text: string) {
    super(text)
    this.code = code
  }

  reply(): Reply {
    return { kind: 'error', code: this.code, text: this.message }
  }
}

const ID = /^[A-Za-z0-9._:-]{1,64}$/

export function idOf(arg: Buffer | undefined, what: string): string {
  const text = textOf(arg)
  if (ID.test(text)) return text
  throw new Refusal('ERR', `${what} must be 1 to 64 letters, digits, '.', '_', ':' or '-'`)
}

export function textOf(arg: Buffer | undefined): string {
  return arg === undefined ? '' : arg.toString('utf8')
}

/** A document that is refused for its size alone, before anyone reads it. */
export function documentOf(arg: Buffer | undefined, what: string, maxBytes: number): Buffer {
  const bytes = arg ?? Buffer.alloc(0)
  if (bytes.length <= maxBytes) return bytes
  throw new Refusal('TOOBIG', `${what} has ${bytes.length} bytes; the maximum is ${maxBytes}`)
}

const SHA256 = /^[0-9a-f]{64}$/

export function sha256Of(arg: Buffer | undefined, what: string): string {
  const text = textOf(arg).toLowerCase()
  if (SHA256.test(text)) return text
  throw new Refusal('ERR', `${what} must be a sha256: 64 hexadecimal digits`)
}

export function integerOf(arg: Buffer | undefined, what: string, min: number, max: number): number {
  const text = textOf(arg)
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new Refusal('ERR', `${what} must be a whole number from ${min} to ${max}, got '${text.slice(0, 40)}'`)
}

/** `NAME value` pairs after the fixed arguments; `flags` stand alone. Names are case-insensitive, each at most once. */
export function optionsOf<Name extends string, Flag extends string = never>(
  args: readonly Buffer[],
  names: readonly Name[],
  flags: readonly Flag[] = [],
): Partial<Record<Name, Buffer>> & Partial<Record<Flag, true>> {
  const found = new Map<string, Buffer | true>()
  for (let i = 0; i < args.length; i++) {
    const word = textOf(args[i]).toUpperCase()
    const allowed = [...names, ...flags]
    if (!(allowed as readonly string[]).includes(word)) {
      const known = allowed.length === 0 ? 'no further arguments' : allowed.join(', ')
      throw new Refusal('ERR', `unexpected '${word.slice(0, 40)}': this command takes ${known}`)
    }
    if (found.has(word)) throw new Refusal('ERR', `${word} is given twice`)
    if ((flags as readonly string[]).includes(word)) {
      found.set(word, true)
      continue
    }
    const value = args[++i]
    if (value === undefined) throw new Refusal('ERR', `${word} needs a value`)
    found.set(word, value)
  }
  return Object.fromEntries(found) as Partial<Record<Name, Buffer>> & Partial<Record<Flag, true>>
}

export function limitOf(arg: Buffer | undefined): number {
  return arg === undefined ? limits.listLimit.default : integerOf(arg, 'LIMIT', 1, limits.listLimit.max)
}

export function streamOf(arg: Buffer | undefined): 'stdout' | 'stderr' {
  const text = textOf(arg).toLowerCase()
  if (text === 'stdout' || text === 'stderr') return text
  throw new Refusal('ERR', `the stream must be STDOUT or STDERR, got '${text.slice(0, 40)}'`)
}

export function rangeOf(
  offset: Buffer | undefined,
  limit: Buffer | undefined,
  limitDefault: number,
): { readonly offset: number; readonly limit: number } {
  return {
    offset: offset === undefined ? 0 : integerOf(offset, 'OFFSET', 0, Number.MAX_SAFE_INTEGER),
    limit: limit === undefined ? limitDefault : integerOf(limit, 'LIMIT', 0, limits.bulkBytes),
  }
}
