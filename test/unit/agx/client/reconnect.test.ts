/** A lost connection is built again; nothing pending is ever sent a second time. */
import { createServer, type Socket } from 'node:net'
import { connect } from '@agenix/agx/client'
import t from 'tap'
import { freePort } from './redis.ts'

t.test('comes back, authenticated, and never repeats a call', async (t) => {
  const sockets: Socket[] = []
  const seen: string[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => {
      const text = data.toString()
      seen.push(text)
      if (!text.includes('JOB.SUBMIT')) socket.write('+OK\r\n'.repeat(text.split('*').length - 1))
      else socket.destroy()
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const client = await connect({ addr: `127.0.0.1:${port}`, sessionKey: 'k', reconnect: true })
  const back = new Promise<void>((resolve) => client.onReconnect(resolve))

  await t.rejects(client.call('JOB.SUBMIT', '{}'), { code: 'UNREACHABLE' })
  await back
  t.equal(await client.call('PING'), 'OK')
  t.equal(seen.filter((text) => text.includes('JOB.SUBMIT')).length, 1)
  t.equal(seen.filter((text) => text.includes('auth') && text.includes('\r\nk\r\n')).length, 2)
  t.equal(sockets.length, 2)

  await client.close()
  await new Promise((resolve) => server.close(resolve))
})

t.test('closing between two tries to come back does not hang', async (t) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.on('data', (data) => socket.write('+OK\r\n'.repeat(data.toString().split('*').length - 1)))
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const client = await connect({ addr: `127.0.0.1:${port}`, sessionKey: 'k', reconnect: true })
  const lost = new Promise<void>((resolve) => client.onLost(resolve))
  const closed = new Promise((resolve) => server.close(resolve))
  for (const socket of sockets) socket.destroy()
  await Promise.all([lost, closed])
  await client.close()
  await t.rejects(client.call('PING'), { code: 'UNREACHABLE' })
})
