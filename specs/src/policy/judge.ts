/**
 * What a worker's policy says of a command, and of a whole Job. The one matcher of AGW, AGQ and AGX.
 *
 * By words alone it cannot be known where a path leads: `/usr/bin/grep` may be the `grep` of a rule or not. Who can look
 * (AGW) brings the look along; who cannot (AGQ, AGX) takes it for the same, so they never call forbidden what is not.
 */
import { canonicalJson, sha256Hex } from '../canonical.ts'
import type { WorkerPolicy } from '../generated/types.ts'
import { type AllowRule, matchesArguments, parseAllowRule } from './allow-rule.ts'
import {
  declaredVariables,
  matchesVariable,
  parseVariablePattern,
  plainVariables,
  refusedVariable,
} from './environment.ts'
import type { Glob } from './glob.ts'

/** A policy ready to be asked. */
export type Allowance = {
  readonly rules: readonly AllowRule[]
  readonly variables: readonly Glob[]
}

export type Judged =
  | { readonly kind: 'allowed'; readonly rule: AllowRule }
  /** Its command is in rules, and none has these arguments. */
  | { readonly kind: 'arguments'; readonly rules: readonly AllowRule[] }
  | { readonly kind: 'command' }

/** Does the rule's own place lead to the very file that the command names? Asked where they are spelled differently. */
export type LeadsThere = (rule: AllowRule) => boolean

const anywhere: LeadsThere = () => true

/** Rules and patterns that were checked before; what is none is left out, and so allows nothing. */
export const allowanceOf = ({ allow, env }: WorkerPolicy): Allowance => ({
  rules: allow.flatMap((text) => {
    const parsed = parseAllowRule(text)
    return parsed.ok ? [parsed.rule] : []
  }),
  variables: [...plainVariables, ...(env ?? [])].flatMap((text) => parseVariablePattern(text) ?? []),
})

/** The first rule that has both command and arguments decides. */
export const judgeCommand = (
  rules: readonly AllowRule[],
  command: string,
  args: readonly string[],
  leadsThere: LeadsThere = anywhere,
): Judged => {
  const named: AllowRule[] = []
  for (const rule of rules) {
    if (!mayName(rule, command) || (rule.command !== command && !leadsThere(rule))) continue
    if (matchesArguments(rule, args)) return { kind: 'allowed', rule }
    named.push(rule)
  }
  return named.length === 0 ? { kind: 'command' } : { kind: 'arguments', rules: named }
}

/** Two spellings of one command: a name is the last part of its path. Two bare names are one only if they are equal. */
const mayName = (rule: AllowRule, command: string): boolean =>
  rule.command === command ||
  ((command.includes('/') || rule.command.includes('/')) && lastPart(rule.command) === lastPart(command))

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

type Judgeable = {
  readonly env?: Readonly<Record<string, string>> | null | undefined
  readonly tasks: readonly {
    readonly task_number: number
    readonly command: string
    readonly args?: readonly string[]
    readonly env?: Readonly<Record<string, string>> | null | undefined
  }[]
}

export type Forbidden = {
  /** null: it is the Job as a whole. */
  readonly task: { readonly task_number: number; readonly command: string } | null
  /** What follows "this worker " or "worker w1 ". */
  readonly text: string
}

/** The first thing about a Job that a worker with this policy does not do, by words; undefined: it would run it. */
export const forbiddenOf = (allowance: Allowance, job: Judgeable): Forbidden | undefined => {
  for (const task of job.tasks) {
    const judged = judgeCommand(allowance.rules, task.command, task.args ?? [])
    if (judged.kind !== 'allowed') return { task, text: tellForbidden(allowance.rules, judged, task.command) }
  }
  const variable = forbiddenVariable(allowance, job)
  return variable === undefined ? undefined : { task: null, text: variable }
}

/** The first variable that a Job declares and a worker does not hand on. `allowance` null: a worker without rules. */
export const forbiddenVariable = (allowance: Allowance | null, job: Judgeable): string | undefined => {
  for (const name of declaredVariables(job)) {
    const why = refusedVariable(name)
    if (why !== undefined) return `does not hand ${name} to a task (${why})`
    if (allowance !== null && !matchesVariable(allowance.variables, name))
      return `does not let Jobs declare ${name} (its --allow-env does not have it)`
  }
  return undefined
}

/** What follows "worker w1 " where a command was not allowed. */
export const tellForbidden = (
  rules: readonly AllowRule[],
  judged: Exclude<Judged, { kind: 'allowed' }>,
  command: string,
): string =>
  judged.kind === 'arguments'
    ? `does not allow ${command} with these arguments (its --allow has: ${listRules(judged.rules)})`
    : `does not allow ${command} (its --allow has: ${listRules(rules)})`

const told = 8

const listRules = (rules: readonly AllowRule[]): string => {
  const names = rules.slice(0, told).map(({ text }) => text)
  const more = rules.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ') || 'nothing'
}

/**
 * A tag, such as no registration and no Job can carry, for each policy: a Job that it refused is held from all workers
 * that have it, and from no other, also not from the same worker once its rules are others.
 */
export const policyTag = (policy: WorkerPolicy): string =>
  `#policy=${sha256Hex(canonicalJson(policy)).slice(0, 16)}`
