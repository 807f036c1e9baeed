/**
 * What this process gives up at its start, for itself and by inheritance for every task: no program gains rights by
 * starting (set-user-id has no effect), nothing dumps its memory to a disk, nobody inherits what the starter had open.
 * And the bound on open files goes back to the common one, which Node had lifted for itself.
 */
import { closeInheritedDescriptors } from './inherited-descriptors.ts'
import { lastError, libc } from './native/libc.ts'

const noNewPrivileges = 38
const coreSize = 4
const openFiles = 7
// What programs expect: some close every descriptor up to the bound before they begin.
const commonOpenFiles = 1024n

/** First of all, before anything is opened that counts. Throws where the kernel refuses what every kernel has. */
export function enterCleanRoom(): void {
  process.umask(0o077)
  closeInheritedDescriptors()
  if (libc.prctl(noNewPrivileges, 1, 0, 0, 0) !== 0) throw new Error(`no_new_privs: ${lastError()}`)
  setSoftLimit(coreSize, 0n)
}

/** Runs `start` with the bound on open files that tasks are to have; this process's own stays as it is. */
export function withTaskLimits<Result>(start: () => Result): Result {
  const before = setSoftLimit(openFiles, commonOpenFiles)
  try {
    return start()
  } finally {
    setSoftLimit(openFiles, before)
  }
}

/** Returns what it was. */
function setSoftLimit(resource: number, wanted: bigint): bigint {
  const limit = Buffer.alloc(16)
  libc.getrlimit(resource, limit)
  const before = limit.readBigUInt64LE(0)
  const most = limit.readBigUInt64LE(8)
  const soft = wanted < most ? wanted : most
  if (soft === before) return before
  limit.writeBigUInt64LE(soft, 0)
  // For good where it is zero: nobody may lift it again.
  if (soft === 0n) limit.writeBigUInt64LE(0n, 8)
  libc.setrlimit(resource, limit)
  return before
}
