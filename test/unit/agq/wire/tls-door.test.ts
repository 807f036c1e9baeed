/** A handshake is a stranger's: it has a stranger's time, makes room like one, and costs nobody else anything. */
import { readFileSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import t from 'tap'
import { makeAuthority, type Owner, openConnection, within } from '../../../harness/index.ts'
import { KEY, startTestWire, type WireUnderTest } from './wire-under-test.ts'

const authority = makeAuthority()
const pair = authority.issue('agq')
const tls = {
  cert: readFileSync(pair.cert, 'utf8'),
  key: readFileSync(pair.key, 'utf8'),
  ca: null,
  expiresAtMs: Date.now() + 86_400_000,
}
const trust = { ca: readFileSync(authority.ca) }
/** The beginning of a ClientHello, and no more. */
const HALF_A_HELLO = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])

function portOf({ wire }: WireUnderTest): number {
  return Number(wire.addresses[0]?.split(':').at(-1))
}

function open(owner: Owner, port: number): { readonly socket: Socket; readonly ended: Promise<void> } {
  const socket = createConnection({ host: '127.0.0.1', port })
  owner.teardown(() => socket.destroy())
  const ended = new Promise<void>((resolve) => {
    socket
      .on('error', () => {})
      .on('close', () => resolve())
      .resume()
  })
  return { socket, ended }
}

t.test('who does not come to an end of the handshake has the time of a stranger', async (t) => {
  const test = await startTestWire(t, { tls, bounds: { authDeadlineMs: 300 } })
  const port = portOf(test)
  const began = performance.now()
  const silent = open(t, port)
  const half = open(t, port)
  half.socket.write(HALF_A_HELLO)
  await within(Promise.all([silent.ended, half.ended]), 'an end of their time')
  t.ok(performance.now() - began > 250, 'not before it')
  t.equal(test.wire.clientCount(), 0, 'nothing of them stays')
})

t.test('handshakes make room for those who have a key', async (t) => {
  const test = await startTestWire(t, { tls, bounds: { clients: 4 } })
  const port = portOf(test)
  const known = await openConnection(t, { host: '127.0.0.1', port, sessionKey: KEY, tls: trust })
  const strangers = Array.from({ length: 6 }, () => {
    const stranger = open(t, port)
    stranger.socket.write(HALF_A_HELLO)
    return stranger
  })
  await within(Promise.all(strangers.slice(0, 3).map(({ ended }) => ended)), 'the end of the first')
  const another = await openConnection(t, { host: '127.0.0.1', port, sessionKey: KEY, tls: trust })
  t.equal(await another.text('PING'), 'PONG')
  t.equal(await known.text('PING'), 'PONG')
  t.ok(test.wire.clientCount() <= 4)
})

t.test('garbage that begins like TLS ends that connection alone', async (t) => {
  const test = await startTestWire(t, { tls })
  const port = portOf(test)
  const garbage = open(t, port)
  garbage.socket.write(Buffer.concat([HALF_A_HELLO, Buffer.alloc(600, 0xff)]))
  await within(garbage.ended, 'its end')
  const known = await openConnection(t, { host: '127.0.0.1', port, sessionKey: KEY, tls: trust })
  t.equal(await known.text('PING'), 'PONG')
  t.match(test.logged.join(''), /a TLS handshake failed/)
})

t.test('no version below 1.2', async (t) => {
  const test = await startTestWire(t, { tls })
  const versionOf = async (most: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string> => {
    const options = {
      ...trust,
      maxVersion: most,
      minVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    } as const
    const socket: TLSSocket = connectTls({ host: '127.0.0.1', port: portOf(test), ...options })
    t.teardown(() => socket.destroy())
    return within(
      new Promise((resolve) => {
        socket.on('secureConnect', () => resolve(socket.getProtocol() ?? ''))
        socket.on('error', () => resolve('refused'))
      }),
      'a handshake',
    )
  }
  t.equal(await versionOf('TLSv1.3'), 'TLSv1.3')
  t.equal(await versionOf('TLSv1.2'), 'TLSv1.2')
  t.equal(await versionOf('TLSv1.1'), 'refused')
})

t.test('closing ends handshakes too', async (t) => {
  const test = await startTestWire(t, { tls })
  const half = open(t, portOf(test))
  half.socket.write(HALF_A_HELLO)
  const known = await openConnection(t, {
    host: '127.0.0.1',
    port: portOf(test),
    sessionKey: KEY,
    tls: trust,
  })
  await known.text('PING')
  await within(test.wire.close(), 'the end of the server')
  await within(half.ended, 'the end of the handshake')
  t.pass()
})
