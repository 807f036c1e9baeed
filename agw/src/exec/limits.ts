/**
 * A task's limits. Where the kernel counts a slot's processes together (control groups), memory and processes hold
 * for the task's whole tree, and a kill for memory is known as such. Otherwise `prlimit` (util-linux) in front of the
 * command holds them: memory_mb is RLIMIT_DATA (heap and private mappings of each process; RLIMIT_AS would refuse
 * programs that only reserve address space), processes RLIMIT_NPROC (counted by the kernel for the whole user).
 * cpu_secs (RLIMIT_CPU) and open_files (RLIMIT_NOFILE) are of each process. What cannot be held is refused, never
 * dropped in silence.
 */
import type { GroupLimits } from './cells/slot-groups.ts'

/** What a task may declare, null: not declared. output_bytes is kept elsewhere (by measuring the spool). */
export interface DeclaredLimits {
  readonly memory_mb: number | null
  readonly cpu_secs: number | null
  readonly processes: number | null
  readonly open_files: number | null
}

/** What holds limits on this machine: `prlimit`'s path or null; root, whose processes the kernel never counts. */
export interface LimitMeans {
  readonly prlimit: string | null
  readonly isRoot: boolean
  /** Whether control groups can hold these. */
  canHold(limits: GroupLimits): boolean
}

export interface LimitedCommand {
  readonly file: string
  readonly args: readonly string[]
}

/** `held`: what the slot's groups have to hold while the command runs; with both null the command need not enter them. */
export type Limited =
  | { readonly kind: 'ok'; readonly command: LimitedCommand; readonly held: GroupLimits }
  | { readonly kind: 'refused'; readonly text: string }

const mebibyte = 1024 * 1024

/** The command with its limits in front, or why they cannot be held here. */
export function applyLimits(command: LimitedCommand, limits: DeclaredLimits, means: LimitMeans): Limited {
  const flags: string[] = []
  const memoryBytes = limits.memory_mb === null ? null : limits.memory_mb * mebibyte
  const byGroup = {
    memoryBytes: means.canHold({ memoryBytes, processes: null }) ? memoryBytes : null,
    processes: means.canHold({ memoryBytes: null, processes: limits.processes }) ? limits.processes : null,
  }
  if (memoryBytes !== null && byGroup.memoryBytes === null) flags.push(`--data=${memoryBytes}`)
  // The soft limit sends SIGXCPU; the hard one, a second later, kills whoever ignores it.
  if (limits.cpu_secs !== null) flags.push(`--cpu=${limits.cpu_secs}:${limits.cpu_secs + 1}`)
  if (limits.processes !== null && byGroup.processes === null) {
    if (means.isRoot) {
      return refused(
        'limits.processes cannot be held by a worker that runs as root without a control group that counts processes (the kernel does not count those of root). Run agw as another user, let it have the pids controller, or drop the limit.',
      )
    }
    flags.push(`--nproc=${limits.processes}`)
  }
  if (limits.open_files !== null) flags.push(`--nofile=${limits.open_files}`)
  if (flags.length === 0) return { kind: 'ok', command, held: byGroup }
  if (means.prlimit === null) {
    return refused(
      "limits need the program prlimit (package util-linux), which is not on this worker's PATH. Install it there, or drop the limits.",
    )
  }
  const args = [...flags, '--', command.file, ...command.args]
  return { kind: 'ok', command: { file: means.prlimit, args }, held: byGroup }
}

function refused(text: string): Limited {
  return { kind: 'refused', text }
}
