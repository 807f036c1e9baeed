/** What many seeds add up to, and how it is said. */
import type { Outcome } from './simulate.ts'

export interface Totals {
  readonly seeds: number
  readonly jobs: number
  readonly hours: number
  readonly batches: number
  readonly faults: ReadonlyMap<string, number>
}

export const noTotals: Totals = { seeds: 0, jobs: 0, hours: 0, batches: 0, faults: new Map() }

export function addTotals(
  totals: Totals,
  outcome: Pick<Outcome, 'jobs' | 'hours' | 'batches' | 'faults'>,
): Totals {
  const faults = new Map(totals.faults)
  for (const [kind, count] of outcome.faults) faults.set(kind, (faults.get(kind) ?? 0) + count)
  return {
    seeds: totals.seeds + 1,
    jobs: totals.jobs + outcome.jobs,
    hours: totals.hours + outcome.hours,
    batches: totals.batches + outcome.batches,
    faults,
  }
}

export function tellTotals(totals: Totals, tookMs: number): string {
  const { seeds, jobs, hours, batches } = totals
  const faults = [...totals.faults].sort(([a], [b]) => a.localeCompare(b))
  const seconds = tookMs / 1000
  return [
    `${seeds} seeds, ${jobs} jobs, ${hours.toFixed(0)} simulated hours, ${batches} batches in ${seconds.toFixed(1)} s (${(jobs / seconds).toFixed(0)} jobs/s)`,
    `faults injected: ${faults.map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none'}`,
  ].join('\n')
}
