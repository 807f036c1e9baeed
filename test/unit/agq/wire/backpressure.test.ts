import { once } from 'node:events'
import t from 'tap'
import { frame, type RawClient } from './raw-client.ts'
import { KEY, startTestWire } from './wire-under-test.ts'

/** Lets the server's loop turn: everything that reached it before is read after a few of these. */
async function turns(client: RawClient, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    client.send('PING\r\n')
    await client.expect('+PONG\r\n')
  }
}

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

const MiB = 1024 * 1024

t.test('no more bytes of requests are underway than may be', async (t) => {
  const wire = await startTestWire(t, { bounds: { underwayBytes: 2 * MiB } })
  const client = await wire.connect(KEY)
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => letter.repeat(MiB))
  client.send(Buffer.concat(names.map((name) => frame('TEST.LATER', name))))
  await wire.arrival(names[1] ?? '')
  await turns(await wire.connect(KEY), 100)
  t.equal(wire.dispatched.length, 2)
  for (const [index, name] of names.entries()) {
    wire.release(name)
    await client.expect(`$${name.length}\r\n`)
    t.equal((await client.take(name.length + 2)).length, name.length + 2)
    const next = names[index + 2]
    if (next !== undefined) await wire.arrival(next)
    t.ok(wire.dispatched.length <= index + 3, 'one is answered, one is taken')
  }
})

t.test('room is kept for replies that may be large', async (t) => {
  const wire = await startTestWire(t, { bounds: { underwayBytes: 3 * MiB } })
  const client = await wire.connect(KEY)
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  client.send(Buffer.concat(names.map((name) => frame('TEST.FETCH', name))))
  await wire.arrival('c')
  await turns(await wire.connect(KEY), 100)
  t.equal(wire.dispatched.length, 3)
  for (const name of names) wire.release(name)
  await client.expect(names.map((name) => `$1\r\n${name}\r\n`).join(''))
})

t.test('replies that wait for their turn count as what they are', async (t) => {
  const wire = await startTestWire(t, { bounds: { underwayBytes: 3 * MiB } })
  const client = await wire.connect(KEY)
  const large = Array<Buffer>(6).fill(frame('TEST.BIG', String(MiB)))
  client.send(Buffer.concat([frame('TEST.LATER', 'head'), ...large]))
  await wire.arrival(String(MiB))
  await turns(await wire.connect(KEY), 100)
  t.equal(wire.dispatched.length, 1 + 3)
  wire.release('head')
  await client.expect('$4\r\nhead\r\n')
  for (let i = 0; i < 6; i++) {
    await client.expect(`$${MiB}\r\n`)
    t.equal((await client.take(MiB + 2)).length, MiB + 2)
  }
  t.equal(wire.dispatched.length, 7)
})

t.test('a client that ended while its requests had to wait gets all its replies', async (t) => {
  const wire = await startTestWire(t, { bounds: { outstandingRequests: 2 } })
  const client = await wire.connect(KEY)
  const other = await wire.connect(KEY)
  const names = ['a', 'b', 'c', 'd']
  client.send(Buffer.concat(names.map((name) => frame('TEST.LATER', name))))
  client.socket.end()
  await wire.arrival('b')
  await turns(other, 10)
  for (const name of names) wire.release(name)
  t.equal(await client.rest(), '$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n')
})

t.test('who sends on while its requests have to wait is not read', async (t) => {
  const wire = await startTestWire(t, { bounds: { outstandingRequests: 1 } })
  const client = await wire.connect(KEY)
  const other = await wire.connect(KEY)
  client.command('TEST.LATER', 'a')
  await wire.arrival('a')
  const large = Buffer.alloc(16 * 1024 * 1024)
  for (let i = 0; i < 4; i++) client.send(frame('TEST.ECHO', large))
  await turns(other, 1_000)
  t.ok(client.socket.writableLength > large.length)
})

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
