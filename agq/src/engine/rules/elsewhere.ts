/**
 * A Job that a worker refused by its policy (`agw --allow`) before anything of it ran: it goes on to another worker,
 * and the attempt does not count. That it was refused is kept as a requirement: its lane is from then on one that
 * workers with that policy cannot run. So it is offered to none of them again, to a worker once its rules are others,
 * and nobody has to remember pairs of Jobs and workers.
 */
import { policyTag, requirementKey } from '@agenix/specs'
import type { FinishReport } from '../commands.ts'
import type { JobRow, LaneRow } from '../model.ts'
import { laneIdOf } from '../prepare.ts'
import type { Rows } from '../rule.ts'
import { abilityOf, canRun, capabilitiesOf, NOT } from './lease.ts'

/** Is it the policy's word, said before anything ran? */
export function isNotMine({ reason, retryable }: FinishReport): boolean {
  return reason === 'policy' && retryable
}

/** The lane in which the Job is kept from this policy; null: nobody else there could run it, so the refusal stands. */
export function laneElsewhere(rows: Rows, job: JobRow): LaneRow | null {
  const { workers } = rows.found
  const policy = workers.find(({ workerId }) => workerId === job.heldBy)?.registration.policy
  const lane = rows.lane(job.laneId)
  if (policy === undefined || lane === undefined) return null
  const tag = `${NOT}${policyTag(policy)}`
  if (lane.tags.includes(tag)) return null
  const tags = [...lane.tags, tag].sort()
  const other = workers.some(
    ({ status, registration }) =>
      status === 'live' && canRun(abilityOf(capabilitiesOf(registration)), { tools: lane.tools, tags }),
  )
  if (!other) return null
  return { ...lane, tags, laneId: laneIdOf(job.queue, requirementKey({ tools: lane.tools, tags })) }
}
