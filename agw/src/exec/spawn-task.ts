/**
 * Starts one task: an argv array, never a command line; its own session; descriptors 0–2 only, all files.
 * Exactly one of the listener's calls `started`/`refused` comes, and `exited` once, in a later turn, after `started`.
 * It decides nothing and holds no state.
 */
import { type Ended, whenEnded } from './native/collect.ts'
import type { Place } from './native/namespaces.ts'
import type { NotStarted, ProcessImage } from './native/start-process.ts'
import { startBeside } from './native/starter.ts'

/** What to start, complete to the last detail. */
export interface TaskCommand {
  readonly file: string
  readonly args: readonly string[]
  /** What the program sees as its own name. */
  readonly argv0: string
  /** A descriptor of this process that the program gets besides 0–2, under the same number. */
  readonly keep?: number
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly stdin: number
  readonly stdout: number
  readonly stderr: number
}

/** How a process ended: one of `code` and `signal` is not null. */
export type Exit = Ended

export interface TaskListener {
  /** The process runs; its pid is also the id of its group and its session. */
  started(pid: number): void
  /** No process was made. `code` is the system's word for it, e.g. EAGAIN. */
  refused(code: string, message: string): void
  exited(exit: Exit): void
}

/** `within` tells in which place the process is to be born (see cells). Rejects only where the listener throws. */
export async function spawnTask(
  command: TaskCommand,
  within: <Result>(start: (place: Place | null) => Promise<Result>) => Promise<Result>,
  listener: TaskListener,
): Promise<void> {
  const { file, args, argv0, keep, cwd, env, stdin, stdout, stderr } = command
  const environment = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const image: ProcessImage = {
    file,
    argv: [argv0, ...args],
    environment,
    cwd,
    stdin,
    stdout,
    stderr,
    ...(keep === undefined ? {} : { keep }),
  }
  const start = (what: ProcessImage): Promise<number | NotStarted> =>
    within((place) => startBeside(what, place)).catch(noCell)
  let pid = await start(image)
  // A script without a first line that names its interpreter: the shell's, as everywhere on Unix.
  if (typeof pid !== 'number' && pid.code === 'ENOEXEC') {
    const script: ProcessImage = { ...image, file: '/bin/sh', argv: ['sh', file, ...args] }
    pid = await start(script)
  }
  if (typeof pid !== 'number') {
    listener.refused(pid.code, pid.message)
    return
  }
  whenEnded(pid, (ended) => listener.exited(ended))
  listener.started(pid)
}

/** It went away meanwhile: somebody killed it. */
function noCell(error: unknown): NotStarted {
  return { code: 'CELL', message: error instanceof Error ? error.message : String(error) }
}
