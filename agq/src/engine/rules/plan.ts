/** Storing Plans: an id, once given, keeps its tasks; storing the same again changes nothing. */
import type { WriteCommand } from '../commands.ts'
import { accept, type Outcome, type Rows, refuse } from '../rule.ts'

export function storePlan(rows: Rows, command: Extract<WriteCommand, { kind: 'plan.put' }>): Outcome {
  const { planId, document, shape, origin, at } = command
  const known = rows.plan(planId)
  if (known !== undefined) {
    if (known.document === document) return accept(`plan_id=${planId}`)
    return refuse(
      'DUPLICATE',
      `Plan ${planId} is stored with other content: use another plan_id, or delete it first (PLAN.DELETE ${planId})`,
    )
  }
  const row = { tenant: rows.tenant, planId, document, shape, origin, createdAt: at.wallMs }
  return accept(`plan_id=${planId}`, [{ table: 'plan', row }])
}
