/**
 * From a process back to the attempt that started it: by the mark in its environment, or, when it cleaned that, by
 * where it stands: an orphan without a terminal whose cwd is the attempt's directory, or whose stdout or stderr is
 * the attempt's spool file. What has none of the two (`env -i`, orphaned, elsewhere, its output elsewhere) cannot be
 * told from a stranger without a cgroup or a PID namespace; it is left alone. Only reads.
 */
import type { AttemptRoots } from './attempt-files.ts'
import { type ProcessInfo, readLink, readMark, readProcess } from './processes.ts'

/** What all attempts of one worker have in common. */
export interface Home {
  readonly stateId: string
  readonly roots: AttemptRoots
}

/** The name of the attempt (`job@token`) of this home that the process came from, or null. */
export function attemptOf(pid: number, home: Home): string | null {
  const mark = readMark(pid)
  return mark === null ? attemptByPlace(pid, home.roots) : attemptByMark(mark, home.stateId)
}

/** Where the process stands and writes to, when it is an orphan of this worker's own line. */
export function attemptByPlace(pid: number, { work, spool }: AttemptRoots): string | null {
  const cwd = readLink(pid, 'cwd')
  // Another user's: nothing of it may be read, nor would it be ours.
  if (cwd === null) return null
  const name =
    below(cwd, work)?.split('/', 1)[0] ??
    streamOwner(below(readLink(pid, 'fd/1'), spool)) ??
    streamOwner(below(readLink(pid, 'fd/2'), spool))
  if (name === undefined) return null
  const process = readProcess(pid)
  return process !== null && isOurOrphan(process) ? name : null
}

function attemptByMark(mark: string, stateId: string): string | null {
  if (!mark.startsWith(`${stateId}:`)) return null
  const attempt = mark.slice(stateId.length + 1)
  const colon = attempt.lastIndexOf(':')
  return `${attempt.slice(0, colon)}@${attempt.slice(colon + 1)}`
}

/** A person who looks into the directory has a terminal or a living parent of his own; init's new children have neither. */
function isOurOrphan({ parent, terminal }: ProcessInfo): boolean {
  if (terminal !== 0) return false
  // The orphans of this process's line go to one of its ancestors: init, or a nearer one that asked for them.
  for (let pid = process.ppid; pid > 0; pid = readProcess(pid)?.parent ?? 0) if (pid === parent) return true
  return parent === 1
}

function below(path: string | null, folder: string): string | undefined {
  return path?.startsWith(`${folder}/`) === true
    ? path.slice(folder.length + 1).replace(/ \(deleted\)$/, '')
    : undefined
}

function streamOwner(file: string | undefined): string | undefined {
  return file === undefined ? undefined : /^(.+)\.\d+\.(?:out|err)$/.exec(file)?.[1]
}
