/**
 * Goes into the namespaces of another process for the length of one call, so that what is started there is born in
 * them. Only this thread goes. The way back must not fail: a thread that is in the wrong place must not go on.
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

/** `code` is the call that failed. */
export interface Barred {
  readonly code: string
  readonly message: string
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

/** Runs `work`, which must be synchronous and touch no path, in that place; or says why the way there is barred. */
export function inPlace<Result>(place: Place, work: () => Result): Result | Barred {
  home ??= leaveFromHere()
  const back = home
  const bar = enter(place)
  try {
    return bar ?? work()
  } finally {
    goBack(back)
  }
}

function enter({ mounts, pids }: Place): Barred | null {
  const isThere = libc.setns(mounts, newMounts) === 0 && libc.setns(pids, newPids) === 0
  return isThere ? null : barred('setns')
}

function goBack(back: Place): void {
  const bar = enter(back)
  if (bar !== null) throw new Error(bar.message)
}

/** This thread's way back. */
function leaveFromHere(): Place {
  // A thread that shares its root and cwd cannot change its mounts, and every thread that Node starts shares them.
  if (libc.unshare(ownRootAndCwd) !== 0) throw new Error(barred('unshare').message)
  return openPlace('self')
}

function barred(call: string): Barred {
  return { code: call, message: `the namespaces of its slot cannot be entered (${call}: ${lastError()})` }
}
