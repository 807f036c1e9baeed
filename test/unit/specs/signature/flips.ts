/**
 * Signed Jobs of every sort, and each of their bytes changed: of the envelope, of the key id, of the base64 word and of the bytes
 * that it stands for. `node test/unit/specs/signature/flips.ts 1000` is the long form.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type SignedJob, signJob, verifyJob } from '@agenix/specs'
import fc from 'fast-check'
import { job } from '../envelope/arbitrary.ts'

const arbitrary = fc.record({
  job,
  statement: fc.record({
    audience: fc.stringMatching(/^[A-Za-z0-9._:-]{1,64}$/),
    notAfterMs: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    inputSha256: fc.option(fc.stringMatching(/^[0-9a-f]{64}$/)),
  }),
})

/** So many, the same ones every time. */
export function signedSamples(count: number, privateKey: KeyObject): readonly SignedJob[] {
  return fc
    .sample(arbitrary, { numRuns: count, seed: 4 })
    .map(({ job, statement }) => signJob(job, statement, privateKey))
}

export interface Tried {
  flips: number
  readonly accepted: string[]
}

/** Each byte is changed in one way, which goes round through all 255. */
export function flipEveryByte(signed: SignedJob, publicKey: KeyObject, tried: Tried): void {
  const envelope = Buffer.from(signed.envelope)
  if (!verifyJob(envelope, signed, publicKey).ok) throw new Error('what was signed does not verify')
  const attempt = (what: string, bytes: Buffer, verify: (flipped: Buffer) => boolean): void => {
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes)
      flipped[at] = (bytes[at] ?? 0) ^ (1 + (tried.flips % 255))
      tried.flips += 1
      if (verify(flipped)) tried.accepted.push(`${what} of ${signed.envelope} at ${at}: ${flipped[at]}`)
    }
  }
  attempt('envelope', envelope, (flipped) => verifyJob(flipped, signed, publicKey).ok)
  attempt('key id', Buffer.from(signed.keyId), (flipped) => {
    const keyId = flipped.toString('latin1')
    return verifyJob(envelope, { ...signed, keyId }, publicKey).ok
  })
  attempt('base64', Buffer.from(signed.seal), (flipped) => {
    const seal = flipped.toString('latin1')
    return verifyJob(envelope, { ...signed, seal }, publicKey).ok
  })
  attempt('statement and signature', Buffer.from(signed.seal, 'base64'), (flipped) => {
    const seal = flipped.toString('base64')
    return verifyJob(envelope, { ...signed, seal }, publicKey).ok
  })
}

if (import.meta.main) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const tried: Tried = { flips: 0, accepted: [] }
  const samples = signedSamples(Number(process.argv[2] ?? 1_000), privateKey)
  for (const sample of samples) flipEveryByte(sample, publicKey, tried)
  for (const line of tried.accepted) console.log(`accepted: ${line}`)
  console.log(`${samples.length} envelopes, ${tried.flips} flipped bytes, ${tried.accepted.length} accepted`)
  process.exitCode = tried.accepted.length === 0 ? 0 : 1
}
