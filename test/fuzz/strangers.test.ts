/**
 * Peers that lie about lengths, send a byte at a time, speak another protocol, or guess the key: each gets a clear
 * answer and an end, and a healthy client beside them never notices. What one connection alone may do is in
 * `unit/agq/wire/bounds`; here there are hundreds at once, against a real AGQ.
 */
import { request } from 'node:http'
import { createConnection, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import {
  type Agq,
  encodeCommand,
  type Owner,
  openConnection,
  pipeline,
  startAgq,
  within,
} from '../harness/index.ts'
import { memoryOf, mib } from './burden.ts'
import { makeHealthy } from './healthy.ts'

t.setTimeout(120_000)

const MiB = 2 ** 20

interface Peer {
  readonly socket: Socket
  /** What came so far, as bytes. */
  text(): string
  /** How the connection ended: the code of an error, or `closed`. */
  readonly end: Promise<string>
  /** Resolves when so much text has come. */
  received(length: number): Promise<void>
}

function openPeer(owner: Owner, agq: Agq, localAddress = '127.0.0.1'): Peer {
  const socket = createConnection({ host: agq.host, port: agq.port, noDelay: true, localAddress })
  owner.teardown(() => socket.destroy())
  let text = ''
  let failure = 'closed'
  let wake = (): void => {}
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1')
    wake()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code ?? error.message
  })
  const end = new Promise<string>((resolve) => socket.on('close', () => resolve(failure)))
  return {
    socket,
    text: () => text,
    end: within(end, 'the end of a connection', 30_000),
    received: (length) =>
      within(
        new Promise((resolve) => {
          wake = () => {
            if (text.length >= length) resolve()
          }
          wake()
        }),
        () => `${length} bytes; so far ${text.slice(0, 200)}`,
      ),
  }
}

t.test('lengths that lie', async (t) => {
  const agq = await startAgq(t)
  const healthy = await makeHealthy(t, agq)
  await healthy.turn()
  const auth = encodeCommand(['AUTH', agq.sessionKey]).toString('latin1')
  const lies: readonly (readonly [string, RegExp])[] = [
    [
      '*1\r\n$999999999\r\n',
      /^-TOOBIG Protocol error: a bulk of 999999999 bytes is over the limit of 4096 before AUTH/,
    ],
    ['*2147483647\r\n', /^-ERR Protocol error: 2147483647 arguments are over the limit of 16 before AUTH/],
    ['*99999999999999999999\r\n', /^-ERR Protocol error: invalid multibulk length/],
    ['*1\r\n$-5\r\n', /^-ERR Protocol error: invalid bulk length/],
    ['*1\r\n$99999999999999999999\r\n', /^-ERR Protocol error: invalid bulk length/],
    ['*2\r\n$4\r\nAUTH\r\n$3\r\nlonger than it says\r\n', /^-ERR Protocol error: a bulk must end with CR LF/],
    [
      `${auth}*1\r\n$999999999\r\n`,
      /^\+OK\r\n-TOOBIG Protocol error: a bulk of 999999999 bytes is over the limit of 16777216\r\n$/,
    ],
    [
      `${auth}*2147483647\r\n`,
      /^\+OK\r\n-ERR Protocol error: 2147483647 arguments are over the limit of 1024\r\n$/,
    ],
    [`${auth}*3\r\n$16777217\r\n`, /^\+OK\r\n-TOOBIG /],
  ]
  for (let round = 0; round < 20; round += 1) {
    const peers = lies.map(([bytes]) => {
      const peer = openPeer(t, agq)
      peer.socket.write(bytes, 'latin1')
      return peer
    })
    await healthy.turn()
    for (const [index, peer] of peers.entries()) {
      const end = await peer.end
      const [bytes, answer] = lies[index] ?? ['', /^/]
      if (end !== 'closed' || !answer.test(peer.text()) || round === 0) {
        t.match(peer.text(), answer, JSON.stringify(bytes.slice(-40)))
        t.equal(end, 'closed', 'it ends in order')
      }
    }
  }
})

t.test('announced bytes that do not come cost nothing', async (t) => {
  const agq = await startAgq(t)
  const healthy = await makeHealthy(t, agq)
  await healthy.turn()
  const before = memoryOf(agq.pid).bytes
  const sent = Buffer.alloc(1.1 * MiB, 'x')
  const peers = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const peer = openPeer(t, agq)
      peer.socket.write(encodeCommand(['AUTH', agq.sessionKey]))
      await peer.received('+OK\r\n'.length)
      await new Promise((resolve) => peer.socket.write('*2\r\n$4\r\nECHO\r\n$16777216\r\n', resolve))
      await new Promise((resolve) => peer.socket.write(sent, resolve))
      return peer
    }),
  )
  for (let turns = 0; turns < 20; turns += 1) await healthy.turn()
  const grown = memoryOf(agq.pid).bytes - before
  // 44 MiB came; 640 MiB were announced. What was copied on the way up may not be collected yet.
  t.ok(grown < 200 * MiB, `AGQ grew by ${mib(grown)}`)
  t.comment(`${mib(grown)} for ${peers.length} announcements of 16 MiB with 1.1 MiB behind each`)
})

t.test('a byte at a time', async (t) => {
  const agq = await startAgq(t)
  const healthy = await makeHealthy(t, agq)
  const slow = Array.from({ length: 100 }, () => {
    const envelope = pipeline([['no-worker-has-this']])
    const bytes = Buffer.concat([
      encodeCommand(['AUTH', agq.sessionKey]),
      encodeCommand(['JOB.SUBMIT', JSON.stringify(envelope)]),
    ])
    return { peer: openPeer(t, agq), bytes, wanted: `+OK\r\n+OK job_id=${envelope.job_id}\r\n` }
  })
  const longest = Math.max(...slow.map(({ bytes }) => bytes.length))
  for (let at = 0; at < longest; at += 1) {
    for (const { peer, bytes } of slow) if (at < bytes.length) peer.socket.write(bytes.subarray(at, at + 1))
    if (at % 10 === 0) await healthy.turn()
    else await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(slow.map(({ peer, wanted }) => peer.received(wanted.length)))
  t.ok(
    slow.every(({ peer, wanted }) => peer.text() === wanted),
    'each is answered as if it had been quick',
  )
  t.comment(`the healthy client waited ${healthy.slowestMs.toFixed(0)} ms at most`)
})

t.test('HTTP and TLS', async (t) => {
  const agq = await startAgq(t)
  const healthy = await makeHealthy(t, agq)
  const line =
    /^-ERR Protocol error: HTTP spoken to the RESP port; AGQ answers HTTP at the address of its --http option\r\n$/
  const hellos = [
    'GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: curl/8\r\nAccept: */*\r\n\r\n',
    `POST /jobs HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n${'x'.repeat(3_000)}`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    `OPTIONS * HTTP/1.0\r\nCookie: ${'c'.repeat(20_000)}\r\n\r\n`,
  ]
  for (const hello of hellos) {
    const peer = openPeer(t, agq)
    peer.socket.write(hello)
    t.equal(await peer.end, 'closed')
    t.match(peer.text(), line)
  }
  const refused = new Promise<Error>((resolve, reject) => {
    const asked = request({ host: agq.host, port: agq.port, path: '/' }, () =>
      reject(new Error('a response')),
    )
    asked.on('error', resolve)
    asked.end()
  })
  t.match((await within(refused, 'an error of the HTTP client')).message, /Parse Error/)
  for (let tries = 0; tries < 20; tries += 1) {
    const tls = connectTls({ host: agq.host, port: agq.port, rejectUnauthorized: false })
    const failed = new Promise<NodeJS.ErrnoException>((resolve) => tls.on('error', resolve))
    const { code } = await within(failed, 'an error of the TLS client')
    t.match(code, /^ERR_SSL_|^EPROTO/, 'it reads an answer, though no TLS')
  }
  await healthy.turn()
})

t.test('guessing the key', async (t) => {
  const agq = await startAgq(t)
  const healthy = await makeHealthy(t, agq)
  const began = performance.now()
  const guessers = Array.from({ length: 30 }, (_, index) => {
    const peer = openPeer(t, agq)
    const guesses = Array.from({ length: 50 }, (_, guess) =>
      encodeCommand(['AUTH', `guessed-${index}-${guess}`]),
    )
    peer.socket.write(Buffer.concat(guesses))
    return peer
  })
  await Promise.all(guessers.slice(0, 3).map((peer) => peer.received(1)))
  let slowestMs = 0
  for (let entries = 0; entries < 20; entries += 1) {
    const before = performance.now()
    const known = await openConnection(t, agq)
    known.close()
    slowestMs = Math.max(slowestMs, performance.now() - before)
    await healthy.turn()
  }
  t.ok(slowestMs < 1_000, `the right key was let in after ${slowestMs.toFixed(0)} ms at most`)
  const elsewhere = openPeer(t, agq, '127.0.0.2')
  const before = performance.now()
  elsewhere.socket.write(encodeCommand(['AUTH', 'wrong, by mistake']))
  await elsewhere.received(1)
  t.ok(performance.now() - before < 1_000, 'another address pays for its own guesses alone')
  // Their answers come one after the other, two seconds apart, once the address is known for it.
  await Promise.all(guessers.slice(0, 5).map((peer) => peer.received(1)))
  const answered = guessers.reduce((count, peer) => count + peer.text().split('-WRONGPASS').length - 1, 0)
  const seconds = (performance.now() - began) / 1_000
  t.ok(answered <= 7 + seconds / 2, `${answered} guesses answered in ${seconds.toFixed(1)} s`)
  t.notMatch(agq.program.stderr(), /guessed-/, 'no guess is logged')
})
