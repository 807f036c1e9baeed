/** What a failed TLS handshake means and what to do about it, in words. Reads error codes; keeps nothing of the error. */
import { formatAddress } from './address.ts'
import type { Target } from './config.ts'

/** How AGQ begins what it says, unencrypted, to a client that speaks plain RESP on a TLS port. */
const plainOnTls = /^this port speaks TLS/
/** How AGQ begins what it says to a client whose certificate it does not take. */
const certificateRefused = /^client certificate/

const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
])

/** The reason and the way out; undefined: the handshake was not the trouble. */
export function tlsTrouble(error: unknown, target: Target): string | undefined {
  if (target.tls === undefined || !(error instanceof Error) || !('code' in error)) return undefined
  const code = String(error.code)
  const { host, ca, cert } = target.tls
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = namesOf(error) ?? 'another host'
    return `its certificate is for ${names}, not for ${host}. Name it so with --agq-addr, or give AGQ a certificate for ${host}.`
  }
  if (untrusted.has(code)) {
    const trusted = ca === undefined ? 'any authority this system trusts' : `the authority in ${ca}`
    return `its certificate does not come from ${trusted}: ${code}. Give the one that signed it with --tls-ca / AGQ_TLS_CA.`
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return 'its certificate, or that of its authority, has expired. Renew it there: AGQ takes the new files by itself. Is the clock here right?'
  }
  if (code === 'CERT_NOT_YET_VALID')
    return 'its certificate is not valid yet. Is the clock right, here and there?'
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return 'it does not speak TLS. Leave --tls away and write redis://, or start AGQ with --tls-cert and --tls-key.'
  }
  if (/ALERT_(CERTIFICATE|UNKNOWN_CA|BAD_CERTIFICATE)|CERTIFICATE_REQUIRED/.test(code)) {
    const shown = cert === undefined ? 'none was shown' : `${cert} was shown`
    return `it does not take the certificate of this client: ${shown}. Give one of its authority with --tls-cert and --tls-key.`
  }
  if (code.startsWith('ERR_SSL_')) return `the TLS handshake failed: ${code}. Both sides need TLS 1.2 or 1.3.`
  return undefined
}

/** What AGQ refused with, where it was about TLS: the whole sentence. */
export function tlsRefusal(text: string, target: Target): string | undefined {
  const where = formatAddress(target.address)
  if (plainOnTls.test(text)) {
    return `AGQ at ${where} speaks TLS alone. Write rediss:// before the address, or give --tls or --tls-ca FILE (AGQ_TLS_CA).`
  }
  if (!certificateRefused.test(text)) return undefined
  return `AGQ at ${where} says: ${text}. Give a certificate of its authority with --tls-cert and --tls-key (AGQ_TLS_CERT, AGQ_TLS_KEY).`
}

function namesOf(error: object): string | undefined {
  if (!('cert' in error) || typeof error.cert !== 'object' || error.cert === null) return undefined
  const names = 'subjectaltname' in error.cert ? error.cert.subjectaltname : undefined
  return typeof names === 'string' && names !== '' ? names.slice(0, 200) : undefined
}
