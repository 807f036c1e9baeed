/** Messages arrive parsed; after a lost connection the channels are there again and the listener knows of the gap. */

import { connect } from '@agenix/agx/client'
import t from 'tap'
import { freePort, startRedis } from './redis.ts'

t.test('listens, and survives a restart of the server', async (t) => {
  const port = await freePort()
  let redis = await startRedis(port)
  const client = await connect({ addr: redis.addr, sessionKey: redis.key, reconnect: true })
  const inbox = makeInbox()
  const gap = Promise.withResolvers<void>()
  const subscription = await client.subscribe(['job:1', 'jobs'], inbox.put, { onGap: gap.resolve })

  await client.call('PUBLISH', 'job:1', '{"seq":1}')
  t.same(await inbox.take(), ['job:1', { seq: 1 }])
  await client.call('PUBLISH', 'jobs', 'no json')
  t.same(await inbox.take(), ['jobs', 'no json'])

  const back = new Promise<void>((resolve) => client.onReconnect(resolve))
  await redis.stop()
  redis = await startRedis(port)
  await Promise.all([back, gap.promise])
  // The channels are subscribed again right after the gap was announced: publish until somebody listens.
  while ((await client.call('PUBLISH', 'job:1', '{"seq":2}')) === 0);
  t.same(await inbox.take(), ['job:1', { seq: 2 }])

  await subscription.close()
  await client.close()
  await redis.stop()
})

function makeInbox() {
  const held: [string, unknown][] = []
  let arrived = Promise.withResolvers<void>()
  return {
    put: (channel: string, message: unknown): void => {
      held.push([channel, message])
      arrived.resolve()
    },
    take: async (): Promise<[string, unknown] | undefined> => {
      if (held.length === 0) await arrived.promise
      arrived = Promise.withResolvers<void>()
      return held.shift()
    },
  }
}
