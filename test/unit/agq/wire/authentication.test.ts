import t from 'tap'
import { KEY, startTestWire } from './wire-under-test.ts'

t.test('a stranger may do nothing but show a key or leave', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect()
  for (const words of [
    ['PING'],
    ['TEST.ECHO', 'a'],
    ['SUBSCRIBE', 'jobs'],
    ['CLIENT', 'LIST'],
    ['NONSENSE'],
  ]) {
    client.command(...words)
    t.match(await client.line(), /^-NOAUTH Authentication required\./)
  }
  client.command('HELLO', '3')
  t.match(await client.line(), /^-NOAUTH HELLO must be called with the client already authenticated/)
  client.command('RESET')
  await client.expect('+RESET\r\n')
  client.command('QUIT')
  t.equal(await client.rest(), '+OK\r\n')
  t.strictSame(wire.dispatched, [])
})

t.test('the key alone, or with a name, lets in', async (t) => {
  const wire = await startTestWire(t)
  for (const words of [[KEY], ['default', KEY], ['session', KEY]]) {
    const client = await wire.connect()
    client.command('AUTH', ...words)
    await client.expect('+OK\r\n')
    client.command('TEST.WHO')
    t.match(await client.line(), /^\$\d+/)
    t.match(await client.line(), /^session 127\.0\.0\.1:\d+ $/)
  }
})

t.test('a wrong key is refused with a way out, and is in no reply and no log', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect()
  client.command('AUTH', 'wrong-wrong-wrong')
  t.match(await client.line(), /^-WRONGPASS invalid name or key: use the session key/)
  client.command('AUTH', 'root', KEY)
  t.match(await client.line(), /^-WRONGPASS/)
  client.command('HELLO', '3', 'AUTH', 'default', 'wrong-wrong-wrong')
  t.match(await client.line(), /^-WRONGPASS/)
  client.command('AUTH', 'a', 'b', 'c')
  await client.expect("-ERR wrong number of arguments for 'auth' command\r\n")
  client.command('PING')
  t.match(await client.line(), /^-NOAUTH/)
  t.match(wire.logged.join(''), /"tries":3/)
  t.notMatch(wire.logged.join(''), /wrong-wrong/)
  t.notMatch(wire.logged.join(''), KEY)
})

t.test('what is behind a refused AUTH waits for its refusal', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect()
  const before = performance.now()
  client.send(`AUTH wrong\r\nAUTH wronger\r\nAUTH ${KEY}\r\nPING\r\n`)
  t.match(await client.line(), /^-WRONGPASS/)
  t.match(await client.line(), /^-WRONGPASS/)
  t.ok(performance.now() - before > 140, 'the refusals came 50 and 100 ms late')
  await client.expect('+OK\r\n+PONG\r\n')
})

t.test('a right key is answered at once, whatever others at its address have shown', async (t) => {
  const wire = await startTestWire(t)
  const guesser = await wire.connect()
  guesser.send('AUTH wrong\r\n'.repeat(8))
  t.match(await guesser.line(), /^-WRONGPASS/)
  const before = performance.now()
  await wire.connect(KEY)
  t.ok(performance.now() - before < 1_000)
})

t.test('who shows no key in time is told and closed; who has shown one is not', async (t) => {
  const wire = await startTestWire(t, { bounds: { authDeadlineMs: 50 } })
  const known = await wire.connect(KEY)
  const stranger = await wire.connect()
  t.equal(await stranger.rest(), '-NOAUTH no valid AUTH within 0.05 s, closing\r\n')
  known.command('PING')
  await known.expect('+PONG\r\n')
  known.command('RESET')
  await known.expect('+RESET\r\n')
  t.match(await known.rest(), /^-NOAUTH no valid AUTH/, 'RESET makes a stranger again')
})

t.test('strangers make room for others when the server is full, known clients do not', async (t) => {
  const wire = await startTestWire(t, { bounds: { clients: 2 } })
  const known = await wire.connect(KEY)
  const stranger = await wire.connect()
  const second = await wire.connect(KEY)
  t.equal(await stranger.rest(), '')
  const refused = await wire.connect()
  t.match(await refused.rest(), /^-ERR max number of clients reached \(2\)/)
  for (const client of [known, second]) {
    client.command('PING')
    await client.expect('+PONG\r\n')
  }
})
