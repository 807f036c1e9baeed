/**
 * AGQ away for longer than any lease, killed with -9 under running Jobs: those that run go on, those that end wait in
 * their worker's outbox, and when AGQ is back each has ended in its first attempt, having run once.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Owner } from '../harness/index.ts'
import { lasting } from './beats.ts'
import { startFleet } from './fleet.ts'
import { judge, type Tally } from './verdict.ts'

export interface Outage {
  readonly workers: number
  readonly awaySecs: number
  /** The workers' heartbeat; a lease is twice as long. */
  readonly heartbeatSecs: number
}

export async function runOutage(
  owner: Owner,
  { workers, awaySecs, heartbeatSecs }: Outage,
): Promise<Tally & { readonly ranThrough: number }> {
  const fleet = await startFleet(owner, { workers, concurrency: 4, agw: { heartbeat: heartbeatSecs } })
  const before = await fleet.agq.connect()
  const jobs: string[] = []
  for (const member of fleet.members) {
    for (const share of [0.1, 0.5, 1.05]) {
      const more = { job_id: `${member.name}-${share}`, requires: [`host=${member.name}`], deaf: true }
      jobs.push(await before.submit(lasting(Math.ceil(share * awaySecs) + 2, more)))
    }
  }
  while (fleet.runs().length < jobs.length) await delay(20)
  await fleet.agq.kill9()
  await delay(awaySecs * 1000)
  const alive = fleet.runs()
  await fleet.agq.restart()
  const connection = await fleet.agq.connect()
  const tally = await judge(fleet, connection, jobs, awaySecs * 1000 + 60_000)
  const wrongs = [...tally.wrongs]
  for (const jobId of jobs) {
    const { attempt } = await connection.status(jobId)
    if (attempt !== 1) wrongs.push(`${jobId} ended in attempt ${attempt}`)
  }
  const grown = fleet.runs().filter((run) => {
    const then = alive.find((one) => one.jobId === run.jobId)
    return then !== undefined && run.last > then.last
  })
  return { ...tally, agqKills: 1, wrongs, ranThrough: grown.length }
}
