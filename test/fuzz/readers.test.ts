/**
 * Peers that ask for much and read nothing, or slowly: AGQ holds a bounded part of it, everybody else is served, and
 * who does read gets every byte.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import t from 'tap'
import { type Agq, encodeCommand, startAgq, within } from '../harness/index.ts'
import { memoryOf, mib } from './burden.ts'
import { makeHealthy } from './healthy.ts'

t.setTimeout(120_000)

const MiB = 2 ** 20
/** 32 MiB underway, one command more of 48, what the socket holds, and what a collection has not come to yet. */
const extraBytesMax = 250 * MiB

async function putBlob(agq: Agq, bytes: Buffer): Promise<string> {
  const connection = await agq.connect()
  t.match(await connection.text('BLOB.PUT', bytes), /^OK sha256=/)
  connection.close()
  return createHash('sha256').update(bytes).digest('hex')
}

/** A connection that is let in and then reads nothing until it is told to. */
async function openSilent(agq: Agq, owner: { teardown(end: () => unknown): void }): Promise<Socket> {
  const socket = createConnection({ host: agq.host, port: agq.port })
  owner.teardown(() => socket.destroy())
  socket.on('error', () => {})
  socket.write(encodeCommand(['AUTH', agq.sessionKey]))
  await once(socket, 'readable')
  socket.read()
  return socket
}

t.test('a thousand large replies that nobody reads', async (t) => {
  const agq = await startAgq(t)
  const sha256 = await putBlob(agq, Buffer.alloc(16 * MiB, 'x'))
  const healthy = await makeHealthy(t, agq)
  await healthy.turn()
  const before = memoryOf(agq.pid).bytes
  const socket = await openSilent(agq, t)
  socket.write(Buffer.concat(Array(200).fill(encodeCommand(['BLOB.GET', sha256, 'LIMIT', String(16 * MiB)]))))
  for (let turns = 0; turns < 50; turns += 1) await healthy.turn()
  const extra = memoryOf(agq.pid).peakBytes - before
  t.ok(extra < extraBytesMax, `AGQ held ${mib(extra)} more at its highest`)
  t.comment(
    `${mib(extra)} for 3,200 MiB asked for; the healthy client waited ${healthy.slowestMs.toFixed(0)} ms at most`,
  )
})

t.test('a thousand large replies to one who reads them', async (t) => {
  const agq = await startAgq(t)
  const sha256 = await putBlob(agq, Buffer.alloc(MiB, 'y'))
  const socket = await openSilent(agq, t)
  const count = 300
  const wanted = count * (MiB + `$${MiB}\r\n\r\n`.length)
  socket.write(Buffer.concat(Array(count).fill(encodeCommand(['BLOB.GET', sha256]))))
  let got = 0
  const all = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      got += chunk.length
      if (got === wanted) resolve()
    })
    socket.on('close', resolve)
  })
  await within(all, () => `the rest: ${got} of ${wanted} bytes came`, 30_000)
  t.equal(got, wanted)
  t.comment(`AGQ at its highest: ${mib(memoryOf(agq.pid).peakBytes)}`)
})
