/** No server, a silent server, a server that goes away: each is an error in time, with what to do. */
import { createServer, type Server, type Socket } from 'node:net'
import { connect, isUnreachable } from '@agenix/agx/client'
import t from 'tap'
import { freePort } from './redis.ts'

t.test('nobody listens', async (t) => {
  const addr = `127.0.0.1:${await freePort()}`
  const error = await connect({ addr, sessionKey: 'k' }).catch((reason: unknown) => reason)
  t.match(error, { code: 'UNREACHABLE', exitCode: 3 })
  t.match(String(error), `cannot reach AGQ at ${addr} (connection refused). Start it with \`agx up\``)
  t.ok(isUnreachable(error))
})

t.test('there is no such socket', async (t) => {
  await t.rejects(connect({ addr: 'unix:/nowhere.sock', sessionKey: 'k' }), /no such socket/)
})

t.test('with `reconnect` too, a first failure is thrown at once', async (t) => {
  const addr = `127.0.0.1:${await freePort()}`
  await t.rejects(connect({ addr, sessionKey: 'k', reconnect: true }), { code: 'UNREACHABLE' })
})

t.test('a server that takes the connection and says nothing', async (t) => {
  const { server, addr } = await serve(() => {})
  await t.rejects(connect({ addr, sessionKey: 'k', connectTimeoutMs: 100 }), /does not answer within 0\.1 s/)
  server.close()
})

t.test('a connection that is cut fails the calls that wait on it', async (t) => {
  const { server, addr } = await serve((socket, text) => {
    if (text.includes('JOB.STATUS')) socket.destroy()
    else socket.write('+OK\r\n'.repeat(text.split('*').length - 1))
  })
  const client = await connect({ addr, sessionKey: 'k' })
  const lost = new Promise<void>((resolve) => client.onLost(resolve))
  await t.rejects(client.call('JOB.STATUS', 'a'), { code: 'UNREACHABLE' })
  await lost
  await t.rejects(client.call('JOB.STATUS', 'a'), { code: 'UNREACHABLE' })
  server.close()
})

async function serve(
  onText: (socket: Socket, text: string) => void,
): Promise<{ readonly server: Server; readonly addr: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => onText(socket, data.toString()))
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { server, addr: `127.0.0.1:${port}` }
}
