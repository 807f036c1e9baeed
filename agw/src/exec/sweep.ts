/**
 * What a killed predecessor with the same state directory left: processes that carry its mark are killed, attempt
 * directories that no unsent report needs are removed. Runs at boot, under the state directory's lock, before the
 * first lease; so nothing it finds can belong to a living worker.
 */
import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { killUntilGone } from './kill-tree.ts'
import { listProcesses, readMark } from './processes.ts'

export interface Swept {
  readonly processes: number
  /** Processes that survived SIGKILL for ten seconds. */
  readonly stuck: number
  readonly directories: number
}

export async function sweep(stateId: string, root: string, needed: ReadonlySet<string>): Promise<Swept> {
  const find = (): readonly number[] =>
    listProcesses()
      .filter(({ pid }) => readMark(pid)?.startsWith(`${stateId}:`))
      .map(({ pid }) => pid)
  const { killed, stuck } = await killUntilGone(find, null, () => true)
  const left = existsSync(root) ? readdirSync(root).filter((name) => !needed.has(name)) : []
  for (const name of left) await rm(join(root, name), { recursive: true, force: true, maxRetries: 2 })
  return { processes: killed, stuck, directories: left.length }
}
