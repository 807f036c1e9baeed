/**
 * What AGQ says of every Job of a leg, compared with what the clients were told. First everything that is there must
 * end; then each Job is asked for. What was acknowledged is there; what was not is there whole or not at all; and an end
 * that a worker was told of is the end that the record has, with that attempt's output.
 */
import type { Address } from '../harness/index.ts'
import { type DrawnJob, outputOf, sha256Of } from './drawn-job.ts'
import type { Ledger } from './ledger.ts'
import { openWire, type Wire, wordsOf } from './wire.ts'

export interface Audit {
  /** Acknowledged, and AGQ does not know them. */
  readonly lost: number
  readonly there: number
  readonly completed: number
  readonly failed: number
  /** Three workers died under them. */
  readonly poison: number
  /** Sent, never acknowledged: there after all, or not. */
  readonly unknownThere: number
  readonly unknownAbsent: number
  readonly wrongs: readonly string[]
}

interface Status {
  readonly status: string
  readonly error?: string
  readonly task_results: readonly {
    readonly stdout: string
    readonly stdout_sha256: string
    readonly stdout_bytes: number
  }[]
}

const CONNECTIONS = 4
const UNDERWAY = 64
const WAIT_MS = 60_000
const WRONGS_KEPT = 50

export async function auditLeg(address: Address, ledger: Ledger): Promise<Audit> {
  const audit = {
    lost: 0,
    there: 0,
    completed: 0,
    failed: 0,
    poison: 0,
    unknownThere: 0,
    unknownAbsent: 0,
    wrongs: [] as string[],
  }
  const wrong = (text: string): void => {
    if (audit.wrongs.length < WRONGS_KEPT) audit.wrongs.push(text)
  }
  const auditOne = async (wire: Wire, index: number): Promise<void> => {
    const job = ledger.job(index)
    const status = await endOf(wire, job.jobId, ledger.endedToken(index) !== 0)
    if (status === null) {
      if (!ledger.wasAcknowledged(index)) audit.unknownAbsent += 1
      else {
        audit.lost += 1
        wrong(`${job.jobId} was acknowledged and is lost`)
      }
      return
    }
    audit.there += 1
    if (!ledger.wasAcknowledged(index)) audit.unknownThere += 1
    const poison = status.status === 'dead' && ledger.deathsOf(index) >= 3
    if (poison) audit.poison += 1
    else if (status.status === 'completed') audit.completed += 1
    else if (status.status === 'failed') audit.failed += 1
    const wanted = job.fate === 'fail' ? 'failed' : 'completed'
    if (poison && ledger.endedToken(index) === 0) return
    if (status.status === wanted) await checkResult(wire, ledger, index, job, status, wrong)
    else wrong(`${job.jobId} is ${status.status} (${status.error}), and should be ${wanted}`)
  }
  await overAll(address, ledger, auditOne)
  return audit
}

/** Runs `work` for every Job that was sent, many underway on several connections. */
async function overAll(
  address: Address,
  ledger: Ledger,
  work: (wire: Wire, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (wire: Wire): Promise<void> => {
    while (next < ledger.size) {
      const index = next++
      if (ledger.wasSent(index)) await work(wire, index)
    }
  }
  const connection = async (): Promise<void> => {
    const wire = await openWire(address)
    await Promise.all(Array.from({ length: UNDERWAY }, () => lane(wire)))
    wire.close()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
}

/** The status, once it is terminal; null where there is no such Job. */
async function endOf(wire: Wire, jobId: string, hasEnded: boolean): Promise<Status | null> {
  const words = wordsOf(await wire.call('JOB.STATUS', jobId))
  if (words === null) return null
  const status = JSON.parse(words) as Status
  if (hasEnded || ['completed', 'failed', 'cancelled', 'dead'].includes(status.status)) return status
  const waited = wordsOf(await wire.call('JOB.WAIT', jobId, WAIT_MS))
  return waited === null ? status : (JSON.parse(waited) as Status)
}

async function checkResult(
  wire: Wire,
  ledger: Ledger,
  index: number,
  job: DrawnJob,
  status: Status,
  wrong: (text: string) => void,
): Promise<void> {
  const { jobId } = job
  const [result, ...more] = status.task_results
  if (result === undefined || more.length > 0) return wrong(`${jobId} has ${1 + more.length} or no results`)
  const token = Number(/^\S+ (\d+)\n/.exec(result.stdout)?.[1])
  const told = ledger.endedToken(index)
  if (told !== 0 && token !== told)
    wrong(`${jobId} was told to have ended under token ${told}; its result is of ${token}`)
  if (!(token > 0 && token <= ledger.lastToken(index)))
    wrong(`${jobId} has a result of token ${token}, which nobody was granted`)
  const output = outputOf(job, token)
  if (result.stdout_sha256 !== sha256Of(output) || result.stdout_bytes !== output.length)
    wrong(`${jobId} has the output of another: ${result.stdout.slice(0, 80)}`)
  if (!job.largeOutput) return
  const kept = await wire.call('JOB.OUTPUT', jobId, 1, 'STDOUT')
  if (kept.kind !== 'bulk' || !kept.value.equals(output)) wrong(`the bytes of ${jobId}'s output are gone`)
}
