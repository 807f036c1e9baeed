/** The three descriptors of a task: what it reads and where it writes. Opened just before it starts, closed once it has them. */
import { closeSync, constants, openSync } from 'node:fs'
import { basename } from 'node:path'
import type { CompleteTask } from '@agenix/specs'
import {
  type AttemptFiles,
  closeSpool,
  inputPath,
  openSpool,
  type Spool,
  streamPath,
} from '../exec/attempt-files.ts'
import { handOver } from '../sandbox/hand-over.ts'
import type { Owner } from '../sandbox/means.ts'
import type { Grant } from './grant.ts'

export interface Ends extends Spool {
  readonly stdin: number
}

/** Known to write their stdout from one end to the other, and to leave large copies to the kernel (copy_file_range). */
const copiers: ReadonlySet<string> = new Set(['cat'])

// What a task left in its output's place may be a pipe, which nobody else writes to: no opening may wait.
const readingFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW

/** `nothing` is /dev/null; `owner` whom the files are handed to, if anybody. An error is the system's. */
export function openEnds(
  grant: Grant,
  task: CompleteTask,
  files: AttemptFiles,
  nothing: number,
  owner: Owner | null,
): Ends | Error {
  let stdin = nothing
  let spool: Spool | null = null
  try {
    const source = stdinPath(grant, task, files)
    if (source !== null) stdin = openSync(source, readingFlags)
    const writes = copiers.has(basename(task.command)) ? 'once' : 'append'
    spool = openSpool(files, task.task_number, writes)
    const ends = { stdin, ...spool }
    if (owner !== null) handOver(files.work, ends, owner)
    return ends
  } catch (error) {
    if (stdin !== nothing) closeSync(stdin)
    if (spool !== null) closeSpool(spool)
    return error instanceof Error ? error : new Error(String(error))
  }
}

export function closeEnds({ stdin, ...spool }: Ends, nothing: number): void {
  closeSpool(spool)
  if (stdin !== nothing) closeSync(stdin)
}

/** The file a task reads; null: nothing. Only what is declared is wired. */
function stdinPath({ input, inputRef }: Grant, task: CompleteTask, files: AttemptFiles): string | null {
  if (task.input_from_task !== null) return streamPath(files, task.input_from_task, 'stdout')
  const hasInput = input !== null || inputRef !== null
  return task.task_number === 1 && hasInput ? inputPath(files) : null
}
