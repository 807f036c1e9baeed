import t from 'tap'
import { frame } from './raw-client.ts'
import { KEY, startTestWire } from './wire-under-test.ts'

t.test('replies keep the order of the requests, whatever becomes ready first', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send(
    Buffer.concat([
      frame('TEST.LATER', 'a'),
      frame('TEST.ECHO', 'b'),
      frame('TEST.LATER', 'c'),
      frame('PING'),
    ]),
  )
  await wire.arrival('c')
  t.strictSame(
    wire.dispatched,
    ['TEST.LATER a', 'TEST.ECHO b', 'TEST.LATER c'],
    'all were dispatched at once',
  )
  wire.release('c')
  wire.release('a')
  await client.expect('$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n+PONG\r\n')
})

t.test('the request behind one that must enter is dispatched when it has entered', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send(Buffer.concat([frame('TEST.ENTER', 'a'), frame('TEST.ECHO', 'b')]))
  await wire.arrival('a')
  const other = await wire.connect(KEY)
  other.command('TEST.ECHO', 'other')
  await other.expect('$5\r\nother\r\n')
  t.strictSame(wire.dispatched, ['TEST.ENTER a', 'TEST.ECHO other'], 'only its own connection waits')
  wire.release('entered:a')
  await wire.arrival('b')
  wire.release('a')
  await client.expect('$1\r\na\r\n$1\r\nb\r\n')
})

t.test('a thousand requests in pieces of seven bytes are answered in order', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  const names = Array.from({ length: 1_000 }, (_, index) => `n${index}`)
  const bytes = Buffer.concat(names.map((name) => frame('TEST.ECHO', name)))
  for (let at = 0; at < bytes.length; at += 7) client.send(bytes.subarray(at, at + 7))
  await client.expect(names.map((name) => `$${name.length}\r\n${name}\r\n`).join(''))
})

t.test('a bug behind dispatch is answered and logged, and nobody else notices', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  const other = await wire.connect(KEY)
  client.send('TEST.THROW\r\nTEST.REJECT\r\nPING\r\n')
  await client.expect('-ERR internal error, see the log\r\n-ERR internal error, see the log\r\n+PONG\r\n')
  other.send('PING\r\n')
  await other.expect('+PONG\r\n')
  t.match(wire.logged.join(''), /a bug in dispatch.*stack/)
  t.match(wire.logged.join(''), /a bug behind dispatch.*stack/)
})

t.test('what changes the connection waits for the replies before it', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send('TEST.LATER a\r\nTEST.KINDS\r\nHELLO 3\r\nTEST.KINDS\r\n')
  await wire.arrival('a')
  wire.release('a')
  const kinds = (nil: string, map: string) =>
    `*5\r\n+fine\r\n:7\r\n$7\r\ngrüße\r\n${nil}${map}$3\r\none\r\n:1\r\n`
  await client.expect(`$1\r\na\r\n${kinds('$-1\r\n', '*2\r\n')}`)
  await client.expect(
    '%7\r\n$6\r\nserver\r\n$3\r\nagq\r\n$7\r\nversion\r\n$5\r\n0.1.0\r\n$5\r\nproto\r\n:3\r\n',
  )
  await client.expect('$2\r\nid\r\n:1\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n')
  await client.expect(`$7\r\nmodules\r\n*0\r\n${kinds('_\r\n', '%1\r\n')}`)
})

t.test('a client that ends its side still gets what it asked for', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send('TEST.LATER a\r\nTEST.ECHO b\r\n')
  client.socket.end()
  const caller = await wire.arrival('a')
  await wire.arrival('b')
  if (!caller.closed.aborted) await new Promise((resolve) => caller.closed.addEventListener('abort', resolve))
  wire.release('a')
  t.equal(await client.rest(), '$1\r\na\r\n$1\r\nb\r\n')
})
