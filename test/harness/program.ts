/**
 * One program under test as a child process: its lines as they come, its end as a promise. All children die with
 * the test, also when it crashes: their stdin is a pipe from here and they are told to end with it
 * (`--exit-with-parent`), and those still known when this process exits are killed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { verbose } from './config.ts'
import { within } from './deadline.ts'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface Program {
  readonly pid: number
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Everything written so far. */
  stdout(): string
  stderr(): string
  /** The first line of stdout (past or future) that matches; fails when the program ends without it. */
  line(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>
  /** The same for stderr. */
  errorLine(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>
  kill(signal: NodeJS.Signals): void
}

const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

export interface Launch {
  readonly argv: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

export function launch({ argv, env, cwd }: Launch): Program {
  const [command, ...args] = argv
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] })
  alive.add(child)
  const output = collect(child.stdout)
  const errors = collect(child.stderr)
  if (verbose) child.stderr.pipe(process.stderr, { end: false })
  child.stdin.on('error', () => {}) // it may end before it reads: not this side's problem
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      alive.delete(child)
      resolve({ code, signal })
    })
  })
  const name = argv.slice(0, 3).join(' ')
  const lineOf = async (lines: Lines, pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray> => {
    const gone = ended.then(({ code, signal }) => {
      const match = lines.find(pattern)
      if (match !== null) return match
      throw new Error(`${name} ended (${code ?? signal}) without a line like ${pattern}\n${errors.text()}`)
    })
    gone.catch(() => {})
    const what = () => `a line like ${pattern} from ${name}; so far: ${output.text()}${errors.text()}`
    return within(Promise.race([lines.wait(pattern), gone]), what, timeoutMs)
  }
  return {
    pid: child.pid ?? 0,
    child,
    ended,
    stdout: output.text,
    stderr: errors.text,
    line: (pattern, timeoutMs) => lineOf(output, pattern, timeoutMs),
    errorLine: (pattern, timeoutMs) => lineOf(errors, pattern, timeoutMs),
    kill: (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    },
  }
}

interface Lines {
  text(): string
  find(pattern: RegExp): RegExpExecArray | null
  wait(pattern: RegExp): Promise<RegExpExecArray>
}

function collect(stream: NodeJS.ReadableStream): Lines {
  let text = ''
  const waiting = new Set<() => void>()
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    text += chunk
    for (const check of waiting) check()
  })
  const find = (pattern: RegExp): RegExpExecArray | null => {
    for (const line of text.split('\n')) {
      const match = pattern.exec(line)
      if (match !== null) return match
    }
    return null
  }
  return {
    text: () => text,
    find,
    wait: (pattern) =>
      new Promise((resolve) => {
        const check = (): void => {
          const match = find(pattern)
          if (match === null) return
          waiting.delete(check)
          resolve(match)
        }
        waiting.add(check)
        check()
      }),
  }
}

/** Asks a program to end with `signals` in turn, and kills it when it does not. Says whether it went by itself. */
export async function endProgram(
  program: Program,
  signals: readonly NodeJS.Signals[],
  graceMs = 8_000,
): Promise<boolean> {
  for (const signal of signals) program.kill(signal)
  try {
    await within(program.ended, 'an end', graceMs)
    return true
  } catch {
    program.kill('SIGKILL')
    await program.ended
    return false
  }
}
