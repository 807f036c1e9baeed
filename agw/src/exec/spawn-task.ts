/**
 * Starts one task: an argv array, never a command line; its own session; descriptors 0–2 only, all files.
 * Exactly one of the listener's calls `started`/`refused` comes, and `exited` once after `started`.
 * It decides nothing and holds no state.
 */
import { type ChildProcess, spawn } from 'node:child_process'

/** What to start, complete to the last detail. */
export interface TaskCommand {
  readonly file: string
  readonly args: readonly string[]
  /** What the program sees as its own name. */
  readonly argv0: string
  readonly cwd: string
  readonly env: Record<string, string>
  readonly stdin: number
  readonly stdout: number
  readonly stderr: number
}

/** How a process ended: one of the two is not null. */
export interface Exit {
  readonly code: number | null
  readonly signal: string | null
}

export interface TaskListener {
  /** The process runs; its pid is also the id of its group and its session. */
  started(pid: number): void
  /** No process was made. `code` is the system's word for it, e.g. EAGAIN. */
  refused(code: string, message: string): void
  exited(exit: Exit): void
}

export function spawnTask(command: TaskCommand, listener: TaskListener): void {
  const child = trySpawn(command)
  if (child instanceof Error) {
    listener.refused(codeOf(child), child.message)
    return
  }
  if (child.pid === undefined) {
    child.once('error', (error) => listener.refused(codeOf(error), error.message))
    return
  }
  // An error after the start is a failed kill, and kills are checked elsewhere.
  child.on('error', () => {})
  child.once('exit', (code, signal) => listener.exited({ code, signal }))
  listener.started(child.pid)
}

function trySpawn({ file, args, argv0, cwd, env, stdin, stdout, stderr }: TaskCommand): ChildProcess | Error {
  try {
    return spawn(file, args, { argv0, cwd, env, detached: true, stdio: [stdin, stdout, stderr] })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : 'ERR'
}
