/** A signature as one column: the id of the key, a blank, the base64. */
import type { Signature } from '../../engine/model.ts'

export function signatureText(signature: Signature | null): string | null {
  return signature === null ? null : `${signature.keyId} ${signature.seal}`
}

/** What does not read as one (a hand was in the database) is handed on all the same: the worker refuses it. */
export function signatureOf(text: string | null): Signature | null {
  if (text === null) return null
  const blank = text.indexOf(' ')
  return { keyId: text.slice(0, Math.max(0, blank)), seal: text.slice(blank + 1) }
}
