/**
 * How many connections the system lets this process have. Each takes a file descriptor, and so do the database, the
 * blobs and their uploads: where connections take the last one, strangers lock out those who have a key, and no blob
 * can be stored. So some are kept back, and AGQ makes room among strangers before the system refuses everybody.
 */
import { readFileSync } from 'node:fs'

/** Descriptors kept for everything else: a thousand open uploads, and then some. */
const KEPT = 1_500

/** `wanted`, or fewer where the system gives fewer descriptors. `limitsText` is Linux's `/proc/self/limits`. */
export function affordableClients(wanted: number, limitsText: string): number {
  const soft = /^Max open files\s+(\d+)/m.exec(limitsText)?.[1]
  if (soft === undefined) return wanted // unlimited, or a system that tells it elsewhere
  const most = Number(soft)
  return Math.max(1, Math.min(wanted, most - Math.min(KEPT, Math.floor(most / 2))))
}

/** What the system says of this process; empty where it does not say. */
export function ownLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return ''
  }
}
