/**
 * Authorities and certificates for tests, made by openssl as an operator makes them: real files, real dates, real faults.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { temporaryDirectory } from './temporary.ts'

export interface Pair {
  readonly cert: string
  readonly key: string
}

export interface IssueOptions {
  /** As openssl writes it; default: this machine's loopback. */
  readonly names?: string
  /** Days from now; a certificate of -1 ended yesterday. */
  readonly days?: number
  /** Where to; default a new file. */
  readonly to?: Pair
  readonly usage?: 'serverAuth' | 'clientAuth'
}

export interface Authority {
  /** Its own certificate: what others trust. */
  readonly ca: string
  issue(name: string, options?: IssueOptions): Pair
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

export function makeAuthority(name = 'the authority of a test'): Authority {
  const directory = temporaryDirectory('authority')
  const ca = join(directory, 'ca.pem')
  const caKey = join(directory, 'ca.key')
  openssl(['req', '-x509', ...curve, '-days', '30', '-subj', `/CN=${name}`, '-keyout', caKey, '-out', ca])
  let made = 0
  return {
    ca,
    issue: (subject, { names = 'DNS:localhost,IP:127.0.0.1', days = 30, to, usage } = {}) => {
      made += 1
      const pair = to ?? {
        cert: join(directory, `${subject}-${made}.pem`),
        key: join(directory, `${subject}-${made}.key`),
      }
      const request = join(directory, `${made}.csr`)
      const extensions = [
        ...['-addext', `subjectAltName=${names}`],
        ...(usage === undefined ? [] : ['-addext', `extendedKeyUsage=${usage}`]),
      ]
      openssl([
        'req',
        '-new',
        ...curve,
        '-subj',
        `/CN=${subject}`,
        ...extensions,
        '-keyout',
        pair.key,
        '-out',
        request,
      ])
      const signed = ['x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-CAcreateserial']
      openssl([...signed, '-copy_extensions', 'copy', '-days', String(days), '-out', pair.cert])
      return pair
    },
  }
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
