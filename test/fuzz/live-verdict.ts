/** What a campaign against a running AGQ has shown, as a list of what is wrong and as a line to read. */
import { mib } from './burden.ts'
import type { LiveReport } from './live.ts'

/** What a heap that is not asked to collect may keep for itself. */
const memoryGrowthMax = 200 * 2 ** 20
/** Files that are just being read or written. */
const descriptorGrowthMax = 5

export function judgeLive(report: LiveReport): readonly string[] {
  const wrongs = [...report.wrongs.slice(0, 10)]
  const grown = report.memoryAfter - report.memoryBefore
  if (grown > memoryGrowthMax) wrongs.push(`memory grew by ${mib(grown)}`)
  const left = report.descriptorsAfter - report.descriptorsBefore
  if (left > descriptorGrowthMax) wrongs.push(`${left} descriptors are left`)
  return wrongs
}

export function describeLive(report: LiveReport): string {
  return [
    `${report.connections} hostile connections sent ${mib(report.sentBytes)} and received ${mib(report.receivedBytes)}`,
    `the healthy client had ${report.turns} turns, its slowest reply took ${report.slowestMs.toFixed(0)} ms`,
    `memory ${mib(report.memoryBefore)} before, ${mib(report.memoryAfter)} after`,
    `descriptors ${report.descriptorsBefore} before, ${report.descriptorsAfter} after`,
    `${report.wrongs.length} wrong`,
  ].join('; ')
}
