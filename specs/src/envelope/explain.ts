/**
 * From an error of a compiled validator to a Problem: the place as a JSON pointer, and one line that says what to do.
 *
 * The texts that others rely on (test/unit/specs/envelope/verbatim.test.ts) are made here and in rules.ts, word for word.
 * Must never quote more of a stranger's document than a few characters: a text goes into a reply and into logs.
 */
import { appendPointer, showPointer, showText, showValue, splitPointer } from '../json/pointer.ts'
import type { Problem } from '../result.ts'
import { suggestName } from './suggest.ts'

type Schema = { readonly [keyword: string]: unknown }

/** What the compiled validators report (ajv's ErrorObject, with `verbose`). */
export type SchemaError = {
  readonly instancePath: string
  readonly keyword: string
  readonly params: { readonly [name: string]: unknown }
  readonly parentSchema: Schema
  readonly data: unknown
  /** Set on what is wrong with a name in an object; the error `propertyNames` follows and says it. */
  readonly propertyName?: string
}

const known = (schema: Schema): readonly string[] =>
  Object.keys((schema.properties as object | undefined) ?? {})

/** `timeout_secs`, or `args[3]` for a member of an array. */
const placeName = (pointer: string): string => {
  const names = splitPointer(pointer)
  const last = names.at(-1)
  if (last === undefined) return 'the document'
  const owner = names.at(-2)
  return /^\d+$/.test(last) && owner !== undefined ? `${showText(owner, 64)}[${last}]` : showText(last, 64)
}

const at = (pointer: string): string => (pointer === '' ? '' : ` at ${showPointer(pointer)}`)

const typeWords: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
}

const rangeWords = ({ minimum, maximum }: Schema): string => {
  if (minimum === undefined) return maximum === undefined ? '' : ` up to ${maximum}`
  if (maximum === undefined || maximum === Number.MAX_SAFE_INTEGER) return ` from ${minimum} on`
  return ` between ${minimum} and ${maximum}`
}

const mustBe = (schema: Schema): string => {
  if (Object.hasOwn(schema, 'const')) return `must be ${JSON.stringify(schema.const)}`
  if (Array.isArray(schema.enum))
    return `must be one of ${schema.enum.map((v) => JSON.stringify(v)).join(', ')}`
  const types = [schema.type].flat().map((type) => typeWords[String(type)] ?? String(type))
  return `must be ${types.join(' or ')}${rangeWords(schema)}`
}

// Counting from 0 is a fault of numbering like the others (rules.ts), and has their text.
const isBelowFirst = (pointer: string, keyword: string): boolean =>
  keyword === 'minimum' && /^\/(tasks\/\d+\/task|steps\/\d+\/step)_number$/.test(pointer)

const rangeText = (pointer: string, { keyword, parentSchema, data }: SchemaError): string =>
  isBelowFirst(pointer, keyword)
    ? `Invalid task numbering: must start at 1, got ${showValue(data)}`
    : `${placeName(pointer)} must be${rangeWords(parentSchema)}, got ${showValue(data)}${at(pointer)}`

const lengthText = (pointer: string, { parentSchema, data }: SchemaError): string => {
  const length = [...String(data)].length
  if (length === 0) return `${placeName(pointer)} must not be empty${at(pointer)}`
  return `${placeName(pointer)} must have at most ${parentSchema.maxLength} characters, got ${length}${at(pointer)}`
}

const countOf = (data: unknown): number =>
  Array.isArray(data) ? data.length : Object.keys((data as object | null) ?? {}).length

// The Tasks of a Job are named without their place: these texts are part of the contract.
const isTasks = (pointer: string): boolean => pointer === '/tasks' || pointer === '/steps'

const tooManyText = (pointer: string, { parentSchema, data }: SchemaError): string => {
  const name = isTasks(pointer) ? 'tasks' : placeName(pointer)
  const maximum = parentSchema.maxItems ?? parentSchema.maxProperties
  return `Too many ${name}: ${countOf(data)} (maximum ${maximum})${isTasks(pointer) ? '' : at(pointer)}`
}

const tooFewText = (pointer: string): string =>
  isTasks(pointer) ? 'tasks must not be empty' : `${placeName(pointer)} must not be empty${at(pointer)}`

const hintFor = (name: string, fields: readonly string[]): string => {
  if (name === 'job_id' && fields.includes('tasks'))
    return 'a Plan has none: remove it, or submit it as a Job'
  const meant = suggestName(name, fields)
  if (meant !== undefined) return `did you mean "${meant}"?`
  const version01 = fields.includes('steps') || fields.includes('step_number')
  return `known ${version01 ? 'in version 0.1' : 'here'}: ${fields.join(', ')}`
}

/** The problem of a field that the schema does not know. */
const unknownField = (owner: string, name: string, schema: Schema): Problem => {
  const pointer = appendPointer(owner, name)
  const fields = known(schema)
  return { pointer, text: `Unknown field ${showPointer(pointer)} (${hintFor(name, fields)})` }
}

/** Unknown names of one object that are held against the missing one: comparing costs, and strangers may send thousands. */
const strayNames = 20

const missingField = (error: SchemaError): Problem => {
  const name = String(error.params.missingProperty)
  const pointer = appendPointer(error.instancePath, name)
  // A required name that is spelt wrong is missing and unknown; the spelling is what has to be changed.
  const fields = known(error.parentSchema)
  const stray = Object.keys((error.data as object | null) ?? {})
    .filter((key) => !fields.includes(key))
    .slice(0, strayNames)
    .find((key) => suggestName(key, fields) === name)
  if (stray !== undefined) return unknownField(error.instancePath, stray, error.parentSchema)
  return { pointer, text: `Missing field ${showPointer(pointer)}: add it` }
}

/** The Problem of an error, or undefined where another error says it better. */
export const explain = (error: SchemaError): Problem | undefined => {
  if (error.propertyName !== undefined) return undefined
  const pointer = error.instancePath
  const problem = (text: string): Problem => ({ pointer, text })
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(pointer, String(error.params.additionalProperty), error.parentSchema)
    case 'required':
      return missingField(error)
    case 'minimum':
    case 'maximum':
      return problem(rangeText(pointer, error))
    case 'minLength':
    case 'maxLength':
      return problem(lengthText(pointer, error))
    case 'maxItems':
    case 'maxProperties':
      return problem(tooManyText(pointer, error))
    case 'minItems':
      return problem(tooFewText(pointer))
    case 'uniqueItems':
      return problem(`${placeName(pointer)} must not name the same value twice${at(pointer)}`)
    case 'pattern':
      return problem(
        `${placeName(pointer)} ${error.parentSchema['x-must']}, got ${showValue(error.data)}${at(pointer)}`,
      )
    case 'propertyNames': {
      const name = String(error.params.propertyName)
      const rule = (error.parentSchema.propertyNames as Schema)['x-must']
      const place = appendPointer(pointer, name)
      return { pointer: place, text: `Name ${showValue(name)} ${rule}${at(pointer)}` }
    }
    default:
      // type, enum, const
      return problem(
        `${placeName(pointer)} ${mustBe(error.parentSchema)}, got ${showValue(error.data)}${at(pointer)}`,
      )
  }
}
