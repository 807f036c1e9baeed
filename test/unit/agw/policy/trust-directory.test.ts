/** The directory of trusted keys: who may write there, what is a key, and what happens when it changes. */
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyIdOf } from '@agenix/specs'
import { pino } from 'pino'
import t from 'tap'
import { TrustDirectory } from '../../../../agw/dist/policy/trust-directory.js'

const silent = pino({ level: 'silent' })
process.umask(0o022)

function makeKey(): { readonly id: string; readonly pem: string; readonly secret: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    id: keyIdOf(publicKey),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const [one, two] = [makeKey(), makeKey()]

t.test('its keys', async (t) => {
  const path = t.testdir({
    'one.pub': one.pem,
    'two.pub': two.pem,
    'README.md': 'whatever',
    'sign.key': one.secret,
  })
  const trust = new TrustDirectory(path, silent, () => t.fail('nothing has changed'))
  t.same(trust.keyIds, [one.id, two.id].sort())
  t.equal(keyIdOf(trust.key(one.id) ?? generateKeyPairSync('ed25519').publicKey), one.id)
  t.equal(trust.key('0'.repeat(32)), undefined)
  t.equal(trust.key(''), undefined)
})

t.test('keys that come and go count from the next question on', async (t) => {
  const path = t.testdir({ 'one.pub': one.pem })
  let changes = 0
  const trust = new TrustDirectory(path, silent, () => changes++)
  writeFileSync(join(path, 'two.pub'), two.pem)
  t.ok(trust.key(two.id))
  t.equal(changes, 1)
  rmSync(join(path, 'one.pub'))
  t.notOk(trust.key(one.id))
  t.equal(changes, 2)
  writeFileSync(join(path, 'two.pub'), one.pem)
  trust.reload()
  t.ok(trust.key(one.id), 'changed in place, and read again')
  t.notOk(trust.key(two.id))
})

t.test('what cannot be read later leaves what was', async (t) => {
  const path = t.testdir({ 'one.pub': one.pem })
  const trust = new TrustDirectory(path, silent, () => t.fail('nothing counts but what was'))
  writeFileSync(join(path, 'two.pub'), two.pem.slice(0, 40))
  t.ok(trust.key(one.id))
  writeFileSync(join(path, 'two.pub'), two.pem)
  chmodSync(path, 0o777)
  t.ok(trust.key(one.id))
  t.notOk(trust.key(two.id), 'of a directory that anybody can write to nothing is read')
  chmodSync(path, 0o755)
})

t.test('what no worker starts with', async (t) => {
  const folder = t.testdir()
  const bad = (content: Record<string, string>, harm: (path: string) => void = () => {}): string => {
    const path = join(folder, `d${++serial}`)
    mkdirSync(path)
    for (const [name, text] of Object.entries(content)) writeFileSync(join(path, name), text)
    harm(path)
    try {
      new TrustDirectory(path, silent, () => {})
      return 'accepted'
    } catch (error) {
      return String(error)
    }
  }
  let serial = 0
  const good = { 'one.pub': one.pem }
  t.equal(bad(good), 'accepted')
  t.match(bad({}), /has no key, so nothing would ever run.*agx keygen/)
  t.match(
    bad(good, (path) => rmSync(path, { recursive: true })),
    /is no directory/,
  )
  t.match(bad({ 'one.pub': 'x' }), /one\.pub is no Ed25519 public key in PEM/)
  t.match(bad({ 'one.pub': one.secret }), /one\.pub is no Ed25519 public key in PEM/)
  t.match(
    bad(good, (path) => chmodSync(path, 0o775)),
    /can be written to by its group or by everybody: chmod go-w/,
  )
  t.match(
    bad(good, (path) => chmodSync(path, 0o757)),
    /chmod go-w/,
  )
  t.match(
    bad(good, (path) => chmodSync(join(path, 'one.pub'), 0o666)),
    /one\.pub can be written to/,
  )
  const outside = join(folder, 'loose')
  writeFileSync(outside, two.pem)
  chmodSync(outside, 0o666)
  t.match(
    bad({}, (path) => symlinkSync(outside, join(path, 'two.pub'))),
    /two\.pub can be written to/,
    'a link is what it leads to',
  )
})
