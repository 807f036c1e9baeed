/**
 * Which level of containment this machine and this user's rights allow, found by trying at start, strongest first;
 * and what the weaker ones lacked, in words for the operator.
 */

import { execFile } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { whenEnded } from '../native/collect.ts'
import { startBeside } from '../native/starter.ts'
import { type Cell, type Level, levels } from './cell.ts'
import { CgroupCell } from './cgroup-cell.ts'
import { findGroups, type Groups } from './cgroups.ts'
import { type NamespaceMeans, PidNamespaceCell } from './pid-namespace-cell.ts'
import { SessionCell } from './session-cell.ts'
import { SlotGroups } from './slot-groups.ts'
import { type Slot, Slots } from './slots.ts'

export interface Contained {
  readonly slots: Slots
  readonly groups: Groups
  /** Why each stronger level is not to be had. */
  readonly lacking: readonly string[]
}

export interface ContainmentMeans {
  /** Tells this worker's groups from those of others on the machine. */
  readonly stateId: string
  /** null: not on PATH. */
  readonly unshare: string | null
  readonly nsenter: string | null
  readonly isRoot: boolean
  readonly environment: Readonly<Record<string, string>>
  /** The level to use; null: the best there is. */
  readonly wanted: Level | null
}

/** Throws when the wanted level is not to be had. */
export async function contain(means: ContainmentMeans): Promise<Contained> {
  const groups = findGroups(means.stateId)
  const lacking: string[] = []
  for (const level of means.wanted === null ? levels : [means.wanted]) {
    const why = await whyNot(level, means, groups)
    if (why === null) return { slots: new Slots(level, makerOf(level, means, groups)), groups, lacking }
    lacking.push(`${level}: ${why}`)
  }
  throw new Error(
    `this machine has no containment "${means.wanted}" for this user (${lacking.join('; ')}). Start agw without --containment to take the best there is.`,
  )
}

async function whyNot(level: Level, means: ContainmentMeans, groups: Groups): Promise<string | null> {
  switch (level) {
    case 'session':
      return null
    case 'cgroup':
      return groups.killing === null
        ? 'no cgroup v2 with cgroup.kill that this user may write (a service needs Delegate=yes)'
        : null
    case 'pid-namespace':
      return whyNoNamespace(means)
  }
}

async function whyNoNamespace(means: ContainmentMeans): Promise<string | null> {
  const found = namespaceMeans(means)
  if (found === null) return 'the programs unshare and nsenter (package util-linux) are not on PATH'
  const cell = new PidNamespaceCell(found)
  try {
    await cell.ready()
    const { file, args } = cell.front({ file: '/bin/sh', args: ['-c', ':'], argv0: 'sh' }, '/')
    if (found.nsenter === null) await tryToStart(cell)
    else await promisify(execFile)(file, [...args])
    return null
  } catch (error) {
    return oneLine(error)
  } finally {
    // Its marked processes must be gone before the sweep looks for those of a predecessor.
    await cell.close()
  }
}

async function tryToStart(cell: Cell): Promise<void> {
  const nothing = openSync('/dev/null', 'r+')
  const image = { file: '/bin/sh', argv: ['sh', '-c', ':'], environment: [], cwd: '/' }
  const streams = { stdin: nothing, stdout: nothing, stderr: nothing }
  const started = await cell.within((place) => startBeside({ ...image, ...streams }, place))
  closeSync(nothing)
  if (typeof started !== 'number') throw new Error(started.message)
  await new Promise((resolve) => whenEnded(started, resolve))
}

function namespaceMeans({ unshare, nsenter, isRoot, environment }: ContainmentMeans): NamespaceMeans | null {
  if (unshare === null || (nsenter === null && !isRoot)) return null
  return { unshare, shell: '/bin/sh', nsenter: isRoot ? null : nsenter, environment }
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')
}

function makerOf(level: Level, means: ContainmentMeans, found: Groups): (slot: number) => Slot {
  return (number) => {
    const groups = new SlotGroups(found, number)
    const namespace = namespaceMeans(means)
    const place = `slot-${number}`
    if (level === 'pid-namespace' && namespace !== null)
      return { number, place, groups, cell: new PidNamespaceCell(namespace) }
    const folder = level === 'cgroup' ? groups.killing : null
    if (folder === null) return { number, place: null, groups, cell: new SessionCell() }
    return { number, place, groups, cell: new CgroupCell(groups, folder) }
  }
}
