/**
 * Holds a parsed value against its schema, in a time that its size bounds.
 *
 * The validator that stops at the first error always goes first: it alone decides what is accepted. The one that looks
 * for all errors costs a microsecond for each, so it sees only documents of a sane number of values.
 */
import { createRequire } from 'node:module'
import * as validateFirst from '../generated/validate-first.ts'
import { limits } from '../limits.ts'
import type { Problem, Problems, Report } from '../result.ts'
import { explain, type SchemaError } from './explain.ts'

export type SchemaName =
  | 'action'
  | 'heartbeat'
  | 'jobEnvelope'
  | 'jobEnvelope01'
  | 'jobReport'
  | 'jobStatus'
  | 'jobWhy'
  | 'plan'
  | 'planDraft'
  | 'retention'
  | 'workerRegistration'

type Validator = { (value: unknown): boolean; errors?: readonly SchemaError[] | null }

const first: Readonly<Record<SchemaName, Validator>> = validateFirst

/** Half a megabyte that only a refused document needs: whoever starts for one good Job does not load it. */
let loaded: Readonly<Record<SchemaName, Validator>> | undefined
const loadAll = (): Readonly<Record<SchemaName, Validator>> => {
  loaded ??= createRequire(import.meta.url)('../generated/validate-all.js') as Record<SchemaName, Validator>
  return loaded
}

const hasAtMostValues = (root: unknown, maximum: number): boolean => {
  const waiting: unknown[] = [root]
  let count = 1
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    const members = Array.isArray(value) ? value : Object.values(value)
    count += members.length
    if (count > maximum) return false
    for (const member of members) if (typeof member === 'object') waiting.push(member)
  }
  return true
}

const explainAll = (errors: readonly SchemaError[] | null | undefined): readonly Problem[] => {
  const found = new Map<string, Problem>()
  for (const error of errors ?? []) {
    const problem = explain(error)
    // One place often breaks several keywords (type and pattern, say): the first text is enough.
    if (problem !== undefined && !found.has(problem.pointer)) found.set(problem.pointer, problem)
    if (found.size >= limits.problems) break
  }
  return [...found.values()]
}

const nonEmpty = (problems: readonly Problem[]): Problems => {
  const [head, ...rest] = problems
  if (head === undefined) throw new Error('a validator refused a value without an error')
  return [head, ...rest]
}

/** undefined where the value obeys the schema. */
export const checkSchema = (name: SchemaName, value: unknown, report: Report): Problems | undefined => {
  const validate = first[name]
  if (validate(value)) return undefined
  const problems = nonEmpty(explainAll(validate.errors))
  if (report === 'first') return [problems[0]]
  if (!hasAtMostValues(value, limits.problemSearchValues)) return problems
  const validateEach = loadAll()[name]
  validateEach(value)
  const each = explainAll(validateEach.errors)
  validateEach.errors = null
  return nonEmpty(each)
}
