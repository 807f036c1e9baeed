/** The figures of many legs, added up, and the line that tells them. */
import type { LegResult } from './leg.ts'

export interface Tally {
  legs: number
  kills: number
  killsAtCall: number
  acknowledged: number
  ended: number
  grants: number
  grantedAgain: number
  repeated: number
  reportedAgain: number
  workerDeaths: number
  lost: number
  completed: number
  failed: number
  poison: number
  unknownThere: number
  unknownAbsent: number
  wrongs: number
}

export function emptyTally(): Tally {
  return {
    legs: 0,
    kills: 0,
    killsAtCall: 0,
    acknowledged: 0,
    ended: 0,
    grants: 0,
    grantedAgain: 0,
    repeated: 0,
    reportedAgain: 0,
    workerDeaths: 0,
    lost: 0,
    completed: 0,
    failed: 0,
    poison: 0,
    unknownThere: 0,
    unknownAbsent: 0,
    wrongs: 0,
  }
}

export function addLeg(tally: Tally, { counts, audit, killed, wrongs }: LegResult): void {
  tally.legs += 1
  tally.kills += killed.outside + killed.atCall
  tally.killsAtCall += killed.atCall
  for (const [name, count] of Object.entries(counts)) tally[name as keyof typeof counts] += count
  tally.lost += audit.lost
  tally.completed += audit.completed
  tally.failed += audit.failed
  tally.poison += audit.poison
  tally.unknownThere += audit.unknownThere
  tally.unknownAbsent += audit.unknownAbsent
  tally.wrongs += wrongs.length
}

export function describeTally(tally: Tally, what = 'kills of AGQ'): string {
  const atCall = tally.killsAtCall === 0 ? '' : ` (${tally.killsAtCall} at a system call)`
  return [
    `${tally.kills} ${what}${atCall}`,
    `${tally.acknowledged} acknowledged submits, ${tally.lost} lost`,
    `${tally.ended} ends told to a worker, in the record ${tally.completed} completed, ${tally.failed} failed, ${tally.poison} poison`,
    `${tally.grants} grants, ${tally.grantedAgain} of them not the first`,
    `without a reply: ${tally.unknownThere} there, ${tally.unknownAbsent} absent`,
    `sent again: ${tally.repeated} submits, ${tally.reportedAgain} reports`,
    `${tally.workerDeaths} deaths of a worker`,
    `${tally.wrongs} wrong`,
  ].join('; ')
}
