/**
 * A task's limits as `prlimit` (util-linux) in front of its command, only when it asks for some.
 * memory_mb is RLIMIT_DATA (heap and private mappings of each process; RLIMIT_AS would refuse programs that only
 * reserve address space), cpu_secs RLIMIT_CPU, processes RLIMIT_NPROC (counted by the kernel for the whole user).
 * A limit that cannot be held is refused, never dropped in silence.
 */

/** What a task may declare, null: not declared. output_bytes is kept elsewhere (by measuring the spool). */
export interface DeclaredLimits {
  readonly memory_mb: number | null
  readonly cpu_secs: number | null
  readonly processes: number | null
}

/** What holds limits on this machine: `prlimit`'s path or null; root, whose processes the kernel never counts. */
export interface LimitMeans {
  readonly prlimit: string | null
  readonly isRoot: boolean
}

export interface LimitedCommand {
  readonly file: string
  readonly args: readonly string[]
}

export type Limited =
  | { readonly kind: 'ok'; readonly command: LimitedCommand }
  | { readonly kind: 'refused'; readonly text: string }

const mebibyte = 1024 * 1024

/** The command with its limits in front, or why they cannot be held here. */
export function applyLimits(command: LimitedCommand, limits: DeclaredLimits, means: LimitMeans): Limited {
  const flags: string[] = []
  if (limits.memory_mb !== null) flags.push(`--data=${limits.memory_mb * mebibyte}`)
  // The soft limit sends SIGXCPU; the hard one, a second later, kills whoever ignores it.
  if (limits.cpu_secs !== null) flags.push(`--cpu=${limits.cpu_secs}:${limits.cpu_secs + 1}`)
  if (limits.processes !== null) {
    if (means.isRoot) {
      return refused(
        'limits.processes cannot be held by a worker that runs as root (the kernel does not count its processes). Run agw as another user, or drop the limit.',
      )
    }
    flags.push(`--nproc=${limits.processes}`)
  }
  if (flags.length === 0) return { kind: 'ok', command }
  if (means.prlimit === null) {
    return refused(
      "limits need the program prlimit (package util-linux), which is not on this worker's PATH. Install it there, or drop the limits.",
    )
  }
  return {
    kind: 'ok',
    command: { file: means.prlimit, args: [...flags, '--', command.file, ...command.args] },
  }
}

function refused(text: string): Limited {
  return { kind: 'refused', text }
}
