import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { Output } from '../../../../agq/dist/wire/output.js'

async function socketPair(): Promise<readonly [Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  if (typeof bound !== 'object' || bound === null) throw new Error('no port')
  const accepted = once(server, 'connection')
  const near = connect(bound.port, '127.0.0.1')
  const [far] = (await accepted) as [Socket]
  server.close()
  return [near, far]
}

/** Counts the writes that reach the socket's handle. */
function countWrites(socket: Socket): () => number {
  let writes = 0
  const write = socket._write.bind(socket)
  socket._write = (...args) => {
    writes++
    write(...args)
  }
  const writev = socket._writev?.bind(socket)
  socket._writev = (...args) => {
    writes++
    writev?.(...args)
  }
  return () => writes
}

t.test('everything that becomes ready in one turn is one write', async (t) => {
  const [near, far] = await socketPair()
  const writes = countWrites(near)
  const output = new Output(near)
  const gate = Promise.withResolvers<void>()
  const settled = Array.from({ length: 1_000 }, async (_, index) => {
    // Some need more turns of the promise queue than others.
    for (let turn = 0; turn < index % 5; turn++) await gate.promise
    await gate.promise
    output.text('+OK\r\n')
  })
  gate.resolve()
  await Promise.all(settled)
  await new Promise((resolve) => setImmediate(resolve))
  t.equal(writes(), 1)
  near.end()
  t.equal(await text(far), '+OK\r\n'.repeat(1_000))
  t.equal(output.pendingBytes, 0)
})

t.test('text and pieces keep their order and share one write', async (t) => {
  const [near, far] = await socketPair()
  const writes = countWrites(near)
  const output = new Output(near)
  output.text('a')
  output.bytes(Buffer.from('b'))
  output.bytes(Buffer.from('c'))
  output.text('d\xff')
  t.equal(output.pendingBytes, 5)
  await new Promise((resolve) => setImmediate(resolve))
  t.equal(writes(), 1)
  near.end()
  const chunks = await far.toArray()
  t.strictSame(Buffer.concat(chunks), Buffer.from('abcd\xff', 'latin1'))
})
