/**
 * Runs the command line once, as a person or a program would, and hands back its exit code and both outputs.
 */
import type { Agq } from './agq.ts'
import { cleanEnvironment, programPath } from './config.ts'
import { within } from './deadline.ts'
import { launch, type Program } from './program.ts'
import { temporaryDirectory } from './temporary.ts'

export interface AgxOptions {
  /** Whom to talk to: sets AGQ_ADDR and AGQ_SESSION_KEY. */
  readonly agq?: Agq
  /** What is piped into it; without it, its stdin ends at once. */
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  readonly timeoutMs?: number
}

export interface AgxResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts it and returns at once, for tests that interrupt it. */
export function launchAgx(args: readonly string[], { agq, stdin, env = {}, cwd }: AgxOptions = {}): Program {
  const home = temporaryDirectory('agx')
  const address = agq === undefined ? {} : { AGQ_ADDR: agq.addr, AGQ_SESSION_KEY: agq.sessionKey }
  const program = launch({
    argv: [process.execPath, programPath('agx'), ...args],
    env: cleanEnvironment(home, { ...address, ...env }),
    cwd: cwd ?? home,
  })
  program.child.stdin?.end(stdin)
  return program
}

export async function agx(args: readonly string[], options: AgxOptions = {}): Promise<AgxResult> {
  const program = launchAgx(args, options)
  const what = () => `an end of agx ${args.join(' ')}: ${program.stdout()}${program.stderr()}`
  try {
    const ended = await within(program.ended, what, options.timeoutMs)
    return { ...ended, stdout: program.stdout(), stderr: program.stderr() }
  } catch (error) {
    program.kill('SIGKILL')
    throw error
  }
}
