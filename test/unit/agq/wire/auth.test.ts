import t from 'tap'
import { FailedTries, Keyring } from '../../../../agq/dist/wire/auth.js'

t.test('the session key opens under its names alone', async (t) => {
  const keyring = new Keyring('secret')
  const key = Buffer.from('secret')
  t.equal(keyring.verify(undefined, key), 'session')
  t.equal(keyring.verify('session', key), 'session')
  t.equal(keyring.verify('default', key), 'session')
  t.equal(keyring.verify('root', key), undefined)
  t.equal(keyring.verify(undefined, Buffer.from('secre')), undefined)
  t.equal(keyring.verify(undefined, Buffer.alloc(0)), undefined)
  t.throws(() => new Keyring(''), /empty/)
})

t.test('each wrong key of an address is answered later, up to two seconds', async (t) => {
  const tries = new FailedTries()
  const delays = Array.from({ length: 9 }, () => tries.record('10.0.0.1', 0).delayMs)
  t.strictSame(delays, [50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000])
  t.equal(tries.record('10.0.0.2', 0).delayMs, 50, 'another address is not slowed')
  t.equal(tries.record('::ffff:10.0.0.1', 0).delayMs, 2_000, 'the same address, mapped')
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
