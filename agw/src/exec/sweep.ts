/**
 * What a killed predecessor with the same state directory left: processes that lead back to it are killed, files of
 * attempts that no unsent report needs are removed. Runs at boot, under the state directory's lock, before the first
 * lease; so nothing it finds can belong to a living worker.
 */
import { removeLeftovers } from './attempt-files.ts'
import { membersOf } from './cells/cgroup-cell.ts'
import { foldersOf, type Groups, noGroups, removeGroup, slotsOf } from './cells/cgroups.ts'
import { type Killed, killUntilGone } from './kill-tree.ts'
import { attemptOf, type Home } from './origin.ts'
import { listProcesses } from './processes.ts'

export interface Swept {
  readonly processes: number
  /** Processes that survived SIGKILL for ten seconds. */
  readonly stuck: number
  /** Spool files and attempt directories. */
  readonly files: number
}

/** `keep`: the spool files that unsent reports need. */
export async function sweep(home: Home, keep: ReadonlySet<string>, groups = noGroups): Promise<Swept> {
  const { killed, stuck } = await killLeftovers(home, groups)
  return { processes: killed, stuck, files: await removeLeftovers(home.roots, keep) }
}

/** Kills every process that was started from this state directory: at the end, too, nothing stays behind. */
export async function killLeftovers(home: Home, groups: Groups = noGroups): Promise<Killed> {
  const slots = foldersOf(groups).flatMap((folder) => slotsOf(folder).map((slot) => `${folder}/${slot}`))
  const find = (): readonly number[] => [
    ...new Set([
      ...slots.flatMap(membersOf),
      ...listProcesses()
        .filter(({ pid }) => attemptOf(pid, home) !== null)
        .map(({ pid }) => pid),
    ]),
  ]
  const killed = await killUntilGone(
    find,
    () => true,
    () => true,
  )
  for (const slot of slots) removeGroup(slot)
  return killed
}
