/** What the schema of a registration cannot say: that its rules are rules, and are not too many bytes. */
import type { WorkerRegistration } from '../generated/types.ts'
import { limits } from '../limits.ts'
import { parseAllowRule } from '../policy/allow-rule.ts'
import type { Problem } from '../result.ts'

/** The rules of a registration that obeys its schema. */
export const checkPolicy = ({ policy }: Pick<WorkerRegistration, 'policy'>): readonly Problem[] => {
  if (policy === undefined) return []
  const length = policy.allow.reduce((sum, rule) => sum + rule.length, 0)
  if (length > limits.allowRulesBytes) {
    const text = `/policy/allow has ${length} characters of rules (maximum ${limits.allowRulesBytes}): use fewer, or patterns`
    return [{ pointer: '/policy/allow', text }]
  }
  return policy.allow.flatMap((rule, index) => {
    const parsed = parseAllowRule(rule)
    const pointer = `/policy/allow/${index}`
    return parsed.ok ? [] : [{ pointer, text: `${parsed.text} at ${pointer}`.replaceAll(/\s+/g, ' ') }]
  })
}
