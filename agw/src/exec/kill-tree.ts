/**
 * Ends everything a task started, and checks it: the group and session it leads, its descendants, and whoever
 * carries the attempt's mark in the environment or, orphaned, still stands in its directory or writes to its spool (so
 * `setsid`, `nohup` and double forks do not escape, nor `env -i` alone; see origin.ts for what does). Ends when two
 * looks found nothing.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { AttemptRoots } from './attempt-files.ts'
import { attemptByPlace } from './origin.ts'
import { listProcesses, type ProcessInfo, readMark, readProcess } from './processes.ts'

/** A task's tree. `ended` says whether its leader was reaped: from then on its number may be given to strangers. */
export interface Tree {
  readonly leader: number
  readonly mark: string
  readonly attempt: string
  readonly roots: AttemptRoots
  readonly ended: () => boolean
  /** Whether the leader is not the task but what isolates it (see `isTasks`). */
  readonly isolated: boolean
}

/** What killing came to. `killed` does not count the leader; `stuck` survived SIGKILL (waiting for a device). */
export interface Killed {
  readonly killed: number
  readonly stuck: number
}

// A killed process is gone within a few ms, unless it waits for a disk or a dead network mount.
const lookAgainMs = 5
const giveUpMs = 10_000

/**
 * Whether it is the task's own process, and not of what isolates the task: that must not hear SIGTERM, for it would end
 * at once and the task with it; and it ends a moment after the task by itself, so it is nothing that the task left.
 */
export function isTasks(tree: Tree, process: Pick<ProcessInfo, 'group' | 'name'>): boolean {
  return !tree.isolated || (process.group !== tree.leader && process.name !== 'bwrap')
}

/** The same of a number; what is gone is nobody's. */
export function isTasksPid(tree: Tree, pid: number): boolean {
  const process = readProcess(pid)
  return process !== null && isTasks(tree, process)
}

/** Sends SIGTERM to the whole tree, once. */
export function terminateTree(tree: Tree): void {
  const direct = tree.isolated || tree.ended() ? false : signalQuietly(-tree.leader, 'SIGTERM')
  for (const member of findMembers(tree)) {
    const reached = direct && member.group === tree.leader
    if (!reached && isTasks(tree, member)) signalQuietly(member.pid, 'SIGTERM')
  }
}

/** Whether the task's group still has a process in it: the cheap question after every normal exit. */
export function groupIsAlive(leader: number): boolean {
  return signalQuietly(-leader, 0)
}

/** SIGKILLs the tree until nothing is left, at most ten seconds. The leader's end is part of it. */
export async function killTree(tree: Tree): Promise<Killed> {
  if (!tree.ended()) signalQuietly(-tree.leader, 'SIGKILL')
  const counts = (pid: number): boolean => pid !== tree.leader && isTasksPid(tree, pid)
  return killUntilGone(() => findMembers(tree).map((member) => member.pid), counts, tree.ended)
}

/** SIGKILLs whatever `find` finds until two looks find nothing. `counts` is asked of each while it lives. */
export async function killUntilGone(
  find: () => readonly number[],
  counts: (pid: number) => boolean,
  ended: () => boolean,
): Promise<Killed> {
  const killed = new Set<number>()
  const deadline = performance.now() + giveUpMs
  for (let quiet = 0; ; ) {
    const alive = find()
    for (const pid of alive) {
      if (counts(pid)) killed.add(pid)
      signalQuietly(pid, 'SIGKILL')
    }
    quiet = alive.length === 0 && ended() ? quiet + 1 : 0
    if (quiet === 2 || (quiet === 1 && killed.size === 0)) return { killed: killed.size, stuck: 0 }
    if (performance.now() > deadline) return { killed: killed.size, stuck: Math.max(alive.length, 1) }
    await delay(lookAgainMs)
  }
}

function findMembers(tree: Tree): readonly ProcessInfo[] {
  const all = listProcesses()
  const members = new Map<number, ProcessInfo>()
  for (const process of all) {
    if (belongs(process, tree)) members.set(process.pid, process)
  }
  // Children of members, however deep: those that left the session and cleaned their environment.
  for (let before = -1; before !== members.size; ) {
    before = members.size
    for (const process of all) {
      if (members.has(process.parent) && !members.has(process.pid)) members.set(process.pid, process)
    }
  }
  return [...members.values()]
}

function belongs(process: ProcessInfo, tree: Tree): boolean {
  const inGroup = process.group === tree.leader || process.session === tree.leader
  if (inGroup && !tree.ended()) return true
  const mark = readMark(process.pid)
  // Once the leader was reaped its number may lead a stranger's group, say another task's: that one's mark tells.
  if (mark !== null) return mark === tree.mark
  return inGroup || attemptByPlace(process.pid, tree.roots) === tree.attempt
}

/** Sends it; whether there was somebody to send it to. */
export function signalQuietly(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    // EPERM: it is there, though not ours to signal (a set-user-id program).
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
