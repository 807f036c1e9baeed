/** Addresses as people write them, and what is no address. */

import { type Address, formatAddress, isLocal, parseAddress } from '@agenix/agx/client'
import t from 'tap'

const read: readonly (readonly [string, Address])[] = [
  ['127.0.0.1:6380', { kind: 'tcp', host: '127.0.0.1', port: 6380 }],
  ['agq.example.org', { kind: 'tcp', host: 'agq.example.org', port: 6380 }],
  [':7000', { kind: 'tcp', host: '127.0.0.1', port: 7000 }],
  ['[::1]:7000', { kind: 'tcp', host: '::1', port: 7000 }],
  ['[fe80::1%eth0]', { kind: 'tcp', host: 'fe80::1%eth0', port: 6380 }],
  ['unix:/run/agq.sock', { kind: 'unix', path: '/run/agq.sock' }],
  ['unix:///run/agq.sock', { kind: 'unix', path: '/run/agq.sock' }],
  ['/run/agq.sock', { kind: 'unix', path: '/run/agq.sock' }],
]

for (const [text, address] of read) {
  t.test(`reads ${text}`, async (t) => {
    t.same(parseAddress(text), address)
    t.same(parseAddress(formatAddress(address)), address, 'and writes it back')
  })
}

for (const text of ['', ' ', 'a:b', 'a:0', 'a:70000', '::1', 'http://x:1', 'a b:1', 'unix:', 'a:1:2']) {
  t.test(`refuses ${JSON.stringify(text)}`, async (t) => t.equal(parseAddress(text), undefined))
}

t.test('knows which are on this machine', async (t) => {
  const local = (text: string): boolean => isLocal(parseAddress(text) ?? { kind: 'tcp', host: '', port: 1 })
  for (const text of ['127.0.0.1', '127.8.9.1:1', 'localhost:1', '[::1]:1', 'unix:/x'])
    t.ok(local(text), text)
  for (const text of ['10.0.0.1', '128.0.0.1', 'localhost.evil.org', '[::2]:1']) t.notOk(local(text), text)
})
