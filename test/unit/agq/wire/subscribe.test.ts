import t from 'tap'
import { KEY, startTestWire } from './wire-under-test.ts'

const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`
const event = (sign: '*' | '>', words: readonly string[], count?: number) =>
  `${sign}${words.length + (count === undefined ? 0 : 1)}\r\n${words.map(bulk).join('')}${count === undefined ? '' : `:${count}\r\n`}`

t.test('RESP2: shapes of replies and messages', async (t) => {
  const { wire, connect } = await startTestWire(t)
  const client = await connect(KEY)
  client.send('SUBSCRIBE jobs job:1\r\nPSUBSCRIBE job:*\r\nSUBSCRIBE jobs\r\n')
  await client.expect(event('*', ['subscribe', 'jobs'], 1) + event('*', ['subscribe', 'job:1'], 2))
  await client.expect(event('*', ['psubscribe', 'job:*'], 3) + event('*', ['subscribe', 'jobs'], 3))
  t.ok(wire.pubsub.hasSubscribers('job:2'))
  t.notOk(wire.pubsub.hasSubscribers('workers'))
  wire.pubsub.publish('workers', 'unheard')
  wire.pubsub.publish('jobs', '{"seq":1}')
  wire.pubsub.publish('job:1', 'x')
  await client.expect(event('*', ['message', 'jobs', '{"seq":1}']))
  await client.expect(event('*', ['message', 'job:1', 'x']) + event('*', ['pmessage', 'job:*', 'job:1', 'x']))

  client.send('PING\r\nPING hi\r\nTEST.ECHO a\r\n')
  await client.expect('*2\r\n$4\r\npong\r\n$0\r\n\r\n*2\r\n$4\r\npong\r\n$2\r\nhi\r\n')
  t.match(await client.line(), /^-ERR Can't execute 'test\.echo': only \(P\)SUBSCRIBE/)

  client.send('UNSUBSCRIBE job:1 nope\r\nUNSUBSCRIBE\r\nPUNSUBSCRIBE\r\nPUNSUBSCRIBE\r\nTEST.ECHO a\r\n')
  await client.expect(event('*', ['unsubscribe', 'job:1'], 2) + event('*', ['unsubscribe', 'nope'], 2))
  await client.expect(event('*', ['unsubscribe', 'jobs'], 1) + event('*', ['punsubscribe', 'job:*'], 0))
  await client.expect('*3\r\n$12\r\npunsubscribe\r\n$-1\r\n:0\r\n$1\r\na\r\n')
  t.notOk(wire.pubsub.hasSubscribers('jobs'))
})

t.test('RESP3: pushes, between the replies to other commands', async (t) => {
  const { wire, connect, arrival, release } = await startTestWire(t)
  const client = await connect(KEY)
  client.send('HELLO 3\r\nSUBSCRIBE jobs\r\nUNSUBSCRIBE nope\r\n')
  t.match(await client.line(), '%7')
  while ((await client.line()) !== '$7') {}
  while ((await client.line()) !== '*0') {}
  await client.expect(event('>', ['subscribe', 'jobs'], 1) + event('>', ['unsubscribe', 'nope'], 1))
  client.send('TEST.LATER slow\r\nPING\r\n')
  await arrival('slow')
  wire.pubsub.publish('jobs', 'm')
  await client.expect(event('>', ['message', 'jobs', 'm']))
  release('slow')
  await client.expect('$4\r\nslow\r\n+PONG\r\n')
})

t.test('who leaves, resets or quits hears no more', async (t) => {
  const { wire, connect } = await startTestWire(t)
  for (const goodbye of ['RESET', 'QUIT']) {
    const client = await connect(KEY)
    client.send('SUBSCRIBE a\r\nPSUBSCRIBE b*\r\n')
    await client.expect(event('*', ['subscribe', 'a'], 1) + event('*', ['psubscribe', 'b*'], 2))
    client.send(`${goodbye}\r\n`)
    await client.expect(goodbye === 'RESET' ? '+RESET\r\n' : '+OK\r\n')
    t.notOk(wire.pubsub.hasSubscribers('a'))
    t.notOk(wire.pubsub.hasSubscribers('b1'))
  }
})

t.test('the number of subscriptions and the length of a name are bounded', async (t) => {
  const { connect } = await startTestWire(t, { bounds: { subscriptions: 2 } })
  const client = await connect(KEY)
  client.send('SUBSCRIBE a b c\r\n')
  t.match(await client.line(), /^-ERR more than 2 subscriptions/)
  client.send(`SUBSCRIBE ${'x'.repeat(1_025)}\r\n`)
  t.match(await client.line(), /^-ERR a channel or pattern is over the limit of 1024 bytes/)
})
