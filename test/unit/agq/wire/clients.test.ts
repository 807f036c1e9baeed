import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { Redis } from 'ioredis'
import t from 'tap'
import { KEY, startTestWire } from './wire-under-test.ts'

const lacks = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args).status === 0 ? false : `${command} is not on this machine`

async function run(command: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const [out] = await Promise.all([text(child.stdout), once(child, 'close')])
  return out
}

t.test('redis-cli', { skip: lacks('redis-cli', '--version') }, async (t) => {
  const { wire } = await startTestWire(t)
  const port = wire.addresses[0]?.split(':')[1] ?? ''
  const cli = (...args: readonly string[]) => run('redis-cli', '-p', port, '-a', KEY, ...args)
  t.equal(await cli('PING'), 'PONG\n')
  t.equal(await cli('-3', 'TEST.KINDS'), 'fine\n7\ngrüße\n\none 1\n')
  t.equal(
    await cli('--no-raw', 'TEST.KINDS'),
    '1) fine\n2) (integer) 7\n3) "gr\\xc3\\xbc\\xc3\\x9fe"\n4) (nil)\n5) 1) "one"\n   2) (integer) 1\n',
  )
  t.match(await cli('COMMAND', 'LIST'), /test\.echo/)
  t.match(await cli('CLIENT', 'LIST'), /user=session/)
  t.match(await cli('NOPE'), /^ERR unknown command 'NOPE'/)
})

for (const protocol of [2, 3] as const) {
  t.test(`ioredis, RESP${protocol}`, async (t) => {
    const { wire } = await startTestWire(t)
    const port = Number(wire.addresses[0]?.split(':')[1])
    const options = { port, host: '127.0.0.1', password: KEY, protocol, connectionName: 'me' }
    const client = new Redis(options)
    const subscriber = new Redis(options)
    try {
      t.equal(await client.ping(), 'PONG')
      t.equal(await client.call('TEST.ECHO', 'grüße'), 'grüße')
      t.equal(await client.client('GETNAME'), 'me')
      const many = await Promise.all(
        Array.from({ length: 2_000 }, (_, index) => client.call('TEST.ECHO', `${index}`)),
      )
      t.strictSame(
        many,
        Array.from(many, (_, index) => `${index}`),
      )
      t.match(await client.call('TEST.KINDS'), ['fine', 7, 'grüße', null])
      await t.rejects(client.call('NOPE'), /unknown command 'NOPE'/)

      t.equal(await subscriber.subscribe('jobs', 'workers'), 2)
      t.equal(await subscriber.psubscribe('job:*'), 3)
      const heard = Promise.all([once(subscriber, 'message'), once(subscriber, 'pmessage')])
      wire.pubsub.publish('jobs', 'one')
      wire.pubsub.publish('job:1', 'two')
      t.strictSame(await heard, [
        ['jobs', 'one'],
        ['job:*', 'job:1', 'two'],
      ])
      t.equal(await subscriber.unsubscribe('jobs'), 2)
    } finally {
      client.disconnect()
      subscriber.disconnect()
    }
  })
}

const python = '/usr/bin/python3'
t.test('redis-py', { skip: lacks(python, '-c', 'import redis') }, async (t) => {
  const { wire } = await startTestWire(t)
  const port = wire.addresses[0]?.split(':')[1] ?? ''
  const script = `
import json, sys, redis
client = redis.Redis(port=int(sys.argv[1]), password=sys.argv[2], client_name='py', decode_responses=True)
out = [client.ping(), client.echo('a b'), client.client_getname(), client.execute_command('TEST.KINDS')]
pipe = client.pipeline(transaction=False)
for i in range(500): pipe.execute_command('TEST.ECHO', i)
out.append(pipe.execute() == [str(i) for i in range(500)])
out.append(client.client_list()[0]['user'])
out.append(client.command_count() > 10)
pubsub = client.pubsub()
pubsub.subscribe('jobs')
out.append(pubsub.get_message(timeout=5)['type'])
try: redis.Redis(port=int(sys.argv[1]), password='wrong').ping()
except redis.exceptions.RedisError as error: out.append('invalid name or key' in str(error))
print(json.dumps(out))
`
  const out: unknown = JSON.parse(await run(python, '-c', script, port, KEY))
  t.strictSame(out, [
    true,
    'a b',
    'py',
    ['fine', 7, 'grüße', null, ['one', 1]],
    true,
    'session',
    true,
    'subscribe',
    true,
  ])
})
