/**
 * Starts a real AGW against an AGQ, with a state directory and a HOME of its own, and ends it with the test.
 */
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Agq } from './agq.ts'
import { cleanEnvironment, programPath } from './config.ts'
import { endProgram, launch, type Program } from './program.ts'
import { type Owner, temporaryDirectory } from './temporary.ts'

export interface AgwOptions {
  readonly workerId?: string
  readonly concurrency?: number
  /** Default: every executable on PATH. */
  readonly tools?: readonly string[]
  readonly tags?: readonly string[]
  /** Seconds between heartbeats; a worker is lost after two missed ones. */
  readonly heartbeat?: number
  /** Where the worker keeps its state; give the same one to start a successor. */
  readonly stateDir?: string
  readonly args?: readonly string[]
  /** Another user than this process's, which must be root: everything of the worker's is then that user's. */
  readonly user?: number
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What stands before the program; it must leave AGW the process that was started. */
  readonly wrap?: readonly string[]
}

export interface Agw {
  readonly workerId: string
  /** The HOME of its tasks: tells the tasks of one worker from those of another. */
  readonly home: string
  readonly stateDir: string
  readonly pid: number
  readonly program: Program
  kill9(): Promise<void>
  /** The end of its stdin: it kills its tasks, gives their Jobs back and ends. */
  stop(): Promise<void>
}

/** The command as another user runs it. */
export function asUser(
  user: number | undefined,
  argv: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  if (user === undefined) return argv
  return ['setpriv', '--reuid', String(user), '--regid', String(user), '--clear-groups', ...argv]
}

export async function startAgw(owner: Owner, agq: Agq, options: AgwOptions = {}): Promise<Agw> {
  const home = temporaryDirectory('agw')
  const stateDir = options.stateDir ?? join(home, 'state')
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  if (options.user !== undefined)
    for (const path of [home, stateDir]) chownSync(path, options.user, options.user)
  const flags = [
    '--agq-addr',
    agq.addr,
    '--session-key',
    agq.sessionKey,
    '--data',
    stateDir,
    '--exit-with-parent',
  ]
  if (options.tools !== undefined) flags.push('--tools', options.tools.join(','))
  if (options.workerId !== undefined) flags.push('--worker-id', options.workerId)
  if (options.concurrency !== undefined) flags.push('--concurrency', String(options.concurrency))
  if (options.tags !== undefined) flags.push('--tags', options.tags.join(','))
  if (options.heartbeat !== undefined) flags.push('--heartbeat-interval', String(options.heartbeat))
  const agw = [process.execPath, programPath('agw'), ...flags, ...(options.args ?? [])]
  const [first = process.execPath, ...rest] = [...(options.wrap ?? []), ...agw]
  const program = launch({
    argv: asUser(options.user, [first, ...rest]),
    env: cleanEnvironment(home, options.env),
    cwd: home,
  })
  const stop = async (): Promise<void> => {
    program.child.stdin?.end()
    await endProgram(program, [])
  }
  owner.teardown(stop)
  const ready = await program.line(/^AGW ready as (\S+) on (\S+) \((\d+) slots?, (\d+) tools?\)$/)
  return {
    workerId: ready[1] ?? '',
    home,
    stateDir,
    pid: program.pid,
    program,
    kill9: async () => {
      program.kill('SIGKILL')
      await program.ended
    },
    stop,
  }
}
