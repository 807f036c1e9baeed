import { once } from 'node:events'
import t from 'tap'
import { frame } from './raw-client.ts'
import { KEY, startTestWire } from './wire-under-test.ts'

t.test('no more requests are dispatched than may be outstanding', async (t) => {
  const wire = await startTestWire(t, { bounds: { outstandingRequests: 4 } })
  const client = await wire.connect(KEY)
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  client.send(Buffer.concat(names.map((name) => frame('TEST.LATER', name))))
  await wire.arrival('d')
  const other = await wire.connect(KEY)
  other.send('PING\r\n')
  await other.expect('+PONG\r\n')
  t.equal(wire.dispatched.length, 4)
  wire.release('b')
  wire.release('a')
  await wire.arrival('f')
  for (const name of names) wire.release(name)
  await client.expect(names.map((name) => `$1\r\n${name}\r\n`).join(''))
})

t.test(
  'more requests than may be outstanding all get their reply, even from a client that has ended',
  async (t) => {
    const wire = await startTestWire(t, { bounds: { outstandingRequests: 4 } })
    const client = await wire.connect(KEY)
    const names = Array.from({ length: 200 }, (_, index) => `later${index}`)
    for (const name of names) client.send(frame('TEST.LATER', name))
    client.socket.end()
    for (const name of names) wire.release(name)
    t.equal(await client.rest(), names.map((name) => `$${name.length}\r\n${name}\r\n`).join(''))
  },
)

t.test('a client that does not read is not served until it does', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.socket.pause()
  const size = 4 * 1024 * 1024
  for (let i = 0; i < 20; i++) client.command('TEST.BIG', String(size))
  await wire.arrival(String(size))
  const other = await wire.connect(KEY)
  other.send('PING\r\n')
  await other.expect('+PONG\r\n')
  t.ok(wire.dispatched.length < 10, `${wire.dispatched.length} of 20 were dispatched`)
  client.socket.resume()
  for (let i = 0; i < 20; i++) {
    await client.expect(`$${size}\r\n`)
    t.equal((await client.take(size + 2)).length, size + 2)
  }
  t.equal(wire.dispatched.length, 20)
})

t.test('who lets too much pile up is closed', async (t) => {
  const wire = await startTestWire(t, { bounds: { outputBytes: 8 * 1024 * 1024 } })
  const client = await wire.connect(KEY)
  client.socket.pause()
  const size = String(32 * 1024 * 1024)
  client.command('TEST.BIG', size)
  const caller = await wire.arrival(size)
  if (!caller.closed.aborted) await once(caller.closed, 'abort')
  t.match(wire.logged.join(''), /closed a client that does not read its replies/)
  t.equal(wire.wire.clientCount(), 0)
})

t.test('a subscriber that does not read is closed, others hear on', async (t) => {
  const { wire, connect, logged } = await startTestWire(t)
  const slow = await connect(KEY)
  const quick = await connect(KEY)
  for (const client of [slow, quick]) {
    client.send('SUBSCRIBE jobs\r\n')
    await client.expect('*3\r\n$9\r\nsubscribe\r\n$4\r\njobs\r\n:1\r\n')
  }
  slow.socket.pause()
  const message = 'x'.repeat(1024 * 1024)
  const shape = `*3\r\n$7\r\nmessage\r\n$4\r\njobs\r\n$${message.length}\r\n${message}\r\n`
  for (let i = 0; i < 32 && wire.clientCount() === 2; i++) {
    wire.pubsub.publish('jobs', message)
    await quick.expect(shape)
  }
  t.equal(wire.clientCount(), 1)
  t.match(logged.join(''), /closed a client that does not read its replies/)
})
