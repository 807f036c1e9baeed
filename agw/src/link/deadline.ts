/**
 * A deadline for a wait on the network: a half-open line never says by itself that nobody is there.
 */
import { AgqError } from '@agenix/agx/client'

/** The reply, or TIMEOUT after `ms`. The reply that comes later is ignored. */
export async function within<T>(ms: number, reply: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(new AgqError('TIMEOUT', `AGQ did not answer within ${Math.round(ms)} ms`))
  }, ms)
  // Whichever of the two comes second is nobody's business any more.
  reply.catch(() => {})
  try {
    return await Promise.race([reply, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
