/**
 * A worker that does nothing as fast as it can: leases, reports an empty success, takes the next in the same round
 * trip. Completions and leases have a connection each, so that a blocked lease holds up no completion.
 */
import {
  type Agq,
  type Connection,
  type Grant,
  grantsOf,
  type Owner,
  openConnection,
  register,
  taskReport,
} from '../harness/index.ts'

export interface NoopWorker {
  /** Resolves when the wanted number of Jobs was completed and acknowledged. */
  readonly done: Promise<void>
}

const report = JSON.stringify({ task_results: [taskReport(1, 'bench-tool')] })

export async function startNoopWorker(
  owner: Owner,
  agq: Agq,
  concurrency: number,
  wanted: number,
  onGrant: (jobId: string) => void = () => {},
): Promise<NoopWorker> {
  const [leasing, completing] = await Promise.all([openConnection(owner, agq), openConnection(owner, agq)])
  const more = { max_concurrent_jobs: concurrency, heartbeat_interval_secs: 60 }
  await register(leasing, 'noop', ['bench-tool'], more)
  let completed = 0
  let free = concurrency
  let leaseIsOpen = false
  const done = new Promise<void>((resolve, reject) => {
    const runAll = (grants: readonly Grant[]): void => {
      for (const grant of grants) {
        onGrant(grant.jobId)
        complete(completing, grant).catch(reject)
      }
    }
    const complete = async (connection: Connection, grant: Grant): Promise<void> => {
      const reply = await connection.call('JOB.COMPLETE', grant.jobId, grant.token, report, 'NEXT')
      completed += 1
      if (completed === wanted) return resolve()
      const next = grantsOf(reply)
      if (next.length === 0) {
        free += 1
        leaseMore().catch(reject)
      } else runAll(next)
    }
    const leaseMore = async (): Promise<void> => {
      if (leaseIsOpen) return
      leaseIsOpen = true
      while (free > 0 && completed < wanted) {
        const reply = await leasing.callWithin(10_000, 'JOB.LEASE', 'noop', 'COUNT', free, 'BLOCK', 1_000)
        const grants = grantsOf(reply)
        free -= grants.length
        runAll(grants)
      }
      leaseIsOpen = false
    }
    leaseMore().catch((error) => {
      if (completed < wanted) reject(error)
    })
  })
  return { done }
}
