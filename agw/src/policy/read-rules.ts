/** The rules of `--allow` and `--allow-file`, read once at the start. A bad one is thrown with its place and the way out. */
import { readFileSync } from 'node:fs'
import { limits, parseAllowRule, parseVariablePattern, splitAllowFile, splitAllowList } from '@agenix/specs'

/** The rules of one `--allow`. */
export function rulesOfList(list: string): readonly string[] {
  const rules = splitAllowList(list)
  if (rules.length === 0) throw new Error('must name at least one rule, separated by commas.')
  return rules.map((rule) => checked(rule, ''))
}

/** The rules of one `--allow-file`. An empty one allows nothing, which is a policy too. */
export function rulesOfFile(path: string): readonly string[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
  return splitAllowFile(text).map(({ line, text: rule }) => checked(rule, `${path} line ${line}: `))
}

/** The names and patterns of one `--allow-env`. */
export function variablesOfList(list: string): readonly string[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const wrong = names.find((name) => parseVariablePattern(name) === undefined)
  if (wrong !== undefined)
    throw new Error(
      `"${wrong}" is no variable's name. Write names, with * for any characters: HTTP_PROXY,MY_*`,
    )
  return names
}

/** All of them together have bounds, for they travel with the registration. */
export function boundRules(rules: readonly string[]): readonly string[] {
  const length = rules.reduce((sum, rule) => sum + rule.length, 0)
  if (rules.length > limits.allowRules || length > limits.allowRulesBytes)
    throw new Error(
      `there are ${rules.length} rules of ${length} characters; at most ${limits.allowRules} and ${limits.allowRulesBytes}: use patterns.`,
    )
  return rules
}

function checked(rule: string, place: string): string {
  const parsed = parseAllowRule(rule)
  if (!parsed.ok) throw new Error(`${place}${parsed.text}.`)
  return parsed.rule.text
}
