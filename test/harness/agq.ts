/**
 * Starts a real AGQ on a free port with a fresh data directory, and ends it with the test. A restart keeps the
 * address, the data and the key, as after a crash on a real machine.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanEnvironment, programPath } from './config.ts'
import { type Connection, openConnection } from './connection.ts'
import { endProgram, launch, type Program } from './program.ts'
import { type Owner, temporaryDirectory } from './temporary.ts'

export interface AgqOptions {
  readonly dataDir?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** `host:port`; default a free port on loopback. */
  readonly bind?: string
  /** A unix socket to listen on besides; then tests connect there, whatever network AGQ is in. */
  readonly socketPath?: string
  /** What stands before the program, a tracer for example; it must leave AGQ the process that was started. */
  readonly wrap?: readonly string[]
}

export interface Agq {
  readonly addr: string
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly home: string
  readonly sessionKey: string
  readonly pid: number
  readonly program: Program
  /** A new authenticated connection, closed with the test. */
  connect(): Promise<Connection>
  kill9(): Promise<void>
  /** SIGTERM; says how it ended. */
  stop(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  /** Starts it again at the same address and data; ends the running one with SIGKILL if it still runs. */
  restart(): Promise<void>
}

const readyLine = /^AGQ ready on (\S+) \(data (.*)\)$/

/** Launches AGQ without waiting for it: for tests of a start that fails. */
export function launchAgq(
  owner: Owner,
  { dataDir, args = [], env = {}, bind = '127.0.0.1:0', wrap = [], socketPath }: AgqOptions,
): Program & { readonly home: string; readonly dataDir: string } {
  const home = temporaryDirectory('agq')
  const data = dataDir ?? join(home, 'data')
  const agq = [process.execPath, programPath('agq'), '--bind', bind, '--data', data, '--exit-with-parent']
  const socket = socketPath === undefined ? [] : ['--socket', socketPath]
  const [first = process.execPath, ...rest] = [...wrap, ...agq, ...socket, ...args]
  const program = launch({
    argv: [first, ...rest],
    env: cleanEnvironment(home, env),
    cwd: home,
  })
  owner.teardown(() => endProgram(program, ['SIGTERM']))
  return { ...program, home, dataDir: data }
}

export async function startAgq(owner: Owner, options: AgqOptions = {}): Promise<Agq> {
  const home = temporaryDirectory('agq')
  const dataDir = options.dataDir ?? join(home, 'data')
  let program = launchAgq(owner, { ...options, dataDir })
  const addr = (await program.line(readyLine))[1] ?? ''
  const colon = addr.lastIndexOf(':')
  const host = addr.slice(0, colon).replace(/^rediss:\/\//, '')
  const port = Number(addr.slice(colon + 1))
  const sessionKey = options.env?.AGQ_SESSION_KEY ?? readFileSync(join(dataDir, 'session.key'), 'utf8').trim()
  return {
    addr,
    host,
    port,
    dataDir,
    home,
    sessionKey,
    get pid() {
      return program.pid
    },
    get program() {
      return program
    },
    connect: () => {
      const { socketPath } = options
      return openConnection(owner, {
        host,
        port,
        sessionKey,
        ...(socketPath === undefined ? {} : { socketPath }),
      })
    },
    kill9: async () => {
      program.kill('SIGKILL')
      await program.ended
    },
    stop: async () => {
      program.kill('SIGTERM')
      return program.ended
    },
    restart: async () => {
      program.kill('SIGKILL')
      await program.ended
      program = launchAgq(owner, { ...options, dataDir, bind: `${host}:${port}` })
      await program.line(readyLine)
    },
  }
}
