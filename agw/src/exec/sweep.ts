/**
 * What a killed predecessor with the same state directory left: processes that carry its mark are killed, files of
 * attempts that no unsent report needs are removed. Runs at boot, under the state directory's lock, before the first
 * lease; so nothing it finds can belong to a living worker.
 */
import { type AttemptRoots, removeLeftovers } from './attempt-files.ts'
import { type Killed, killUntilGone } from './kill-tree.ts'
import { listProcesses, readMark } from './processes.ts'

export interface Swept {
  readonly processes: number
  /** Processes that survived SIGKILL for ten seconds. */
  readonly stuck: number
  /** Spool files and attempt directories. */
  readonly files: number
}

/** `keep`: the spool files that unsent reports need. */
export async function sweep(stateId: string, roots: AttemptRoots, keep: ReadonlySet<string>): Promise<Swept> {
  const { killed, stuck } = await killMarked(stateId)
  return { processes: killed, stuck, files: await removeLeftovers(roots, keep) }
}

/** Kills every process that was started from this state directory: at the end, too, nothing stays behind. */
export function killMarked(stateId: string): Promise<Killed> {
  const find = (): readonly number[] =>
    listProcesses()
      .filter(({ pid }) => readMark(pid)?.startsWith(`${stateId}:`))
      .map(({ pid }) => pid)
  return killUntilGone(find, null, () => true)
}
