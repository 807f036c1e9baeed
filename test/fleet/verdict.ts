/**
 * What must be true after a partition, judged from records that do not know each other: what AGQ acknowledged, what its
 * record says, and what the tasks wrote down themselves while they lived.
 */
import type { Connection, JobStatus } from '../harness/index.ts'
import { overlaps, type Run } from './beats.ts'
import type { Fleet } from './fleet.ts'

export interface Tally {
  readonly partitions: number
  readonly acknowledged: number
  readonly completed: number
  /** Ended as poison: three workers were lost under them. A terminal state, and an honest one. */
  readonly poisoned: number
  /** Jobs that were started under more than one token. */
  readonly startedAgain: number
  readonly agqKills: number
  readonly agwKills: number
  /** For each partition: from the healing until every worker had run a new Job. */
  readonly backMs: readonly number[]
  readonly wrongs: readonly string[]
}

export const emptyTally: Tally = {
  partitions: 0,
  acknowledged: 0,
  completed: 0,
  poisoned: 0,
  startedAgain: 0,
  agqKills: 0,
  agwKills: 0,
  backMs: [],
  wrongs: [],
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    partitions: a.partitions + b.partitions,
    acknowledged: a.acknowledged + b.acknowledged,
    completed: a.completed + b.completed,
    poisoned: a.poisoned + b.poisoned,
    startedAgain: a.startedAgain + b.startedAgain,
    agqKills: a.agqKills + b.agqKills,
    agwKills: a.agwKills + b.agwKills,
    backMs: [...a.backMs, ...b.backMs],
    wrongs: [...a.wrongs, ...b.wrongs],
  }
}

export function describeTally(tally: Tally): string {
  const back = tally.backMs.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    Math.round(back[Math.min(back.length - 1, Math.floor(share * back.length))] ?? 0)
  const lost = tally.acknowledged - tally.completed - tally.poisoned
  return (
    `${tally.partitions} partitions: ${tally.acknowledged} Jobs acknowledged, ${tally.completed} completed, ` +
    `${tally.poisoned} poison, ${lost} lost; ${tally.startedAgain} started again; ` +
    `killed -9: AGQ ${tally.agqKills}, AGW ${tally.agwKills}; every worker back at work after ` +
    `${at(0.5)} ms (median), ${at(1)} ms (worst); ${tally.wrongs.length} wrong`
  )
}

/** Waits for the end of all these Jobs and judges each. */
export async function judge(
  fleet: Fleet,
  connection: Connection,
  jobIds: readonly string[],
  withinMs = 60_000,
): Promise<Tally> {
  const wrongs: string[] = []
  const ends: JobStatus[] = []
  for (const jobId of jobIds) {
    await connection.wait(jobId, withinMs).then(
      (end) => ends.push(end),
      (error: unknown) => wrongs.push(`lost: ${error}`),
    )
  }
  const runs = Map.groupBy(fleet.runs(), ({ jobId }) => jobId)
  wrongs.push(...overlaps(jobIds.flatMap((jobId) => runs.get(jobId) ?? [])))
  const isPoison = ({ status, error }: JobStatus): boolean =>
    status === 'dead' && (error ?? '').startsWith('poison')
  for (const end of ends) {
    if (end.status === 'completed')
      wrongs.push(...(await wrongsOf(connection, end, runs.get(end.job_id) ?? [])))
    else if (!isPoison(end)) wrongs.push(`${end.job_id} ended ${end.status}: ${end.error}`)
  }
  return {
    ...emptyTally,
    acknowledged: jobIds.length,
    completed: ends.filter(({ status }) => status === 'completed').length,
    poisoned: ends.filter(isPoison).length,
    startedAgain: jobIds.filter((jobId) => (runs.get(jobId) ?? []).length > 1).length,
    wrongs,
  }
}

/** The end is that of the newest run there was: a finish under an older token would have been stale. */
async function wrongsOf(
  connection: Connection,
  end: JobStatus,
  runs: readonly Run[],
): Promise<readonly string[]> {
  const told = (await connection.output(end.job_id, 1)).toString().trimEnd()
  const [attempt, token] = told.split(' ').map(Number)
  const wrongs: string[] = []
  const newest = Math.max(...runs.map((run) => run.token))
  if (token !== newest) wrongs.push(`${end.job_id} ended under token ${token}, and token ${newest} had run`)
  if (attempt !== end.attempt)
    wrongs.push(`${end.job_id} is in attempt ${end.attempt}, its output is of ${attempt}`)
  const completions = (end.attempts ?? []).filter(({ outcome }) => outcome === 'completed')
  if (completions.length !== 1) wrongs.push(`${end.job_id} completed ${completions.length} times`)
  return wrongs
}
