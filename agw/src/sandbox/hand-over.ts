/**
 * Where the worker is root, its isolated tasks are nobody, and get what is theirs: the private directory, and their
 * streams, so that they can open /dev/stdout once more. What they read stays root's, and they may only read it.
 */
import { chownSync, fchmodSync, fchownSync, fstatSync } from 'node:fs'
import type { Owner } from './means.ts'

export interface Streams {
  readonly stdin: number
  readonly stdout: number
  readonly stderr: number
}

/** Throws what the system says where that cannot be done. */
export function handOver(work: string, { stdin, stdout, stderr }: Streams, { uid, gid }: Owner): void {
  chownSync(work, uid, gid)
  for (const stream of [stdout, stderr]) fchownSync(stream, uid, gid)
  // Else it is /dev/null, and everybody's.
  if (!fstatSync(stdin).isFile()) return
  fchownSync(stdin, 0, gid)
  fchmodSync(stdin, 0o440)
}
