/**
 * TLS to AGQ: whether, whom to trust, what to show. The server's certificate must come from a trusted authority and name
 * the host that was asked for; there is no option that turns this off. The files are read again for every connection, so
 * that a renewed certificate is used from the next reconnect on. What is in them never appears in a text made here.
 */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { Address } from './address.ts'
import { AgqError } from './agq-error.ts'

/** What the caller may say of TLS. Paths of PEM files. */
export interface TlsOptions {
  /** TLS with the authorities that this system trusts, unless `ca` names others. */
  readonly on?: boolean | undefined
  /** The only authorities to trust. */
  readonly ca?: string | undefined
  /** The certificate to show, and its key: both or neither. */
  readonly cert?: string | undefined
  readonly key?: string | undefined
}

/** TLS as it was decided on. */
export interface TlsTarget {
  /** The name that the server's certificate must have. */
  readonly host: string
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
}

const ON: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on'])

/** Whether to speak TLS there, and how. Throws `AgqError` for options that contradict each other. */
export function resolveTls(
  address: Address,
  options: TlsOptions,
  environment: Readonly<Record<string, string | undefined>>,
): TlsTarget | undefined {
  const ca = options.ca ?? (environment.AGQ_TLS_CA || undefined)
  const cert = options.cert ?? (environment.AGQ_TLS_CERT || undefined)
  const key = options.key ?? (environment.AGQ_TLS_KEY || undefined)
  const flagged = [options.on || undefined, options.ca, options.cert, options.key].some(
    (one) => one !== undefined,
  )
  if (address.kind === 'unix' || address.tls === false) {
    if (!flagged) return undefined
    const where = address.kind === 'unix' ? 'a unix socket' : 'redis://'
    throw new AgqError(
      'ERR',
      `${where} is not TLS: leave the --tls options out, or write rediss://host:port.`,
      2,
    )
  }
  const wished =
    ON.has((environment.AGQ_TLS ?? '').toLowerCase()) || [ca, cert, key].some((one) => one !== undefined)
  if (!flagged && !wished && address.tls !== true) return undefined
  if ((cert === undefined) !== (key === undefined)) {
    const [given, missing] = cert === undefined ? ['key', 'cert'] : ['cert', 'key']
    const text = `--tls-${given} needs --tls-${missing} (AGQ_TLS_${missing.toUpperCase()}) beside it: a certificate and its key.`
    throw new AgqError('ERR', text, 2)
  }
  return { host: address.host, ca, cert, key }
}

/**
 * The options for ioredis. It copies them for every connection it makes, so the getter reads the files anew each time. The
 * first reading throws; a later one that fails leaves the last that was good, for there is nobody to throw at then.
 */
export function ioredisTls(target: TlsTarget) {
  let last = contextOf(target)
  let first = true
  return {
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
    get secureContext(): SecureContext {
      if (first) {
        first = false
        return last
      }
      try {
        last = contextOf(target)
      } catch {
        // What it says of the connection will be an error of its own when the old certificate no longer does.
      }
      return last
    },
  }
}

function contextOf(target: TlsTarget): SecureContext {
  const ca = readPem(target.ca, '--tls-ca', 'CERTIFICATE')
  const cert = readPem(target.cert, '--tls-cert', 'CERTIFICATE')
  const key = readPem(target.key, '--tls-key', 'PRIVATE KEY')
  if (cert !== undefined) checkValidity(cert, target.cert ?? '')
  try {
    return createSecureContext({
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw cannot(
      /MISMATCH/.test(code)
        ? `the key ${target.key} does not belong to the certificate ${target.cert}: give the pair that was made together`
        : `the TLS files cannot be used (${error instanceof Error ? error.message : code}): each must be PEM, and the key without a passphrase`,
    )
  }
}

function readPem(path: string | undefined, option: string, kind: string): string | undefined {
  if (path === undefined) return undefined
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why = code === 'ENOENT' ? 'it is not there' : code === 'EACCES' ? 'this user may not read it' : code
    throw cannot(`the file ${path} of ${option} cannot be read: ${why}`)
  }
  if (!text.includes(`${kind}-----`)) {
    throw cannot(
      `the file ${path} of ${option} holds no ${kind.toLowerCase()} in PEM form ("-----BEGIN …${kind}-----")`,
    )
  }
  return text
}

function checkValidity(pem: string, path: string): void {
  let validTo: string
  try {
    validTo = new X509Certificate(pem).validTo
  } catch {
    throw cannot(`the file ${path} of --tls-cert holds no certificate that can be read`)
  }
  if (Date.parse(validTo) >= Date.now()) return
  throw cannot(`the certificate ${path} has expired (${validTo}): renew it, or give another with --tls-cert`)
}

/** The environment's names beside the flags', as an error may come from either. */
function cannot(text: string): AgqError {
  return new AgqError(
    'UNREACHABLE',
    `${text} (--tls-ca, --tls-cert, --tls-key; AGQ_TLS_CA, AGQ_TLS_CERT, AGQ_TLS_KEY).`,
  )
}
