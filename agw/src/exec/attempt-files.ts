/**
 * The files of one attempt: a private directory, which is its tasks' default cwd, and beside it in the spool one file
 * per stream. A child writes its spool file by itself, so no byte passes through this process. A spool file too large
 * to stand in the report stays until AGQ has it. Everything is 0700/0600 by the umask that main sets.
 * Where nothing of an earlier task can be alive, directory and spool files are the slot's and used again as long as they
 * are left as they were made: to make and remove them costs more than all else that a short Job does to the disk.
 */
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { chmod, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a worker keeps them: one flat folder each. */
export interface AttemptRoots {
  readonly work: string
  readonly spool: string
}

/** One attempt's places. */
export interface AttemptFiles {
  readonly name: string
  readonly work: string
  readonly spool: string
  /** How the names of its streams' files begin: with its own, or with its slot's. */
  streams: string
}

/** The two ends a task writes to, as descriptors of this process until the task has them. */
export interface Spool {
  readonly stdout: number
  readonly stderr: number
}

export type StreamName = 'stdout' | 'stderr'

const spoolFlags = constants.O_WRONLY
const makingFlags = constants.O_CREAT | constants.O_EXCL

/** To give a large file's room back takes as long as to make another. */
const emptiedBytes = 1024 * 1024

/**
 * How a task writes its stdout. `append`: a task that opens /dev/stdout a second time does not write over what it wrote
 * before. `once`: the system may copy whole files into it, which it refuses where it must append.
 */
export type WritesStdout = 'append' | 'once'

/**
 * Makes the private directory. Throws when it is there already: a token is granted once, so that would be a bug.
 * `place`: the slot's own, where what is there may be used again; null: nothing may.
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
  return { name, work, spool: roots.spool, streams: place ?? name }
}

const streamNames = ['stdout', 'stderr'] as const
const endings = { stdout: 'out', stderr: 'err' } as const

/** The name of a stream's file inside the spool. */
export function streamFile(attempt: AttemptFiles, task: number, stream: StreamName): string {
  return `${attempt.streams}.${task}.${endings[stream]}`
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
export function openSpool(attempt: AttemptFiles, task: number, writes: WritesStdout): Spool {
  const appending = spoolFlags | constants.O_APPEND
  const flags = writes === 'append' ? appending : spoolFlags
  const stdout = openStream(streamPath(attempt, task, 'stdout'), flags)
  try {
    return { stdout, stderr: openStream(streamPath(attempt, task, 'stderr'), appending) }
  } catch (error) {
    closeSync(stdout)
    throw error
  }
}

export function closeSpool(spool: Spool): void {
  closeSync(spool.stdout)
  closeSync(spool.stderr)
}

/** The slot's empty file, or a new one. */
function openStream(path: string, flags: number): number {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat?.isFile() === true && stat.nlink === 1 && stat.size === 0 && isPrivate(stat, 0o600))
    return openSync(path, flags)
  if (stat !== undefined) removeWhateverItIs(path)
  return openSync(path, flags | makingFlags, 0o600)
}

/**
 * From here on the files of its first `tasks` tasks, and of all later ones, are this attempt's own: somebody may read
 * them who does not know when it ends.
 */
export function keepStreams(attempt: AttemptFiles, tasks: number): void {
  if (attempt.streams === attempt.name) return
  for (let task = 1; task <= tasks; task++)
    for (const stream of streamNames)
      if (existsSync(streamPath(attempt, task, stream))) keepStream(attempt, task, stream)
  attempt.streams = attempt.name
}

/** The same for one of them; returns the name it has from now on. */
export function keepStream(attempt: AttemptFiles, task: number, stream: StreamName): string {
  const own = `${attempt.name}.${task}.${endings[stream]}`
  if (attempt.streams !== attempt.name)
    renameSync(streamPath(attempt, task, stream), join(attempt.spool, own))
  return own
}

/**
 * Removes what the attempt left in the spool, except the files named in `keep`; the slot's files stay, empty. Call it
 * before the slot has another Job. Unlinking is cheap and done at once.
 */
export function removeSpool(attempt: AttemptFiles, tasks: number, keep: ReadonlySet<string>): void {
  removeSpoolFile(inputPath(attempt))
  const isSlots = attempt.streams !== attempt.name
  for (let task = 1; task <= tasks; task++) {
    for (const stream of streamNames) {
      const path = streamPath(attempt, task, stream)
      if (isSlots) emptySpoolFile(path)
      else if (!keep.has(streamFile(attempt, task, stream))) removeSpoolFile(path)
    }
  }
}

function emptySpoolFile(path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (stat === undefined || (stat.isFile() && stat.size === 0)) return
  if (stat.isFile() && stat.size <= emptiedBytes) truncateSync(path)
  else removeWhateverItIs(path)
}

function removeWhateverItIs(path: string): void {
  rmSync(path, { recursive: true, force: true })
}

/**
 * Removes the private directory, or leaves it to the next attempt in its slot (`usedAgain`) where it is as that one
 * would make it. Null: done. Removing waits for the file system's journal, so it happens beside the loop.
 */
export function removeWork({ work }: AttemptFiles, usedAgain: boolean): Promise<void> | null {
  if (usedAgain && isAsMade(work)) return null
  return rmdir(work).catch(() => removeTree(work))
}

/** Also where a task left directories that nobody may write to, as Go's modules are: they are this user's own. */
async function removeTree(path: string): Promise<void> {
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 2 })
  await remove().catch(async (error: unknown) => {
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error
    await openFolders(path)
    await remove()
  })
}

async function openFolders(path: string): Promise<void> {
  await chmod(path, 0o700)
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await openFolders(join(path, entry.name))
}

/** Still a private, empty directory; an isolated task's may have been somebody else's. */
function isAsMade(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat?.isDirectory() === true && isPrivate(stat, 0o700) && readdirSync(path).length === 0
}

function isPrivate({ mode, uid }: Stats, wanted: number): boolean {
  return (mode & 0o7777) === wanted && uid === process.getuid?.()
}

/** Removes a file that may be gone already: mostly it was never there, and an error would cost more than a look. */
export function removeSpoolFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) removeWhateverItIs(path)
}

/** Removes every attempt's files except the named spool files; returns how many things were there. */
export async function removeLeftovers(roots: AttemptRoots, keep: ReadonlySet<string>): Promise<number> {
  const spool = existsSync(roots.spool) ? readdirSync(roots.spool).filter((name) => !keep.has(name)) : []
  const work = existsSync(roots.work) ? readdirSync(roots.work) : []
  const paths = [
    ...spool.map((name) => join(roots.spool, name)),
    ...work.map((name) => join(roots.work, name)),
  ]
  for (const path of paths) await removeTree(path)
  return paths.length
}
