/** What operators say about queues: pause, resume, weight, bounds. Short enough pauses, so that there is still work done. */
import type { SimulatedClient } from './client.ts'
import type { AgqServer } from './server.ts'

export function queueNames(server: AgqServer): string[] {
  return ['default', ...Array.from({ length: server.options.queues }, (_, n) => `queue-${n + 1}`)]
}

/** Resumed in its own time: the operator does other things meanwhile. */
export async function pauseQueue(client: SimulatedClient): Promise<void> {
  const { server } = client
  if (!server.options.ruling) return
  const queue = server.world.random.pick(queueNames(server))
  await client.call('QUEUE.PAUSE', queue)
  await client.life.sleep(server.world.random.integer(0, server.options.durationMs / 8))
  await client.call('QUEUE.RESUME', queue)
}

export async function setQueue(client: SimulatedClient): Promise<void> {
  const { options, world } = client.server
  if (!options.ruling) return
  const { random } = world
  const queue = random.pick(queueNames(client.server))
  const [what, value] = random.pick([
    ['WEIGHT', random.integer(1, 5)],
    ['WEIGHT', random.integer(1, 5)],
    ['MAXWAITING', random.integer(1, 4)],
    ['MAXWAITING', 'none'],
    ['TTL', random.integer(1, Math.ceil(options.durationMs / 4_000))],
    ['TTL', 'none'],
  ] as const)
  await client.call('QUEUE.SET', queue, what, value)
}

/** The last word on every queue: open, and without bounds. */
export async function openQueues(client: SimulatedClient): Promise<void> {
  for (const queue of queueNames(client.server)) {
    await client.call('QUEUE.RESUME', queue)
    await client.call('QUEUE.SET', queue, 'MAXWAITING', 'none', 'TTL', 'none')
  }
}
