/** Calls over a real connection: text, bytes, refusals, order, pipelining, unix sockets. */

import { type AgqError, connect } from '@agenix/agx/client'
import t from 'tap'
import { startRedis } from './redis.ts'

const redis = await startRedis()
t.teardown(() => redis.stop())
const options = { addr: redis.addr, sessionKey: redis.key }

t.test('text and bytes come back exactly', async (t) => {
  const client = await connect(options)
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  t.equal(await client.call('SET', 'k', bytes), 'OK')
  t.same(await client.callBytes('GET', 'k'), Buffer.from(bytes))
  t.equal(await client.call('SET', 'text', 'é😀'), 'OK')
  t.equal(await client.call('GET', 'text'), 'é😀')
  t.equal(await client.call('GET', 'nothing'), null)
  t.equal(await client.call('INCRBY', 'n', 41), 41)
  t.same(await client.call('MGET', 'text', 'nothing'), ['é😀', null])
  await client.close()
})

t.test('many calls at once are answered in order', async (t) => {
  const client = await connect(options)
  const replies = await Promise.all(Array.from({ length: 2_000 }, (_, index) => client.call('ECHO', index)))
  t.same(
    replies,
    Array.from({ length: 2_000 }, (_, index) => String(index)),
  )
  await client.close()
})

t.test('a refusal is an error with its code, and the connection goes on', async (t) => {
  const client = await connect(options)
  await t.rejects(client.call('NO.SUCH'), { name: 'AgqError', code: 'ERR', exitCode: 1 })
  t.equal(await client.call('PING'), 'PONG')
  await client.close()
})

t.test('works over a unix socket, and says so', async (t) => {
  const client = await connect({ addr: `unix:${redis.socket}`, sessionKey: redis.key, name: 'a name' })
  t.equal(await client.call('CLIENT', 'GETNAME'), 'a-name')
  const twin = await client.duplicate()
  t.not(await twin.call('CLIENT', 'ID'), await client.call('CLIENT', 'ID'))
  await twin.close()
  await client.close()
})

t.test('a wrong key is told from no key, and neither is repeated in the message', async (t) => {
  const wrong = await connect({ ...options, sessionKey: 'sesame-open' }).catch((error: unknown) => error)
  t.match(wrong, { code: 'WRONGPASS', exitCode: 3 })
  t.match(String(wrong), /--session-key/)
  t.notMatch(JSON.stringify(wrong) + String(wrong) + String((wrong as AgqError).stack), /sesame/)
  delete process.env.AGQ_SESSION_KEY
  const none = await connect({ addr: redis.addr, dataDir: '/nowhere' }).catch((error: unknown) => error)
  t.match(none, { code: 'NOAUTH', exitCode: 3 })
  t.match(String(none), /\/nowhere\/session\.key \(not there\)/)
})

t.test('calls after close fail as unreachable', async (t) => {
  const client = await connect(options)
  await client.close()
  await t.rejects(client.call('PING'), { code: 'UNREACHABLE', exitCode: 3 })
  await client.close()
})
