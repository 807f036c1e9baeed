/**
 * Signing a Job and verifying it: Ed25519 over
 *
 *     "agenix-job-v1" NUL · key id (16 bytes) · the statement (statement.ts) · the envelope
 *
 * where the envelope is the canonical form (RFC 8785) of the JSON that is sent, byte for byte. A signed Job travels in that
 * form and in no other, so every byte of it is signed, and no two readers of JSON can see two Jobs in it. The domain tag keeps a
 * signature made here from meaning anything elsewhere.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { canonicalJson } from '../canonical.ts'
import type { JobEnvelope } from '../generated/types.ts'
import { parseJson } from '../json/parse.ts'
import { limits } from '../limits.ts'
import { type OpenedSignature, openSeal, type Statement, sealOf, statementBytes } from './statement.ts'

/** The two words of SIG. */
export type JobSignature = {
  /** Names the public key: the first 16 bytes of the sha256 of its SubjectPublicKeyInfo (DER), in lower-case hex. */
  readonly keyId: string
  readonly seal: string
}

export type SignedJob = JobSignature & {
  /** What must be sent: other bytes of the same content do not verify. */
  readonly envelope: string
}

/** `id` names what was signed: the same for the same envelope, key, audience, hour and input, and for nothing else. */
export type VerifiedJob =
  | { readonly ok: true; readonly statement: Statement; readonly id: string }
  | { readonly ok: false; readonly failed: 'form' | 'canonical' | 'signature' }

const domain = Buffer.from('agenix-job-v1\0', 'latin1')
const keyIdBytes = 16
const keyIdShape = /^[0-9a-f]{32}$/

/** Whether it may name a key. */
export const isKeyId = (text: string): boolean => keyIdShape.test(text)

/** The key's id. */
export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 2 * keyIdBytes)

/** An Ed25519 public key from PEM (SubjectPublicKeyInfo); undefined where it is none. A private key is none. */
export const readPublicKey = (pem: string): KeyObject | undefined => {
  if (pem.includes('PRIVATE KEY')) return undefined
  return ed25519(() => createPublicKey({ key: pem, format: 'pem', type: 'spki' }))
}

/** An Ed25519 private key from PEM (PKCS#8, not encrypted); undefined where it is none. */
export const readPrivateKey = (pem: string): KeyObject | undefined =>
  ed25519(() => createPrivateKey({ key: pem, format: 'pem', type: 'pkcs8' }))

const ed25519 = (read: () => KeyObject): KeyObject | undefined => {
  try {
    const key = read()
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** Signs a valid envelope of version 0.2. @throws RangeError for what a statement cannot say. */
export const signJob = (job: JobEnvelope, statement: Statement, privateKey: KeyObject): SignedJob => {
  const keyId = keyIdOf(createPublicKey(privateKey))
  const envelope = canonicalJson(job)
  const head = statementBytes(statement)
  const signature = sign(null, message(keyId, head, Buffer.from(envelope)), privateKey)
  return { envelope, keyId, seal: sealOf(head, signature) }
}

/**
 * Whether this key signed exactly these bytes with this statement. Whom it is meant for, until when, and whether the input
 * is the one that was signed is for the caller to judge by the statement.
 */
export const verifyJob = (
  envelope: Uint8Array,
  { keyId, seal }: JobSignature,
  publicKey: KeyObject,
): VerifiedJob => {
  const opened = isKeyId(keyId) ? openSeal(seal) : undefined
  if (opened === undefined) return { ok: false, failed: 'form' }
  if (!isCanonical(envelope)) return { ok: false, failed: 'canonical' }
  return verifyOpened(envelope, keyId, opened, publicKey)
}

const verifyOpened = (
  envelope: Uint8Array,
  keyId: string,
  { head, signature, statement }: OpenedSignature,
  publicKey: KeyObject,
): VerifiedJob => {
  const signed = message(keyId, head, envelope)
  if (keyId !== keyIdOf(publicKey) || !verify(null, signed, publicKey, signature)) {
    return { ok: false, failed: 'signature' }
  }
  return { ok: true, statement, id: createHash('sha256').update(signed).digest('hex') }
}

const message = (keyId: string, head: Uint8Array, envelope: Uint8Array): Buffer =>
  Buffer.concat([domain, Buffer.from(keyId, 'hex'), head, envelope])

const isCanonical = (envelope: Uint8Array): boolean => {
  const parsed = parseJson(envelope, { maxBytes: limits.envelopeBytes, maxDepth: limits.jsonDepth })
  return parsed.ok && Buffer.from(canonicalJson(parsed.value)).equals(envelope)
}
