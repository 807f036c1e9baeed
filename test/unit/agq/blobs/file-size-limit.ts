/**
 * A disk that is full on command: no file of a process may grow past a size. A write past it stops half way with
 * EFBIG, as one on a full disk stops half way with ENOSPC, and needs no disk of its own and no privileges.
 */
import { execFileSync, spawnSync } from 'node:child_process'

/** The reason why files cannot be limited here, or false. For the `skip` of a test. */
export const cannotLimit: string | false =
  spawnSync('prlimit', ['--version']).status === 0 ? false : 'prlimit (util-linux) is not installed'

/** Returns what lifts the limit again. */
export function limitFileSize(pid: number, bytes: number): () => void {
  const columns = ['--fsize', '--output', 'SOFT', '--noheadings', '--raw']
  const before = prlimit(pid, ...columns).trim()
  // Node ignores the signal that comes with EFBIG; tap's reporter does not, unless somebody else listens.
  process.on('SIGXFSZ', ignore)
  prlimit(pid, `--fsize=${bytes}:`)
  return () => {
    prlimit(pid, `--fsize=${before}:`)
    process.off('SIGXFSZ', ignore)
  }
}

function prlimit(pid: number, ...args: readonly string[]): string {
  return execFileSync('prlimit', ['--pid', String(pid), ...args], { encoding: 'utf8' })
}

function ignore(): void {}
