/**
 * What must be true after the crashes, judged from three records that do not know each other: what clients were told,
 * what AGQ says, and what the tasks wrote down themselves.
 */
import {
  type Agq,
  type Connection,
  type Envelope,
  type JobStatus,
  plain,
  readLedger,
} from '../../harness/index.ts'
import { connectWhenUp, type Submitted } from './submit.ts'

export interface Tally {
  readonly acknowledged: number
  readonly completed: number
  /** Acknowledged and not completed: lost, stuck or failed. */
  readonly notCompleted: number
  /** Given up by the client: there after all, or not. */
  readonly unknownThere: number
  readonly unknownAbsent: number
  /** Jobs that were started under more than one token: allowed, and seldom wanted. */
  readonly startedAgain: number
  readonly agqKills: number
  readonly agwKills: number
  readonly wrongs: readonly string[]
}

export const emptyTally: Tally = {
  acknowledged: 0,
  completed: 0,
  notCompleted: 0,
  unknownThere: 0,
  unknownAbsent: 0,
  startedAgain: 0,
  agqKills: 0,
  agwKills: 0,
  wrongs: [],
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    acknowledged: a.acknowledged + b.acknowledged,
    completed: a.completed + b.completed,
    notCompleted: a.notCompleted + b.notCompleted,
    unknownThere: a.unknownThere + b.unknownThere,
    unknownAbsent: a.unknownAbsent + b.unknownAbsent,
    startedAgain: a.startedAgain + b.startedAgain,
    agqKills: a.agqKills + b.agqKills,
    agwKills: a.agwKills + b.agwKills,
    wrongs: [...a.wrongs, ...b.wrongs],
  }
}

export function describeTally(tally: Tally): string {
  const unknown = `${tally.unknownThere} there, ${tally.unknownAbsent} absent`
  return (
    `${tally.acknowledged} acknowledged, ${tally.completed} completed, ${tally.notCompleted} lost or failed, ` +
    `${tally.startedAgain} started again, without a reply: ${unknown}; ` +
    `killed -9: AGQ ${tally.agqKills}, AGW ${tally.agwKills}; ${tally.wrongs.length} wrong`
  )
}

export interface Evidence extends Submitted {
  readonly envelopes: readonly Envelope[]
  readonly ledger: string
  readonly events: TerminalEvents
}

export async function judge(agq: Agq, evidence: Evidence): Promise<Tally> {
  const connection = await connectWhenUp(agq)
  const wrongs = [...evidence.odd]
  const ends = new Map<string, JobStatus>()
  let unknownAbsent = 0
  for (const jobId of [...evidence.acknowledged, ...evidence.unknown]) {
    const wasAcknowledged = evidence.acknowledged.has(jobId)
    if (!wasAcknowledged && (await connection.text('JOB.STATUS', jobId)) === null) unknownAbsent += 1
    else
      await connection.wait(jobId, 60_000).then(
        (end) => ends.set(jobId, end),
        (error) => wrongs.push(`${error}`),
      )
  }
  const tokens = tokensByJob(readLedger(evidence.ledger), wrongs)
  let completed = 0
  for (const [jobId, end] of ends) {
    if (end.status === 'completed' && evidence.acknowledged.has(jobId)) completed += 1
    if (end.status !== 'completed') wrongs.push(`${jobId} ended ${end.status}: ${end.error}`)
    else await checkRecord(connection, end, tokens.get(jobId) ?? new Set(), wrongs)
    const times = evidence.events.times(jobId)
    if (times > 1) wrongs.push(`${jobId} was told to have ended ${times} times`)
  }
  for (const jobId of tokens.keys())
    if (!ends.has(jobId)) wrongs.push(`${jobId} ran, and AGQ does not know it`)
  await checkList(connection, evidence.envelopes, ends, wrongs)
  connection.close()
  return {
    ...emptyTally,
    acknowledged: evidence.acknowledged.size,
    completed,
    notCompleted: evidence.acknowledged.size - completed,
    unknownThere: evidence.unknown.size - unknownAbsent,
    unknownAbsent,
    startedAgain: [...tokens.values()].filter((seen) => seen.size > 1).length,
    wrongs,
  }
}

/** The tokens under which each Job ran. A task that ran twice under one token was run by two, or twice by one. */
function tokensByJob(lines: readonly string[], wrongs: string[]): Map<string, Set<string>> {
  const tokens = new Map<string, Set<string>>()
  const seen = new Set<string>()
  for (const line of lines) {
    const [jobId = '', , attempt, token] = line.split(' ')
    if (seen.has(line)) wrongs.push(`ran twice under one token: ${line}`)
    seen.add(line)
    const own = tokens.get(jobId) ?? new Set()
    tokens.set(jobId, own.add(`${attempt} ${token}`))
  }
  return tokens
}

/** The outputs kept are those of one attempt, the one that the status names, and that attempt did run. */
async function checkRecord(
  connection: Connection,
  end: JobStatus,
  tokens: ReadonlySet<string>,
  wrongs: string[],
): Promise<void> {
  const outputs = []
  for (const { task_number } of end.task_results) {
    outputs.push((await connection.output(end.job_id, task_number)).toString().trimEnd().split(' '))
  }
  const grants = new Set(outputs.map(([, , attempt, token]) => `${attempt} ${token}`))
  const [grant = ''] = grants
  if (grants.size !== 1) wrongs.push(`${end.job_id} has outputs of several grants: ${[...grants]}`)
  if (!tokens.has(grant)) wrongs.push(`${end.job_id} ended under ${grant}, which no task wrote down`)
  if (grant.split(' ')[0] !== String(end.attempt)) {
    wrongs.push(`${end.job_id} is in attempt ${end.attempt}, its output is of ${grant}`)
  }
  outputs.forEach(([jobId, task], index) => {
    if (jobId !== end.job_id || task !== String(index + 1))
      wrongs.push(`${end.job_id} has the output of ${jobId} ${task}`)
  })
}

/** The list has every Job of the round once. */
async function checkList(
  connection: Connection,
  envelopes: readonly Envelope[],
  ends: ReadonlyMap<string, JobStatus>,
  wrongs: string[],
): Promise<void> {
  const ours = new Set(envelopes.map(({ job_id }) => job_id))
  const listed: string[] = []
  let cursor: string | null = null as string | null
  do {
    const more: readonly string[] = cursor === null ? [] : ['CURSOR', cursor]
    const page = await connection.page<{ job_id: string }>('JOB.LIST', 'LIMIT', 100, ...more)
    cursor = page.cursor
    listed.push(...page.rows.map((row) => row.job_id))
  } while (cursor !== null)
  const found = listed.filter((jobId) => ours.has(jobId))
  if (new Set(found).size !== found.length) wrongs.push('JOB.LIST has a Job twice')
  if (found.length !== ends.size)
    wrongs.push(`JOB.LIST has ${found.length} Jobs of the round, not ${ends.size}`)
}

export interface TerminalEvents {
  times(jobId: string): number
  /** After AGQ was started again. */
  reconnect(): Promise<void>
  close(): void
}

/** Listens to `jobs` through AGQ's lives. An event may be missed with a crash; none may come twice. */
export async function countTerminalEvents(agq: Agq): Promise<TerminalEvents> {
  const counts = new Map<string, number>()
  let connection: Connection | undefined
  const connect = async (): Promise<void> => {
    connection?.close()
    connection = await connectWhenUp(agq)
    connection.onPush((reply) => {
      const [kind, , message] = plain(reply) as string[]
      if (kind !== 'message' || message === undefined) return
      const { event, job_id } = JSON.parse(message)
      if (['completed', 'failed', 'cancelled', 'dead'].includes(event))
        counts.set(job_id, (counts.get(job_id) ?? 0) + 1)
    })
    await connection.call('SUBSCRIBE', 'jobs')
  }
  await connect()
  return { times: (jobId) => counts.get(jobId) ?? 0, reconnect: connect, close: () => connection?.close() }
}
