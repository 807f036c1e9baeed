/**
 * The control groups of one slot: what a task of it may use, counted for its whole tree, and how often the kernel
 * had to kill for memory. A process enters by writing itself into them before it becomes the task (see `enter`).
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CellCommand } from './cell.ts'
import { type Counting, type Groups, readQuietly, removeGroup, writeQuietly } from './cgroups.ts'

/** null: no bound. */
export interface GroupLimits {
  readonly memoryBytes: number | null
  readonly processes: number | null
}

/** How each version of the hierarchies says it. */
const words = {
  1: { memory: 'memory.limit_in_bytes', unbounded: '-1', events: 'memory.oom_control' },
  2: { memory: 'memory.max', unbounded: 'max', events: 'memory.events' },
} as const

export class SlotGroups {
  readonly #groups: Groups
  readonly #slot: string
  readonly #made = new Set<string>()
  #held: GroupLimits = { memoryBytes: null, processes: null }

  constructor(groups: Groups, slot: number) {
    this.#groups = groups
    this.#slot = `slot-${slot}`
  }

  /** Where its processes can be killed together; null: nowhere. */
  get killing(): string | null {
    return this.#folder(this.#groups.killing)
  }

  /** Whether these limits can be held here for the whole tree of a task. */
  canHold({ memoryBytes, processes }: GroupLimits): boolean {
    const { memory, processes: counted } = this.#groups
    return (memoryBytes === null || memory !== null) && (processes === null || counted !== null)
  }

  /** Sets them for whoever is in the slot's groups, instead of those before; false when the kernel refuses. */
  hold(limits: GroupLimits): boolean {
    const { memory, processes } = this.#groups
    const before = this.#held
    this.#held = limits
    return (
      (limits.memoryBytes === before.memoryBytes || this.#holdMemory(memory, limits.memoryBytes)) &&
      (limits.processes === before.processes || this.#holdProcesses(processes, limits.processes))
    )
  }

  /** Whether any bound is set, so that a task has to enter the groups. */
  get holds(): boolean {
    return this.#held.memoryBytes !== null || this.#held.processes !== null
  }

  /** How often the kernel has killed in this slot because its memory was used up; 0 where none is bounded now. */
  memoryKills(): number {
    if (this.#held.memoryBytes === null) return 0
    const { memory } = this.#groups
    const folder = this.#folder(memory?.root ?? null)
    if (memory === null || folder === null) return 0
    const line = /^oom_kill (\d+)$/m.exec(readQuietly(join(folder, words[memory.version].events)))
    return Number(line?.[1] ?? 0)
  }

  /** The command in front of which a shell puts itself into these groups and then becomes it. */
  enter(command: CellCommand): CellCommand {
    const { killing, memory, processes } = this.#groups
    const folders = [killing, memory?.root ?? null, processes?.root ?? null].map((root) => this.#folder(root))
    const files = [...new Set(folders)].flatMap((folder) =>
      folder === null ? [] : [join(folder, 'cgroup.procs')],
    )
    // The words of the task are the shell's arguments, never its text.
    const script = 'while [ "$1" != -- ]; do echo 0 >"$1" || exit 126; shift; done; shift; exec "$@"'
    return {
      file: '/bin/sh',
      args: ['-c', script, 'sh', ...files, '--', command.file, ...command.args],
      argv0: 'sh',
    }
  }

  remove(): void {
    for (const folder of this.#made) removeGroup(folder)
  }

  #holdMemory(counting: Counting | null, bytes: number | null): boolean {
    const folder = this.#folder(counting?.root ?? null)
    if (counting === null || folder === null) return bytes === null
    const { memory, unbounded } = words[counting.version]
    const isHeld = writeQuietly(join(folder, memory), bytes === null ? unbounded : String(bytes))
    if (counting.version === 2) {
      // Without these the kernel swaps first, and then kills one of them where all are meant.
      writeQuietly(join(folder, 'memory.swap.max'), bytes === null ? unbounded : '0')
      writeQuietly(join(folder, 'memory.oom.group'), bytes === null ? '0' : '1')
    }
    return isHeld
  }

  #holdProcesses(counting: Counting | null, processes: number | null): boolean {
    const folder = this.#folder(counting?.root ?? null)
    if (folder === null) return processes === null
    return writeQuietly(join(folder, 'pids.max'), processes === null ? 'max' : String(processes))
  }

  #folder(root: string | null): string | null {
    if (root === null) return null
    const folder = join(root, this.#slot)
    if (!this.#made.has(folder)) {
      mkdirSync(folder, { recursive: true })
      this.#made.add(folder)
    }
    return folder
  }
}
