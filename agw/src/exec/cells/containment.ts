/**
 * Which level of containment this machine and this user's rights allow, found by trying at start, strongest first;
 * and what the weaker ones lacked, in words for the operator.
 */

import { inPlace } from '../native/namespaces.ts'
import { type Level, levels } from './cell.ts'
import { CgroupCell } from './cgroup-cell.ts'
import { findGroups, type Groups } from './cgroups.ts'
import { end, makeNamespace, type NamespaceMeans, PidNamespaceCell } from './pid-namespace-cell.ts'
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
      return whyNoNamespace(namespaceMeans(means))
  }
}

async function whyNoNamespace(means: NamespaceMeans | null): Promise<string | null> {
  if (means === null) return 'the program unshare (package util-linux) is not on PATH'
  try {
    const namespace = await makeNamespace(means)
    try {
      inPlace(namespace.place, () => {})
    } finally {
      await end(namespace)
    }
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function namespaceMeans({ unshare, environment }: ContainmentMeans): NamespaceMeans | null {
  return unshare === null ? null : { unshare, shell: '/bin/sh', environment }
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
