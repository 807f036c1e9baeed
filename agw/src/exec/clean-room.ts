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
const commonOpenFiles = 1024
const ownOpenFiles = 256
const openFilesPerSlot = 16

/** First of all, before anything is opened that counts. Throws where the kernel refuses what every kernel has. */
export function enterCleanRoom(): void {
  process.umask(0o077)
  closeInheritedDescriptors()
  if (libc.prctl(noNewPrivileges, 1, 0, 0, 0) !== 0) throw new Error(`no_new_privs: ${lastError()}`)
  setSoftLimit(coreSize, 0n)
}

/**
 * Sets the bound on open files, for this process and its tasks alike: the common one, or what a worker of so many slots
 * needs for itself. There is no moment at which only a task could be given another one.
 */
export function boundOpenFiles(slots: number): void {
  setSoftLimit(openFiles, BigInt(Math.max(commonOpenFiles, ownOpenFiles + openFilesPerSlot * slots)))
}

function setSoftLimit(resource: number, wanted: bigint): void {
  const limit = Buffer.alloc(16)
  libc.getrlimit(resource, limit)
  const most = limit.readBigUInt64LE(8)
  limit.writeBigUInt64LE(wanted < most ? wanted : most, 0)
  // For good where it is zero: nobody may lift it again.
  if (wanted === 0n) limit.writeBigUInt64LE(0n, 8)
  libc.setrlimit(resource, limit)
}
