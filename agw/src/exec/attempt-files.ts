/**
 * The files of one attempt: a private directory, which is its tasks' default cwd, and beside it in the spool one file
 * per stream. A child writes its spool file by itself, so no byte passes through this process. A spool file too large
 * to stand in the report stays until AGQ has it. Everything is 0700/0600 by the umask that main sets.
 */
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a worker keeps them: one flat folder each, because making and removing directories is what costs. */
export interface AttemptRoots {
  readonly work: string
  readonly spool: string
}

/** One attempt's places. */
export interface AttemptFiles {
  readonly name: string
  readonly work: string
  readonly spool: string
}

/** The two ends a task writes to, as descriptors of this process until the task has them. */
export interface Spool {
  readonly stdout: number
  readonly stderr: number
}

export type StreamName = 'stdout' | 'stderr'

// Append, so that a task that opens /dev/stdout a second time does not write over what it wrote before.
const spoolFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND

/**
 * Makes the private directory. Throws when it is there already: a token is granted once, so that would be a bug.
 * `place`: where nothing of an earlier task can be alive, a directory is used again as long as it is left empty.
 */
export function createAttempt(
  roots: AttemptRoots,
  jobId: string,
  token: number,
  place: string | null,
): AttemptFiles {
  const name = `${jobId}@${token}`
  const work = join(roots.work, place ?? name)
  if (place === null || !existsSync(work)) mkdirSync(work, 0o700)
  return { name, work, spool: roots.spool }
}

/** The name of a stream's file inside the spool. */
export function streamFile(attempt: AttemptFiles, task: number, stream: StreamName): string {
  return `${attempt.name}.${task}.${stream === 'stdout' ? 'out' : 'err'}`
}

export function streamPath(attempt: AttemptFiles, task: number, stream: StreamName): string {
  return `${attempt.spool}/${streamFile(attempt, task, stream)}`
}

export function inputPath(attempt: AttemptFiles): string {
  return `${attempt.spool}/${attempt.name}.in`
}

export function writeInput(attempt: AttemptFiles, bytes: Uint8Array): void {
  writeFileSync(inputPath(attempt), bytes, { flag: 'wx', mode: 0o600 })
}

/** Opens both streams of a task for writing. The caller closes them once the child has them. */
export function openSpool(attempt: AttemptFiles, task: number): Spool {
  const stdout = openSync(streamPath(attempt, task, 'stdout'), spoolFlags, 0o600)
  try {
    return { stdout, stderr: openSync(streamPath(attempt, task, 'stderr'), spoolFlags, 0o600) }
  } catch (error) {
    closeSync(stdout)
    throw error
  }
}

export function closeSpool(spool: Spool): void {
  closeSync(spool.stdout)
  closeSync(spool.stderr)
}

/** Removes what the attempt left in the spool, except the files named in `keep`. Unlinking is cheap and done at once. */
export function removeSpool(attempt: AttemptFiles, tasks: number, keep: ReadonlySet<string>): void {
  removeSpoolFile(inputPath(attempt))
  for (let task = 1; task <= tasks; task++) {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (!keep.has(streamFile(attempt, task, stream))) removeSpoolFile(streamPath(attempt, task, stream))
    }
  }
}

/**
 * Removes the private directory, or leaves it to the next attempt in its slot (`usedAgain`) where it is as that one
 * would make it. Null: done. Removing waits for the file system's journal, so it happens beside the loop.
 */
export function removeWork({ work }: AttemptFiles, usedAgain: boolean): Promise<void> | null {
  if (usedAgain && isAsMade(work)) return null
  return rmdir(work).catch(() => rm(work, { recursive: true, force: true, maxRetries: 2 }))
}

/** Still a private, empty directory; an isolated task's may have been somebody else's. */
function isAsMade(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory() !== true || (stat.mode & 0o7777) !== 0o700) return false
  return stat.uid === process.getuid?.() && readdirSync(path).length === 0
}

/** Removes a file that may be gone already. */
export function removeSpoolFile(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error
  }
}

/** Removes every attempt's files except the named spool files; returns how many things were there. */
export async function removeLeftovers(roots: AttemptRoots, keep: ReadonlySet<string>): Promise<number> {
  const spool = existsSync(roots.spool) ? readdirSync(roots.spool).filter((name) => !keep.has(name)) : []
  const work = existsSync(roots.work) ? readdirSync(roots.work) : []
  const paths = [
    ...spool.map((name) => join(roots.spool, name)),
    ...work.map((name) => join(roots.work, name)),
  ]
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 2 })
  return paths.length
}
