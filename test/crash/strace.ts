/**
 * strace as the hand that kills, fails or fakes a system call of AGQ: the command to start it under. It leaves AGQ the
 * child that was started (-D), and writes nothing.
 */
import { execFileSync } from 'node:child_process'

/** Its version; null where there is none, or where it may not trace. */
export const strace: string | null = probe()

function probe(): string | null {
  try {
    execFileSync('strace', ['-qq', '-o', '/dev/null', 'true'], { stdio: 'ignore' })
    return /version (\S+)/.exec(execFileSync('strace', ['-V'], { encoding: 'utf8' }))?.[1] ?? 'unknown'
  } catch {
    return null
  }
}

/**
 * Sends SIGKILL at the n-th of these calls that a thread makes, before it is done. Every call of AGQ stops for a
 * moment: a signal cannot be sent where only some are looked at (`--seccomp-bpf`).
 */
export function killingAt(calls: string, nth: number): readonly string[] {
  return [...base, '-e', `trace=${calls}`, '-e', `inject=${calls}:signal=KILL:when=${nth}`]
}

/**
 * The n-th of these calls that a thread makes fails with EIO; only those on `paths` count, where some are given. All of
 * them are written to `record`, with the paths, and `(INJECTED)` behind the one that failed.
 */
export function failingAt(
  calls: string,
  nth: number,
  { paths, record }: { readonly paths: readonly string[]; readonly record: string },
): readonly string[] {
  const only = paths.flatMap((path) => ['-P', path])
  return [...lookingOnlyAt(calls, record), '-y', ...only, '-e', `inject=${calls}:error=EIO:when=${nth}`]
}

/** None of these calls is done, and all of them say that they were. */
export function faking(calls: string): readonly string[] {
  return [...lookingOnlyAt(calls), '-e', `inject=${calls}:retval=0`]
}

const base = tracing('/dev/null')

function lookingOnlyAt(calls: string, record = '/dev/null'): readonly string[] {
  return [...tracing(record), '--seccomp-bpf', '-e', `trace=${calls}`]
}

function tracing(record: string): readonly string[] {
  return ['strace', '-D', '-f', '-qq', '-o', record]
}
