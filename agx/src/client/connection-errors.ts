/**
 * What ioredis and the operating system say about a connection, turned into `AgqError` with the way out.
 * ioredis keeps the arguments of the failed command on its errors, the key among them, so its error objects
 * are read here and dropped, never passed on.
 */
import { formatAddress } from './address.ts'
import { AgqError, refusalOf } from './agq-error.ts'
import { credentialsOf, type Target } from './config.ts'
import { tlsRefusal, tlsTrouble } from './tls-errors.ts'

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOENT: 'there is no such socket',
  EACCES: 'permission denied',
  ETIMEDOUT: 'no answer',
  ENOTFOUND: 'unknown host',
  EAI_AGAIN: 'the name service does not answer',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
}

/** Any failure of a call or of connecting, as the error people see. */
export function explain(error: unknown, target: Target): AgqError {
  if (error instanceof AgqError) return error
  if (error instanceof Error && error.name === 'ReplyError')
    return explainRefusal(refusalOf(error.message), target)
  return unreachable(error, target)
}

function explainRefusal(refusal: AgqError, target: Target): AgqError {
  const where = formatAddress(target.address)
  const { value, from, looked } = target.key
  const tls = tlsRefusal(refusal.message, target)
  if (tls !== undefined) return new AgqError('UNREACHABLE', tls)
  if (refusal.code === 'NOAUTH' && value === undefined) {
    const places = looked.join(', ')
    const text = `AGQ at ${where} wants a session key and none was found (looked at ${places}). Give it with --session-key or AGQ_SESSION_KEY, or run as the user who started AGQ.`
    return new AgqError('NOAUTH', text, 3)
  }
  const { username } = credentialsOf(value ?? '')
  if (refusal.code === 'WRONGPASS' && username !== undefined) {
    const text = `AGQ at ${where} does not accept the key '${username}' from ${from ?? 'nowhere'}: it was revoked, has ended, or is another AGQ's. \`agq keys list\` there names its keys, \`agq keys add\` makes one.`
    return new AgqError('WRONGPASS', text, 3)
  }
  if (refusal.code === 'WRONGPASS' || refusal.code === 'NOAUTH') {
    const text = `AGQ at ${where} does not accept the session key from ${from ?? 'nowhere'}. Its key lies in session.key in its data directory; give that with --session-key or AGQ_SESSION_KEY, or name the directory with AGQ_DATA.`
    return new AgqError(refusal.code, text, 3)
  }
  return refusal
}

function unreachable(error: unknown, target: Target): AgqError {
  const where = formatAddress(target.address)
  const tls = tlsTrouble(error, target)
  if (tls !== undefined) return new AgqError('UNREACHABLE', `cannot enter AGQ at ${where}: ${tls}`)
  const reason = reasonOf(error)
  if (reason === undefined) {
    return new AgqError(
      'UNREACHABLE',
      `lost the connection to AGQ at ${where}. Is it still running? Try again.`,
    )
  }
  const advice = 'Start it with `agx up` or `agq`, or name another with --agq-addr / AGQ_ADDR.'
  return new AgqError(
    'UNREACHABLE',
    `cannot reach AGQ at ${where} (${reason}). ${advice}`,
    undefined,
    isRefusal(error),
  )
}

/** A name may have several addresses: one that is silent may be the one where AGQ is. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isRefusal)
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}

function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const code = String(error.code)
  return reasons[code] ?? code
}
