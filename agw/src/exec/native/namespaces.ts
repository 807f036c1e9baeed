/**
 * Goes into the namespaces of another process for the length of one call, so that what is started there is born in
 * them. Only this thread goes: a process that started on another one meanwhile would be born outside, so everything
 * starts on the main thread. The way back must not fail: a worker that is in the wrong place must not go on.
 */
import { closeSync, openSync } from 'node:fs'
import { lastError, libc } from './libc.ts'

const newMounts = 0x00020000
const newPids = 0x20000000
const ownRootAndCwd = 0x00000200

/** The namespaces of one process, held open: they live as long as somebody holds them or lives in them. */
export interface Place {
  readonly mounts: number
  readonly pids: number
}

let home: Place | null = null

/** Opens the namespaces of a process. Throws when it is gone or not ours. */
export function openPlace(pid: number | 'self'): Place {
  const mounts = openSync(`/proc/${pid}/ns/mnt`, 'r')
  try {
    return { mounts, pids: openSync(`/proc/${pid}/ns/pid`, 'r') }
  } catch (error) {
    closeSync(mounts)
    throw error
  }
}

export function closePlace({ mounts, pids }: Place): void {
  closeSync(mounts)
  closeSync(pids)
}

/** Runs `work`, which must be synchronous and touch no path, in that place. Throws when the way there is barred. */
export function inPlace<Result>(place: Place, work: () => Result): Result {
  home ??= openPlace('self')
  const back = home
  // A thread that shares its root and cwd cannot change its mounts, and every thread that Node starts shares them.
  if (libc.unshare(ownRootAndCwd) !== 0) throw new Error(`unshare: ${lastError()}`)
  try {
    enter(place.mounts, newMounts)
    enter(place.pids, newPids)
    return work()
  } finally {
    enter(back.pids, newPids)
    enter(back.mounts, newMounts)
  }
}

function enter(descriptor: number, kind: number): void {
  if (libc.setns(descriptor, kind) !== 0) throw new Error(`setns: ${lastError()}`)
}
