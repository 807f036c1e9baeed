/** Whether TLS is spoken: what the address, the options and the environment say together. */
import t from 'tap'
import { formatAddress, parseAddress } from '../../../../agx/dist/client/address.js'
import { credentialsOf } from '../../../../agx/dist/client/config.js'
import { resolveTls, type TlsOptions } from '../../../../agx/dist/client/tls.js'

function decide(text: string, options: TlsOptions = {}, environment: Record<string, string> = {}) {
  const address = parseAddress(text)
  if (address === undefined) throw new Error(`${text} is no address`)
  return resolveTls(address, options, environment)
}

t.test('addresses with a scheme', async (t) => {
  t.strictSame(parseAddress('rediss://a.example:7'), { kind: 'tcp', host: 'a.example', port: 7, tls: true })
  t.strictSame(parseAddress('redis://[::1]:7/'), { kind: 'tcp', host: '::1', port: 7, tls: false })
  t.strictSame(parseAddress('a.example:7'), { kind: 'tcp', host: 'a.example', port: 7 })
  for (const text of ['rediss://a.example:7', 'redis://[::1]:7', '127.0.0.1:7']) {
    const address = parseAddress(text)
    t.equal(address === undefined ? '' : formatAddress(address), text, 'written as it was read')
  }
  for (const text of ['http://a:7', 'rediss://', 'rediss://a:b', 'rediss:a:7', 'a:7/']) {
    t.equal(parseAddress(text), undefined, text)
  }
})

t.test('whether', async (t) => {
  const none = { ca: undefined, cert: undefined, key: undefined }
  t.equal(decide('a:7'), undefined, 'nobody said so')
  t.strictSame(decide('rediss://a:7'), { host: 'a', ...none })
  t.strictSame(decide('a:7', { on: true }), { host: 'a', ...none })
  t.strictSame(decide('a:7', {}, { AGQ_TLS: '1' }), { host: 'a', ...none })
  t.equal(decide('a:7', {}, { AGQ_TLS: '0' }), undefined)
  t.strictSame(decide('a:7', {}, { AGQ_TLS_CA: 'ca.pem' }), { host: 'a', ...none, ca: 'ca.pem' })
  t.equal(
    decide('a:7', { ca: 'mine' }, { AGQ_TLS_CA: 'theirs' })?.ca,
    'mine',
    'flags go before the environment',
  )
  t.equal(decide('redis://a:7', {}, { AGQ_TLS_CA: 'ca.pem' }), undefined, 'the address has the last word')
  t.equal(decide('unix:/s', {}, { AGQ_TLS: '1' }), undefined, 'a socket is never TLS')
  t.throws(() => decide('redis://a:7', { on: true }), /is not TLS/)
  t.throws(() => decide('unix:/s', { ca: 'ca.pem' }), /a unix socket is not TLS/)
  t.throws(() => decide('a:7', { cert: 'c.pem' }), /--tls-cert needs --tls-key/)
  t.throws(() => decide('a:7', {}, { AGQ_TLS_KEY: 'k.pem', AGQ_TLS_CA: 'c' }), /--tls-key needs --tls-cert/)
})

t.test('a named key in one word', async (t) => {
  const key = 'ab'.repeat(32)
  t.strictSame(credentialsOf(`ci:${key}`), { username: 'ci', password: key })
  for (const text of [key, 'a:b', `a b:${key}`, `:${key}`])
    t.strictSame(credentialsOf(text), { password: text })
})
