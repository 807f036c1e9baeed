import t from 'tap'
import { frame, RawClient } from './raw-client.ts'
import { KEY, startTestWire } from './wire-under-test.ts'

t.test('close hands out the replies that are owed, then ends every connection', async (t) => {
  const { wire, connect, arrival, release } = await startTestWire(t)
  const idle = await connect(KEY)
  const busy = await connect(KEY)
  busy.send('TEST.LATER a\r\n')
  const caller = await arrival('a')
  const closing = wire.close()
  t.ok(caller.closed.aborted, 'who is parked is told')
  release('a')
  t.equal(await busy.rest(), '$1\r\na\r\n')
  t.equal(await idle.rest(), '')
  busy.socket.end()
  idle.socket.end()
  await closing
  t.equal(wire.clientCount(), 0)
  await t.rejects(RawClient.connect(wire.addresses[0]), { code: 'ECONNREFUSED' })
})

t.test('close does not wait for a reply that never comes', async (t) => {
  const { wire, connect, arrival } = await startTestWire(t, { bounds: { finishMs: 50 } })
  const client = await connect(KEY)
  client.send('TEST.LATER never\r\n')
  await arrival('never')
  await wire.close()
  t.equal(await client.rest(), '')
})

t.test('close does not wait for the deadline when a peer leaves that was not being read', async (t) => {
  const { wire, connect, arrival, release } = await startTestWire(t, {
    bounds: { finishMs: 60_000, outstandingRequests: 1 },
  })
  const client = await connect(KEY)
  client.command('TEST.LATER', 'a')
  await arrival('a')
  client.send(frame('TEST.ECHO', Buffer.alloc(8 * 1024 * 1024)))
  const other = await connect(KEY)
  const closing = wire.close()
  release('a')
  t.equal(await client.rest(), '$1\r\na\r\n')
  client.socket.end()
  other.socket.end()
  await closing
  t.equal(wire.clientCount(), 0)
})

t.test('a caller whose connection is cut is told', async (t) => {
  const { connect, arrival, wire } = await startTestWire(t)
  const client = await connect(KEY)
  client.send('TEST.LATER a\r\n')
  const caller = await arrival('a')
  client.socket.resetAndDestroy()
  if (!caller.closed.aborted) {
    await new Promise((resolve) => caller.closed.addEventListener('abort', resolve, { once: true }))
  }
  t.equal(wire.clientCount() <= 1, true)
})
