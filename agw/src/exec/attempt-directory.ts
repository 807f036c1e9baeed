/**
 * The private place of one attempt: `work/` (the tasks' default cwd) and beside it the spool, one file per stream.
 * A child writes its spool file by itself, so no byte passes through this process. The files stay until the
 * attempt's report is accepted where they are too large to stand in it. Everything is 0700/0600 by the umask of main.
 */
import { closeSync, constants, mkdirSync, openSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** One attempt's directory. Paths only; nothing is read here. */
export interface AttemptDirectory {
  readonly name: string
  readonly path: string
  readonly work: string
}

/** The two ends a task writes to, as descriptors of this process until the task has them. */
export interface Spool {
  readonly stdout: number
  readonly stderr: number
}

// Append, so that a task that opens /dev/stdout a second time does not write over what it wrote before.
const spoolFlags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND

/** Makes the directory. Throws when it is there already: a token is granted once, so that would be a bug. */
export function createAttemptDirectory(root: string, jobId: string, token: number): AttemptDirectory {
  const name = `${jobId}@${token}`
  const path = join(root, name)
  const work = join(path, 'work')
  mkdirSync(path, 0o700)
  mkdirSync(work, 0o700)
  return { name, path, work }
}

export function streamPath(directory: AttemptDirectory, task: number, stream: 'stdout' | 'stderr'): string {
  return join(directory.path, streamFile(task, stream))
}

/** The file name of a task's stream inside the attempt's directory. */
export function streamFile(task: number, stream: 'stdout' | 'stderr'): string {
  return stream === 'stdout' ? `${task}.out` : `${task}.err`
}

export function inputPath(directory: AttemptDirectory): string {
  return join(directory.path, 'input')
}

export function writeInput(directory: AttemptDirectory, bytes: Uint8Array): void {
  writeFileSync(inputPath(directory), bytes, { flag: 'wx', mode: 0o600 })
}

/** Opens both streams of a task for writing. The caller closes them once the child is spawned. */
export function openSpool(directory: AttemptDirectory, task: number): Spool {
  const stdout = openSync(streamPath(directory, task, 'stdout'), spoolFlags, 0o600)
  try {
    return { stdout, stderr: openSync(streamPath(directory, task, 'stderr'), spoolFlags, 0o600) }
  } catch (error) {
    closeSync(stdout)
    throw error
  }
}

export function closeSpool(spool: Spool): void {
  closeSync(spool.stdout)
  closeSync(spool.stderr)
}

/**
 * Removes the directory. The usual one (empty `work/`, known files) goes at once in a few system calls; whatever
 * else the tasks left is removed in the background of the loop.
 */
export async function removeAttemptDirectory(path: string, lastTask: number): Promise<void> {
  try {
    rmdirSync(join(path, 'work'))
    unlinkIfThere(join(path, 'input'))
    for (let task = 1; task <= lastTask; task++) {
      unlinkIfThere(join(path, streamFile(task, 'stdout')))
      unlinkIfThere(join(path, streamFile(task, 'stderr')))
    }
    rmdirSync(path)
  } catch {
    await rm(path, { recursive: true, force: true, maxRetries: 2 })
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error
  }
}
