import { limits } from '@agenix/specs'
import t from 'tap'
import { frame } from './raw-client.ts'
import { KEY, startTestWire } from './wire-under-test.ts'

t.test('before AUTH: small bulks, few arguments; the error comes, then the end', async (t) => {
  const wire = await startTestWire(t)
  const cases: readonly (readonly [string | Buffer, string])[] = [
    [
      `*2\r\n$4\r\nAUTH\r\n$${limits.preAuthBulkBytes + 1}\r\n`,
      '-TOOBIG Protocol error: a bulk of 4097 bytes is over the limit of 4096 before AUTH\r\n',
    ],
    ['*17\r\n', '-ERR Protocol error: 17 arguments are over the limit of 16 before AUTH\r\n'],
    [
      'x'.repeat(4_097),
      '-TOOBIG Protocol error: an inline command is over the limit of 4096 bytes before AUTH\r\n',
    ],
    ['*1\r\n$x\r\n', '-ERR Protocol error: invalid bulk length\r\n'],
    [
      'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
      '-ERR Protocol error: HTTP spoken to the RESP port; AGQ answers HTTP at the address of its --http option\r\n',
    ],
    [
      Buffer.from([0x16, 0x03, 0x01, 0x02]),
      '-ERR Protocol error: TLS spoken to the plain RESP port; connect without TLS, or to the port that has it\r\n',
    ],
  ]
  for (const [bytes, reply] of cases) {
    const client = await wire.connect()
    client.send(bytes)
    t.equal(await client.rest(), reply)
  }
})

t.test('after AUTH: bulks of 16 MiB pass, larger ones and too many arguments do not', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  const most = Buffer.alloc(limits.bulkBytes, 'x')
  client.send(frame('TEST.ECHO', most))
  await client.expect(`$${most.length}\r\n`)
  t.ok((await client.take(most.length)).equals(most))
  await client.expect('\r\n')
  client.send(`*2\r\n$9\r\nTEST.ECHO\r\n$${limits.bulkBytes + 1}\r\n`)
  t.match(
    await client.rest(),
    /^-TOOBIG Protocol error: a bulk of 16777217 bytes is over the limit of 16777216\r\n$/,
  )
  const second = await wire.connect(KEY)
  second.send('*1025\r\n')
  t.match(await second.rest(), /^-ERR Protocol error: 1025 arguments are over the limit of 1024\r\n$/)
})

t.test('who resets is a stranger again, with the bounds of one', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send('RESET\r\n*17\r\n')
  t.equal(
    await client.rest(),
    '+RESET\r\n-ERR Protocol error: 17 arguments are over the limit of 16 before AUTH\r\n',
  )
})

t.test('the last words reach a client that is still sending', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send(`*2\r\n$9\r\nTEST.ECHO\r\n$${40 * 1024 * 1024}\r\n`)
  client.send(Buffer.alloc(8 * 1024 * 1024))
  t.match(await client.rest(), /^-TOOBIG/)
})

t.test('the error of a broken stream comes after the replies before it', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send('TEST.LATER a\r\n*1\r\n!\r\nPING\r\n')
  await wire.arrival('a')
  wire.release('a')
  t.equal(await client.rest(), "$1\r\na\r\n-ERR Protocol error: expected '$', got '!'\r\n")
})

t.test('half a frame waits for its other half, and is nothing when that never comes', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  const bytes = frame('TEST.ECHO', 'whole')
  client.send(bytes.subarray(0, 20))
  const other = await wire.connect(KEY)
  other.send('PING\r\n')
  await other.expect('+PONG\r\n')
  client.send(bytes.subarray(20))
  await client.expect('$5\r\nwhole\r\n')
  client.send(bytes.subarray(0, 20))
  client.socket.end()
  t.equal(await client.rest(), '')
  t.strictSame(wire.dispatched, ['TEST.ECHO whole'])
})
