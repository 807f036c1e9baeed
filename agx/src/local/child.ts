/**
 * A program of ours as a child: started, known to be ready by the line it prints, stopped in order.
 * It runs in a session of its own, so that Ctrl-C reaches us alone and we decide the order of stopping; its stdin is
 * a pipe from us and it was told to end with it (`--exit-with-parent`), so it cannot be left behind.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { Failure } from '../usage-error.ts'
import type { Program } from './find-program.ts'

const keptStderrBytes = 4_096

/** What to start and how. */
export interface ChildOptions {
  readonly name: string
  readonly program: Program
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** The line on stdout that says it is ready. */
  readonly readyLine: RegExp
  readonly readyTimeoutMs: number
  /** Whether its stderr goes to the terminal; otherwise its end is kept for the error message. */
  readonly shareStderr: boolean
}

/** A started child. */
export interface Child {
  readonly name: string
  /** Resolves with the match of the ready line; rejects when it ends before, or takes too long. */
  readonly ready: Promise<RegExpExecArray>
  /** Resolves when it has ended, with a word on how. */
  readonly ended: Promise<string>
  signal(name: NodeJS.Signals): void
  /** SIGTERM, and after the grace SIGKILL; resolves when it has ended. */
  stop(graceMs: number): Promise<void>
}

/** Starts it. */
export function startChild(options: ChildOptions): Child {
  const { program, name } = options
  const child = spawn(program.file, [...program.args, ...options.args, '--exit-with-parent'], {
    env: options.environment,
    stdio: ['pipe', 'pipe', options.shareStderr ? 'inherit' : 'pipe'],
    detached: true,
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptStderrBytes)
  })
  // A child that is gone closes the pipe; its end is what we look at, not the write.
  child.stdin?.on('error', () => {})
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`))
    child.once('exit', (code, signal) =>
      resolve(code === null ? `was ended by ${signal}` : `ended with exit code ${code}`),
    )
  })
  const ready = awaitReady(child, options, ended, () => stderr)
  // Whoever starts a child also awaits it, but perhaps after awaiting another one first.
  ready.catch(() => {})
  return {
    name,
    ready,
    ended,
    signal: (signal) => void child.kill(signal),
    stop: async (graceMs) => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

async function awaitReady(
  child: ChildProcess,
  options: ChildOptions,
  ended: Promise<string>,
  stderr: () => string,
): Promise<RegExpExecArray> {
  const outcome = Promise.withResolvers<RegExpExecArray>()
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    if (text.length > 65_536) return
    text += piece
    const match = options.readyLine.exec(text)
    if (match !== null) outcome.resolve(match)
  })
  const fail = (how: string): void => {
    const said = stderr().trim()
    outcome.reject(new Failure(`${options.name} ${how}${said === '' ? '.' : `. It said:\n${said}`}`, 3))
  }
  const timer = setTimeout(
    () => fail(`was not ready within ${options.readyTimeoutMs / 1000} s`),
    options.readyTimeoutMs,
  )
  void ended.then((how) => setImmediate(fail, how))
  try {
    return await outcome.promise
  } finally {
    clearTimeout(timer)
  }
}
