import { createHash } from 'node:crypto'
import t from 'tap'
import { FailedTries, Keyring } from '../../../../agq/dist/wire/auth.js'

t.test('the session key opens under its names alone', async (t) => {
  const keyring = new Keyring('secret')
  const key = Buffer.from('secret')
  t.equal(keyring.verify(undefined, key, 0)?.name, 'session')
  t.equal(keyring.verify('session', key, 0)?.name, 'session')
  t.equal(keyring.verify('default', key, 0)?.name, 'session')
  t.equal(keyring.verify('root', key, 0), undefined)
  t.equal(keyring.verify(undefined, Buffer.from('secre'), 0), undefined)
  t.equal(keyring.verify(undefined, Buffer.alloc(0), 0), undefined)
  t.throws(() => new Keyring(''), /empty/)
})

t.test('each wrong key of an address is answered later, up to two seconds', async (t) => {
  const tries = new FailedTries()
  let now = 0
  const delays = Array.from({ length: 9 }, () => {
    const { delayMs } = tries.record('10.0.0.1', now)
    now += delayMs
    return delayMs
  })
  t.strictSame(delays, [50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000])
  t.equal(tries.record('10.0.0.2', now).delayMs, 50, 'another address is not slowed')
  t.equal(tries.record('::ffff:10.0.0.1', now).delayMs, 2_000, 'the same address, mapped')
})

t.test('wrong keys shown at once are answered one after the other', async (t) => {
  const tries = new FailedTries()
  const delays = Array.from({ length: 10 }, () => tries.record('10.0.0.1', 0).delayMs)
  t.strictSame(delays, [50, 150, 350, 750, 1_550, 2_500, 2_500, 2_500, 2_500, 2_500])
})

t.test('named keys', async (t) => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const ci = { name: 'ci', role: 'submitter', sha256: sha256('one'), expiresAtMs: null } as const
  const web = { name: 'web', role: 'worker', sha256: sha256('two'), expiresAtMs: 1_000 } as const
  const keyring = new Keyring('secret', [ci, web])
  const found = keyring.verify('ci', Buffer.from('one'), 0)
  t.equal(found?.role, 'submitter')
  t.equal(keyring.verify(undefined, Buffer.from('one'), 0), found, 'without a name')
  t.equal(keyring.verify('default', Buffer.from('one'), 0), found, 'as Redis clients say it')
  t.equal(keyring.verify('web', Buffer.from('one'), 0), undefined, "another's name")
  t.equal(keyring.verify('ci', Buffer.from('secret'), 0), undefined, "the session key under a key's name")
  t.equal(keyring.verify('web', Buffer.from('two'), 999)?.name, 'web')
  t.equal(keyring.verify('web', Buffer.from('two'), 1_000), undefined, 'it has ended')
  keyring.replace([ci])
  t.equal(keyring.verify('ci', Buffer.from('one'), 0), found, 'the same credential, as nothing changed')
  t.ok(found?.stands(0))
  keyring.replace([{ ...ci, role: 'admin' }])
  t.notOk(found?.stands(0), 'who came in as a submitter is not one any more')
  t.equal(keyring.verify('ci', Buffer.from('one'), 0)?.role, 'admin')
  keyring.replace([])
  t.equal(keyring.verify('ci', Buffer.from('one'), 0), undefined)
  t.equal(keyring.verify(undefined, Buffer.from('secret'), 0)?.role, 'admin', 'the session key stays')
})

t.test('one who has a whole IPv6 network is one address', async (t) => {
  const tries = new FailedTries()
  tries.record('2001:db8:1:2::1', 0)
  t.equal(tries.record('2001:db8:1:2:ffff::9', 0).count, 2)
  t.equal(tries.record('2001:db8:1:3::1', 0).count, 1)
  tries.record('::1', 0)
  t.equal(tries.record('::1', 0).count, 2)
})

t.test('addresses are forgotten, and never more than 4,096 known', async (t) => {
  const tries = new FailedTries()
  tries.record('10.0.0.1', 0)
  t.equal(tries.record('10.0.0.1', 60_001).count, 1)
  for (let i = 0; i < 10_000; i++) tries.record(`host${i}`, 60_002)
  t.ok(tries.size <= 4_096)
  t.equal(tries.record('host9999', 60_003).count, 2)
})
