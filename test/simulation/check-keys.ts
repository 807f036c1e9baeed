/**
 * Concurrency keys: never more Jobs of a key held than the limit of the one that was granted; who waits outside the
 * line waits because its key is used up, and comes back when a place is free.
 */
import type { JobRow } from '../../agq/dist/engine/model.js'
import { show } from './check-rows.ts'
import type { Shadow, Step } from './shadow.ts'
import type { World } from './world.ts'

export function hasPlace(job: JobRow, shadow: Shadow): boolean {
  return placesOf(job, shadow) > 0
}

function placesOf(job: JobRow, shadow: Shadow): number {
  if (job.concurrencyKey === null) return Number.POSITIVE_INFINITY
  return (job.concurrencyLimit ?? 1) - heldOf(job.concurrencyKey, shadow)
}

function heldOf(key: string, shadow: Shadow): number {
  let held = 0
  for (const job of shadow.held.values()) if (job.concurrencyKey === key) held += 1
  return held
}

export function checkKeys(world: World, step: Step): void {
  checkLimits(world, step)
  for (const [jobId, { after }] of step.changed) {
    if (after?.gated !== 1) continue
    if (after.status !== 'pending' || after.concurrencyKey === null) {
      world.violate('only a Job that waits for its key is gated', `${jobId}: ${show(after)}`)
    }
  }
  for (const job of step.shadow.gated.values()) {
    const places = placesOf(job, step.shadow)
    if (places <= 0) continue
    let inLine = 0
    for (const other of step.shadow.ready.values()) {
      if (other.concurrencyKey === job.concurrencyKey && other.laneId === job.laneId) inLine += 1
    }
    if (inLine < places) {
      const about = `${job.jobId} is gated, ${places} places of ${job.concurrencyKey} are free, ${inLine} Jobs of its lane may ask for them`
      world.violate('a gate opens when a place is free', about)
    }
  }
}

/** Grants are the last thing that a batch does: what is held besides them was held before the first. */
function checkLimits(world: World, step: Step): void {
  const granted = step.grantsInOrder
  const held = new Map<string, number>()
  for (const { row } of granted) {
    const key = row.concurrencyKey
    if (key === null) continue
    const before =
      held.get(key) ??
      heldOf(key, step.shadow) - granted.filter((other) => other.row.concurrencyKey === key).length
    if (before >= (row.concurrencyLimit ?? 1)) {
      const about = `${row.jobId} may run beside ${(row.concurrencyLimit ?? 1) - 1} others of ${key}, and there are ${before}`
      world.violate('no more of a key than its limit', about)
    }
    held.set(key, before + 1)
  }
}
