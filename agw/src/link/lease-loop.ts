/**
 * Asks for work while there is a free slot: one blocked call at a time, on a line of its own. Slots asked for are
 * reserved until the answer, so that finishing Jobs that lease their next in the same round trip never overbook.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { AgqError } from '@agenix/agx/client'
import type { Logger } from 'pino'
import type { Jobs } from '../run/jobs.ts'
import { type Granted, readGrants } from './grants.ts'
import type { Session } from './session.ts'

export interface LeaseLoopPorts {
  readonly workerId: string
  readonly jobs: Jobs
  readonly log: Logger
  readonly leaseMs: number
  /** False once the worker drains; `jobs.changed()` makes the loop ask again. */
  leasing(): boolean
  /** There is room on the disk; `jobs.changed()` as above. */
  hasRoom(): boolean
  /** In answer to a call sent at `askedAt` (monotonic). */
  granted(grants: readonly Granted[], askedAt: number): void
}

const blockMostMs = 5_000
const afterRefusalMs = 1_000

/** Runs until the session is over or leasing has ended. Never rejects. */
export async function leaseJobs(session: Session, ports: LeaseLoopPorts): Promise<void> {
  const { jobs } = ports
  // A grant whose call is older than a lease is not believed (`LeaseGuard.covers`): so no call is open that long.
  const blockMs = Math.round(Math.min(blockMostMs, ports.leaseMs / 2))
  while (ports.leasing() && !session.lost.aborted) {
    await jobs.until(() => (jobs.free > 0 && ports.hasRoom()) || !ports.leasing(), session.lost)
    const count = jobs.free
    if (count === 0 || !ports.leasing() || !ports.hasRoom()) continue
    jobs.reserve(count)
    const askedAt = performance.now()
    try {
      const reply = await session.lease.callBytes(
        'JOB.LEASE',
        ports.workerId,
        'COUNT',
        count,
        'BLOCK',
        blockMs,
      )
      jobs.unreserve(count)
      ports.granted(readGrants(reply), askedAt)
    } catch (error) {
      jobs.unreserve(count)
      await afterError(session, error, ports.log)
    }
  }
}

async function afterError(session: Session, error: unknown, log: Logger): Promise<void> {
  if (session.lost.aborted || session.failIfUnreachable(error)) return
  // AGQ does not know this worker any more: the next session registers it again.
  if (error instanceof AgqError && (error.code === 'NOTFOUND' || error.code === 'FENCED'))
    return session.fail(error)
  log.warn({ error: String(error) }, 'AGQ refuses to lease; asking again')
  await delay(afterRefusalMs, undefined, { signal: session.lost }).catch(() => {})
}
