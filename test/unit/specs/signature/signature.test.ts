/** A signature holds for exactly what was signed: every byte of the envelope, the statement, the signature and the key id. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  canonicalJson,
  isAudience,
  isKeyId,
  type JobSignature,
  keyIdOf,
  readPrivateKey,
  readPublicKey,
  type Statement,
  signJob,
  verifyJob,
} from '@agenix/specs'
import t from 'tap'
import { flipEveryByte, signedSamples } from './flips.ts'

const pair = generateKeyPairSync('ed25519')
const statement: Statement = {
  audience: 'default',
  notAfterMs: 1_800_000_000_000,
  inputSha256: 'ab'.repeat(32),
}
const job = {
  job_id: 'j',
  plan_id: 'p',
  tasks: [{ task_number: 1, command: 'sh', args: ['-c', 'echo ü "\n\\"'] }],
}

const verify = (envelope: string, signature: JobSignature, key: KeyObject = pair.publicKey) =>
  verifyJob(Buffer.from(envelope), signature, key)

t.test('what was signed verifies, and says what was signed', async (t) => {
  const signed = signJob(job, statement, pair.privateKey)
  t.equal(signed.envelope, canonicalJson(job), 'the canonical form is what travels')
  t.equal(signed.keyId, keyIdOf(pair.publicKey))
  const verified = verify(signed.envelope, signed)
  t.match(verified, { ok: true, statement })
  t.match(verified, { id: /^[0-9a-f]{64}$/ })
  t.same(signJob(job, statement, pair.privateKey), signed, 'signed again it is the same')
  for (const other of [
    { ...statement, audience: 'other' },
    { ...statement, notAfterMs: statement.notAfterMs + 1 },
    { ...statement, inputSha256: null },
  ]) {
    const again = signJob(job, other, pair.privateKey)
    const found = verify(again.envelope, again)
    t.match(found, { ok: true, statement: other })
    t.not(found.ok && found.id, verified.ok && verified.id, 'another statement has another id')
  }
})

t.test('another key', async (t) => {
  const other = generateKeyPairSync('ed25519')
  const signed = signJob(job, statement, other.privateKey)
  t.same(verify(signed.envelope, signed), { ok: false, failed: 'signature' })
  const renamed = { ...signed, keyId: keyIdOf(pair.publicKey) }
  t.same(verify(signed.envelope, renamed), { ok: false, failed: 'signature' })
})

t.test('the same content in other bytes', async (t) => {
  const signed = signJob(job, statement, pair.privateKey)
  const escaped = signed.envelope.replace('ü', '\\u00fc')
  for (const same of [`${signed.envelope}\n`, ` ${signed.envelope}`, escaped, JSON.stringify(job, null, 2)]) {
    t.same(JSON.parse(same), job)
    t.same(verify(same, signed), { ok: false, failed: 'canonical' })
  }
  const twice = signed.envelope.replace('{"job_id":"j"', '{"job_id":"k","job_id":"j"')
  t.same(verify(twice, signed), { ok: false, failed: 'canonical' }, 'no two readers see two Jobs')
})

t.test('seals of another form', async (t) => {
  const signed = signJob(job, statement, pair.privateKey)
  const bytes = Buffer.from(signed.seal, 'base64')
  const seals = [
    '',
    'AA',
    bytes.toString('base64url'),
    `${signed.seal}=`,
    `${signed.seal}\n`,
    Buffer.concat([bytes, Buffer.of(0)]).toString('base64'),
    bytes.subarray(1).toString('base64'),
    bytes.subarray(0, -1).toString('base64'),
    'A'.repeat(1_000_000),
  ]
  for (const seal of seals)
    t.same(verify(signed.envelope, { ...signed, seal }), { ok: false, failed: 'form' })
  for (const keyId of ['', signed.keyId.toUpperCase(), `${signed.keyId}00`, 'key'])
    t.same(verify(signed.envelope, { ...signed, keyId }), { ok: false, failed: 'form' })
})

t.test('keys from PEM', async (t) => {
  const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const key = readPublicKey(pem)
  t.equal(key === undefined ? '' : keyIdOf(key), keyIdOf(pair.publicKey))
  const secret = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const read = readPrivateKey(secret)
  t.equal(read === undefined ? '' : keyIdOf(createPublicKey(read)), keyIdOf(pair.publicKey))
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const rsaPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  for (const odd of ['', 'x', secret, rsaPem, pem.replace('MCow', 'MCox')])
    t.equal(readPublicKey(odd), undefined)
  for (const odd of ['', pem]) t.equal(readPrivateKey(odd), undefined)
  t.ok(isKeyId(keyIdOf(pair.publicKey)))
})

t.test('what a statement cannot say', async (t) => {
  for (const odd of [
    { audience: '' },
    { audience: 'a b' },
    { notAfterMs: -1 },
    { notAfterMs: 0.5 },
    { inputSha256: 'x' },
  ])
    t.throws(() => signJob(job, { ...statement, ...odd }, pair.privateKey), RangeError)
  t.notOk(isAudience('x'.repeat(65)))
})

t.test('property: every flipped byte is refused', async (t) => {
  const tried = { flips: 0, accepted: [] as string[] }
  for (const sample of signedSamples(20, pair.privateKey)) flipEveryByte(sample, pair.publicKey, tried)
  t.same(tried.accepted, [])
  t.ok(tried.flips > 20_000, `${tried.flips} flips`)
})
