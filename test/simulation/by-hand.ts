/** What people do to Jobs that ended, and to many at once. */
import type { SimulatedClient } from './client.ts'
import { queueNames } from './ruling.ts'

type Deed = (client: SimulatedClient) => Promise<void>

/** Only in seeds where somebody's hand is at work: there an end that was told may be taken back. */
function byHand(name: string, ...args: readonly string[]): Deed {
  return async (client) => {
    const jobId = client.anyJob()
    if (jobId !== null && client.server.options.byHand) await client.call(name, jobId, ...args)
  }
}

/** What ended badly is rare, and what was cancelled may be still held: both come of this. */
export async function retryJob(client: SimulatedClient): Promise<void> {
  const jobId = client.anyJob()
  if (jobId === null || !client.server.options.byHand) return
  const { random } = client.server.world
  if (random.next() < 0.6) await client.call('JOB.CANCEL', jobId)
  if (random.next() < 0.5) await client.life.sleep(random.integer(0, 20_000))
  await client.call('JOB.RETRY', jobId)
}

export const retryFrom = byHand('JOB.RETRY', 'FROM', '1')
export const deleteJob = byHand('JOB.DELETE')
/** And tried to be forgotten all the same. */
export async function pinJob(client: SimulatedClient): Promise<void> {
  const jobId = client.anyJob()
  if (jobId === null || !client.server.options.byHand) return
  await client.call('JOB.PIN', jobId)
  if (client.server.world.random.next() < 0.5) await client.call('JOB.DELETE', jobId)
}

export const unpinJob = byHand('JOB.UNPIN')

export async function changeMany(client: SimulatedClient): Promise<void> {
  const { options, world } = client.server
  if (!options.byHand) return
  const actionId = client.anyAction()
  const queue = world.random.pick(queueNames(client.server))
  const [name, ...args] = world.random.pick<readonly [string, ...(string | null)[]]>([
    ['JOB.RETRYALL', 'STATUS', 'failed'],
    ['JOB.RETRYALL', 'STATUS', 'cancelled', 'QUEUE', queue],
    ['QUEUE.PURGE', queue],
    ['ACTION.CANCEL', actionId],
    ['ACTION.RETRY', actionId],
  ])
  if (!args.includes(null)) await client.call(name, ...args.map(String))
}
