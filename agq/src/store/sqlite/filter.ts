/** Which Jobs a filter means, as SQL. */
import type { JobStatus } from '@agenix/specs'
import type { JobFilter } from '../../engine/port.ts'
import type { Bindable } from './columns.ts'

/** As the index job_unhappy has it, word for word: without these words SQLite does not see that it serves. */
const UNHAPPY = `status IN ('failed', 'cancelled', 'dead')`

/** A status as a condition that finds its partial index: a literal, not a parameter. It is one of our own words. */
export function hasStatus(status: JobStatus): string {
  const unhappy = status === 'failed' || status === 'cancelled' || status === 'dead'
  return unhappy ? `${UNHAPPY} AND status = '${status}'` : `status = '${status}'`
}

export function conditions(
  tenant: string,
  filter: Pick<JobFilter, 'status' | 'plan' | 'action' | 'queue' | 'label'>,
): { readonly where: string; readonly values: readonly Bindable[] } {
  // The plus: an index that begins with the tenant leads nowhere here.
  const where = ['+tenant = ?']
  const values: Bindable[] = [tenant]
  const also = (condition: string, ...given: Bindable[]): void => {
    where.push(condition)
    values.push(...given)
  }
  if (filter.status !== null) also(hasStatus(filter.status))
  if (filter.plan !== null) also('plan_id = ?', filter.plan)
  if (filter.action !== null) also('action_id = ?', filter.action)
  if (filter.queue !== null) also('queue = ?', filter.queue)
  if (filter.label !== null) {
    also('seq IN (SELECT seq FROM job_label WHERE name = ? AND value = ?)', ...filter.label)
  }
  return { where: where.join(' AND '), values }
}
