import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { RawClient } from './raw-client.ts'
import { KEY, startTestWire } from './wire-under-test.ts'

/** A socket's path must be short, so it cannot lie beside the test. */
function shortDirectory(t: { readonly teardown: (action: () => void) => unknown }): string {
  const directory = mkdtempSync(join(tmpdir(), 'agq-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

t.test('TCP and a unix socket of the owner alone, together', async (t) => {
  const socketPath = join(shortDirectory(t), 'agq.sock')
  const { wire } = await startTestWire(t, { listen: [{ host: '127.0.0.1', port: 0 }, { socketPath }] })
  t.match(wire.addresses[0], /^127\.0\.0\.1:\d+$/)
  t.equal(wire.addresses[1], `unix:${socketPath}`)
  t.equal(statSync(socketPath).mode & 0o777, 0o600)
  for (const address of wire.addresses) {
    const client = await RawClient.connect(address, KEY)
    client.send('PING\r\nQUIT\r\n')
    t.equal(await client.rest(), '+PONG\r\n+OK\r\n')
  }
})

t.test('IPv6 addresses are written with brackets', async (t) => {
  const { wire } = await startTestWire(t, { listen: [{ host: '::1', port: 0 }] })
  t.match(wire.addresses[0], /^\[::1\]:\d+$/)
})

t.test('a port in use is blamed on who answers there', async (t) => {
  const { wire } = await startTestWire(t)
  const port = Number(wire.addresses[0]?.split(':')[1])
  await t.rejects(startTestWire(t, { listen: [{ host: '127.0.0.1', port }] }), {
    message: new RegExp(
      `^Cannot listen on 127.0.0.1:${port}: another AGQ, or a Redis, already answers there; stop it`,
    ),
  })
  const other = createServer((socket) => socket.end('220 mail ready\r\n')).listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const bound = other.address()
  const otherPort = typeof bound === 'object' && bound !== null ? bound.port : 0
  await t.rejects(startTestWire(t, { listen: [{ host: '127.0.0.1', port: otherPort }] }), {
    message: /another program already answers there, and it is no AGQ; stop it/,
  })
})

t.test('where one address fails, none stays open', async (t) => {
  const directory = shortDirectory(t)
  const socketPath = join(directory, 'agq.sock')
  const taken = join(directory, 'a-file')
  writeFileSync(taken, '')
  await t.rejects(startTestWire(t, { listen: [{ socketPath }, { socketPath: taken }] }), {
    message: /there is a file that is no socket; remove it/,
  })
  await t.rejects(RawClient.connect(`unix:${socketPath}`))
})

t.test('an address that is not ours, and a path that is too long, are named', async (t) => {
  await t.rejects(startTestWire(t, { listen: [{ host: '192.0.2.1', port: 0 }] }), {
    message: /^Cannot listen on 192\.0\.2\.1:0: no network interface of this machine has that address/,
  })
  await t.rejects(startTestWire(t, { listen: [{ socketPath: `/tmp/${'x'.repeat(120)}` }] }), {
    message: /a socket's path has at most 103 bytes/,
  })
})

t.test('the socket of a server that was killed is taken over, that of a living one is not', async (t) => {
  const socketPath = join(shortDirectory(t), 'agq.sock')
  const script = `require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', script, socketPath])
  t.ok(statSync(socketPath).isSocket(), 'the killed server left its file')
  const { wire } = await startTestWire(t, { listen: [{ socketPath }] })
  const client = await RawClient.connect(wire.addresses[0], KEY)
  client.close()
  await t.rejects(startTestWire(t, { listen: [{ socketPath }] }), {
    message: /another AGQ, or a Redis, already answers there; stop it/,
  })
})
