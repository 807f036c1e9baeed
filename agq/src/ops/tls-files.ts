/**
 * The PEM files of --tls-cert, --tls-key and --tls-ca, read and judged as a whole: what comes out of here can be used.
 * Errors name the file and the way out; what is in the files is never repeated.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { TlsMaterial } from '../wire/index.ts'
import { Usage } from './usage.ts'

export interface TlsFiles {
  readonly cert: string
  readonly key: string
  readonly ca: string | null
}

/** Throws Usage (exit code 1) where anything is wrong. */
export function readTlsFiles(files: TlsFiles, nowMs: number): TlsMaterial {
  const cert = read(files.cert, '--tls-cert')
  const key = read(files.key, '--tls-key')
  const ca = files.ca === null ? null : read(files.ca, '--tls-ca')
  const certificate = certificateOf(cert, files.cert, '--tls-cert')
  if (!certificate.checkPrivateKey(privateKeyOf(key, files.key))) {
    throw refused(
      `the key ${files.key} does not belong to the certificate ${files.cert}`,
      'give the pair that was made together',
    )
  }
  judgeDates(certificate, files.cert, '--tls-cert', nowMs)
  if (ca !== null && files.ca !== null)
    judgeDates(certificateOf(ca, files.ca, '--tls-ca'), files.ca, '--tls-ca', nowMs)
  try {
    createSecureContext({ cert, key, ...(ca === null ? {} : { ca }), minVersion: 'TLSv1.2' })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw refused(
      `TLS cannot use ${files.cert} and ${files.key} (${why})`,
      'make them anew, as docs/tls.md shows',
    )
  }
  return { cert, key, ca, expiresAtMs: Date.parse(certificate.validTo) }
}

function read(path: string, option: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    const why =
      code === 'ENOENT'
        ? 'it is not there'
        : code === 'EACCES'
          ? "agq's user may not read it"
          : `it cannot be read (${code})`
    throw refused(`the file ${path} of ${option}: ${why}`, 'name a PEM file')
  }
}

function certificateOf(pem: string, path: string, option: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw refused(
      `the file ${path} of ${option} holds no certificate in PEM form`,
      'it begins with -----BEGIN CERTIFICATE-----',
    )
  }
}

function privateKeyOf(pem: string, path: string): KeyObject {
  if (/ENCRYPTED/.test(pem)) {
    throw refused(
      `the key ${path} of --tls-key has a passphrase, and nobody is there to type it`,
      `write it without: openssl pkey -in ${path} -out FILE`,
    )
  }
  try {
    return createPrivateKey(pem)
  } catch {
    throw refused(
      `the file ${path} of --tls-key holds no private key in PEM form`,
      'it begins with -----BEGIN PRIVATE KEY-----',
    )
  }
}

function judgeDates(certificate: X509Certificate, path: string, option: string, nowMs: number): void {
  if (nowMs >= Date.parse(certificate.validTo)) {
    throw refused(
      `the certificate ${path} of ${option} has expired (${certificate.validTo})`,
      'renew it; is the clock right?',
    )
  }
  if (nowMs < Date.parse(certificate.validFrom)) {
    throw refused(
      `the certificate ${path} of ${option} is not valid before ${certificate.validFrom}`,
      'is the clock right?',
    )
  }
}

function refused(what: string, wayOut: string): Usage {
  return new Usage(`agq: ${what}: ${wayOut}`, 1)
}
