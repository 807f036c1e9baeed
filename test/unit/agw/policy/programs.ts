/** Real programs for tests of what may run: copies that a test may change. */
import { chmodSync, copyFileSync, realpathSync } from 'node:fs'

/** A copy of a program of this machine. */
export function copyProgram(name: string, to: string): void {
  copyFileSync(realpathSync(`/usr/bin/${name}`), to)
  chmodSync(to, 0o755)
}
