/**
 * The client beside the hostile ones: it submits, waits, reads and looks, over and over, checks every reply, and
 * keeps the slowest. It must never notice who else is there.
 */
import { randomUUID } from 'node:crypto'
import { type Agq, type Connection, type Owner, pipeline, plain } from '../harness/index.ts'

export interface Healthy {
  /** One turn: a Job is submitted, read, waited for in vain, cancelled and waited for. */
  turn(): Promise<void>
  readonly jobIds: readonly string[]
  readonly slowestMs: number
}

/** A reply that takes longer is noticed. Half of it is this machine's other work. */
export const noticedMs = 2_000

export async function makeHealthy(_owner: Owner, agq: Agq): Promise<Healthy> {
  const connection = await agq.connect()
  const jobIds: string[] = []
  let slowestMs = 0
  const timed = async <Value>(ask: (connection: Connection) => Promise<Value>): Promise<Value> => {
    const before = performance.now()
    const value = await ask(connection)
    slowestMs = Math.max(slowestMs, performance.now() - before)
    return value
  }
  const must = (what: string, got: unknown, wanted: unknown): void => {
    if (got !== wanted) throw new Error(`the healthy client noticed: ${what} is ${got}, not ${wanted}`)
  }
  const turn = async (): Promise<void> => {
    const word = randomUUID()
    must('PING', plain(await timed(({ call }) => call('PING', word))), word)
    const envelope = pipeline([['no-worker-has-this', word]])
    must('job_id', await timed(({ submit }) => submit(envelope)), envelope.job_id)
    jobIds.push(envelope.job_id)
    const status = await timed((each) => each.status(envelope.job_id))
    must('status', `${status.job_id} ${status.status}`, `${envelope.job_id} pending`)
    must('JOB.WAIT', plain(await timed(({ call }) => call('JOB.WAIT', envelope.job_id, 1))), null)
    must('JOB.CANCEL', (await timed(({ call }) => call('JOB.CANCEL', envelope.job_id))).kind, 'simple')
    const ended = await timed(({ wait }) => wait(envelope.job_id))
    must('the end', `${ended.job_id} ${ended.status}`, `${envelope.job_id} cancelled`)
    if (slowestMs > noticedMs) throw new Error(`the healthy client noticed: a reply took ${slowestMs} ms`)
  }
  return {
    turn,
    jobIds,
    get slowestMs() {
      return slowestMs
    },
  }
}
