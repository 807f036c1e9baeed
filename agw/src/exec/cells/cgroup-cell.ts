/**
 * A control group for each slot, where `cgroup.kill` ends everything in it at one stroke. The price is a shell that
 * puts each task into it; and the group outlives a killed worker, whose next start ends what is in it.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { isTasksPid, type Killed, signalQuietly, type Tree } from '../kill-tree.ts'
import type { Cell, CellCommand } from './cell.ts'
import { readQuietly, writeQuietly } from './cgroups.ts'
import type { SlotGroups } from './slot-groups.ts'

const lookAgainMs = 5
const goneWithinMs = 10_000

export class CgroupCell implements Cell {
  readonly level = 'cgroup'
  readonly #groups: SlotGroups
  readonly #folder: string

  /** `folder`: where the slot's group can be killed. */
  constructor(groups: SlotGroups, folder: string) {
    this.#groups = groups
    this.#folder = folder
  }

  ready(): null {
    return null
  }

  front(command: CellCommand): CellCommand {
    return this.#groups.enter(command)
  }

  within<Result>(start: (place: null) => Result): Result {
    return start(null)
  }

  hasLeftovers(): boolean {
    return isPopulated(this.#folder)
  }

  terminate(tree: Tree): void {
    // Between its birth and its entry the task's own process is not in it.
    for (const pid of new Set([...(tree.ended() ? [] : [tree.leader]), ...membersOf(this.#folder)]))
      if (isTasksPid(tree, pid)) signalQuietly(pid, 'SIGTERM')
  }

  async kill(tree: Tree): Promise<Killed> {
    const killed = membersOf(this.#folder).filter(
      (pid) => pid !== tree.leader && isTasksPid(tree, pid),
    ).length
    const deadline = performance.now() + goneWithinMs
    for (;;) {
      if (!tree.ended()) signalQuietly(tree.leader, 'SIGKILL')
      writeQuietly(`${this.#folder}/cgroup.kill`, '1')
      if (tree.ended() && !isPopulated(this.#folder)) return { killed, stuck: 0 }
      if (performance.now() > deadline) return { killed, stuck: Math.max(1, membersOf(this.#folder).length) }
      await delay(lookAgainMs)
    }
  }

  async close(): Promise<void> {
    writeQuietly(`${this.#folder}/cgroup.kill`, '1')
  }
}

/** Whether anybody alive is in the group or below it. */
export function isPopulated(folder: string): boolean {
  return readQuietly(`${folder}/cgroup.events`).includes('populated 1')
}

export function membersOf(folder: string): readonly number[] {
  return readQuietly(`${folder}/cgroup.procs`)
    .split('\n')
    .filter((line) => line !== '')
    .map(Number)
}
