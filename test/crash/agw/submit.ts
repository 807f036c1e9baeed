/**
 * Clients that submit while the server comes and goes. A submission whose reply never came is tried again under the
 * same id, or given up: then the Job may exist or not, but must not be half there.
 */
import {
  type Agq,
  type Connection,
  type Envelope,
  openConnection,
  type Random,
  within,
} from '../../harness/index.ts'
import type { Progress } from './progress.ts'

export interface Submitted {
  /** Ids that AGQ said OK to. */
  readonly acknowledged: ReadonlySet<string>
  /** Ids that were sent and given up without a reply. */
  readonly unknown: ReadonlySet<string>
  /** Replies that were neither: none is expected. */
  readonly odd: readonly string[]
}

const clients = 8

export async function submitAll(
  agq: Agq,
  envelopes: readonly Envelope[],
  random: Random,
  progress: Progress,
): Promise<Submitted> {
  const acknowledged = new Set<string>()
  const unknown = new Set<string>()
  const odd: string[] = []
  const queue = [...envelopes]
  const submitOne = async (connection: Connection, envelope: Envelope): Promise<void> => {
    const reply = await connection.call('JOB.SUBMIT', JSON.stringify(envelope))
    if (reply.kind === 'simple' && reply.text === `OK job_id=${envelope.job_id}`) {
      acknowledged.add(envelope.job_id)
      unknown.delete(envelope.job_id)
      progress.acknowledged()
    } else odd.push(`${envelope.job_id}: ${JSON.stringify(reply)}`)
  }
  const client = async (): Promise<void> => {
    for (let envelope = queue.shift(); envelope !== undefined; envelope = queue.shift()) {
      unknown.add(envelope.job_id)
      for (let again = true; again; ) {
        const connection = await connectWhenUp(agq)
        try {
          await submitOne(connection, envelope)
          again = false
          while (queue.length > 0) {
            envelope = queue.shift() ?? envelope
            unknown.add(envelope.job_id)
            await submitOne(connection, envelope)
          }
        } catch {
          again = !acknowledged.has(envelope.job_id) && random.next() < 0.5
        } finally {
          connection.close()
        }
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { acknowledged, unknown, odd }
}

/** Connects as a client would that keeps trying; each try waits for the refusal of the one before, not for time. */
export function connectWhenUp(agq: Agq): Promise<Connection> {
  const attempt = async (): Promise<Connection> => {
    for (;;) {
      try {
        return await openConnection(undefined, agq)
      } catch {
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  }
  return within(attempt(), 'AGQ to be back', 30_000)
}
