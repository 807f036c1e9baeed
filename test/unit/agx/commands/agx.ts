/** agx as people start it: a process with arguments, an environment and streams. And AGQ with one AGW to talk to. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly bytes: Buffer
  readonly stderr: string
}

export interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Resolves once stderr has said this. */
  says(what: RegExp): Promise<void>
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  /** What is piped into stdin; `null`: /dev/null; `open`: a pipe the test writes to. Default: null. */
  readonly input?: string | Uint8Array | null
  readonly cwd?: string
  /** The file its stdout goes to, instead of the test. */
  readonly stdoutFile?: string
}

/** Starts agx. */
export function startAgx(args: readonly string[], options: StartOptions = {}): Started {
  const stdout = options.stdoutFile === undefined ? 'pipe' : openSync(options.stdoutFile, 'w')
  const child = spawn(process.execPath, [join(root, 'agx/bin/agx.js'), ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...options.env },
    cwd: options.cwd,
    stdio: [options.input === undefined || options.input === null ? 'ignore' : 'pipe', stdout, 'pipe'],
  })
  if (typeof stdout === 'number') closeSync(stdout)
  const out: Buffer[] = []
  let stderr = ''
  const listeners = new Set<() => void>()
  child.stdout?.on('data', (piece: Buffer) => out.push(piece))
  child.stderr?.on('data', (piece: Buffer) => {
    stderr += piece.toString()
    for (const listener of listeners) listener()
  })
  child.stdin?.on('error', () => {})
  if (options.input !== undefined && options.input !== 'open') child.stdin?.end(options.input)
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => {
      const bytes = Buffer.concat(out)
      resolve({ code: code ?? (signal === null ? -1 : -2), stdout: bytes.toString(), bytes, stderr })
    }),
  )
  const says = async (what: RegExp): Promise<void> => {
    const heard = new Promise<void>((resolve) => {
      const listener = (): void => (what.test(stderr) ? resolve() : undefined)
      listeners.add(listener)
      listener()
    })
    await Promise.race([heard, ended.then(() => Promise.reject(new Error(`never said ${what}: ${stderr}`)))])
  }
  return { child, ended, says }
}

/** Runs agx to its end. */
export const agx = (args: readonly string[], options: StartOptions = {}): Promise<Ended> =>
  startAgx(args, options).ended

export interface Stack {
  /** The environment in which agx finds it. */
  readonly env: Readonly<Record<string, string>>
  readonly home: string
  stop(): Promise<void>
}

/** Starts AGQ and, if wanted, one AGW, in a directory of their own. */
export async function startStack(withWorker = true): Promise<Stack> {
  const home = mkdtempSync(join(tmpdir(), 'agx-test-'))
  const base = { PATH: process.env.PATH ?? '', HOME: home, AGX_HOME: home }
  const [server, addr] = await startProgram('agq', ['--bind', '127.0.0.1:0'], base, /^AGQ ready on (\S+)/m)
  const env = { ...base, AGQ_ADDR: addr }
  const worker = withWorker ? await startProgram('agw', [], env, /^AGW ready as (\S+)/m) : undefined
  return {
    env,
    home,
    stop: async () => {
      for (const child of [worker?.[0], server]) if (child !== undefined) await kill(child)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function startProgram(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<readonly [ChildProcess, string]> {
  const child = spawn(
    process.execPath,
    [join(root, name, 'bin', `${name}.js`), ...args, '--exit-with-parent'],
    {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const outcome = Promise.withResolvers<string>()
  let text = ''
  child.once('exit', (code) => outcome.reject(new Error(`${name} ended with ${code}`)))
  child.stdout.on('data', (piece) => {
    text += String(piece)
    const match = ready.exec(text)
    if (match !== null) outcome.resolve(match[1] ?? '')
  })
  return [child, await outcome.promise]
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
