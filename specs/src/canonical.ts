/**
 * RFC 8785 (JSON Canonicalization Scheme), and SHA-256: the same content has the same bytes, and so the same hash.
 *
 * Numbers are written as ECMAScript writes them, keys are sorted by UTF-16 code units: both are what JavaScript does,
 * so the work is left to JSON.stringify wherever it does the same. What JSON cannot say is a bug of the caller: throws.
 */
import { createHash } from 'node:crypto'

const writeString = (text: string): string => {
  if (!text.isWellFormed()) throw new TypeError('canonical JSON: a string has a lone surrogate')
  return JSON.stringify(text)
}

// Depth is bounded by who made the value (parseJson: 32), so the recursion is.
const write = (value: unknown): string => {
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${value} is no JSON number`)
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value === 'object') return writeObject(value)
  throw new TypeError(`canonical JSON: ${typeof value} is no JSON value`)
}

const writeObject = (value: object): string => {
  const members: string[] = []
  const object = value as { readonly [key: string]: unknown }
  // The default order of sort() is by UTF-16 code units, as the RFC asks.
  for (const key of Object.keys(object).sort()) {
    const member = object[key]
    // As JSON.stringify does: an optional field that is set to undefined is not there.
    if (member !== undefined) members.push(`${writeString(key)}:${write(member)}`)
  }
  return `{${members.join(',')}}`
}

/**
 * The canonical text of a JSON value (RFC 8785).
 * @throws TypeError for what JSON cannot say: NaN, Infinity, bigint, functions, symbols, lone surrogates, undefined in an array.
 */
export const canonicalJson = (value: unknown): string => write(value)

/** SHA-256 in lower-case hex; a string is hashed as UTF-8. */
export const sha256Hex = (data: Uint8Array | string): string =>
  createHash('sha256').update(data).digest('hex')
