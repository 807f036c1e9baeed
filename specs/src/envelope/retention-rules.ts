/** What the schema of a retention policy cannot say: each rule has a bound, a name of its own, and only what fits it. */
import type { RetentionPolicy, RetentionRule } from '../generated/types.ts'
import type { Problem } from '../result.ts'

const faultOf = (
  rule: RetentionRule,
  earlier: readonly RetentionRule[],
): readonly [string, string] | null => {
  const same = earlier.findIndex(({ name }) => name === rule.name)
  if (same >= 0)
    return ['/name', `name "${rule.name}" is that of /rules/${same} already: give each rule its own`]
  if (rule.max_age_secs === undefined && rule.max_count === undefined && rule.max_bytes === undefined)
    return ['', `rule "${rule.name}" has no bound: add max_age_secs, max_count or max_bytes`]
  if (rule.what !== 'blobs') return null
  if (rule.statuses !== undefined)
    return ['/statuses', 'statuses does not fit blobs, which no Job names any more: remove it']
  if (rule.queues !== undefined)
    return ['/queues', 'queues does not fit blobs, which no Job names any more: remove it']
  return null
}

/** The rules of a policy that obeys its schema. */
export const checkRetention = ({ rules }: RetentionPolicy): readonly Problem[] =>
  rules.flatMap((rule, index) => {
    const fault = faultOf(rule, rules.slice(0, index))
    if (fault === null) return []
    const pointer = `/rules/${index}${fault[0]}`
    return [{ pointer, text: `${fault[1]} at ${pointer}` }]
  })
