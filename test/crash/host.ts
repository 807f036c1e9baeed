/**
 * Where AGQ lives in a campaign: a data directory and one address through all its lives. How a life is ended is the
 * host's: this one knows SIGKILL; powercut/ has one whose disk loses power.
 */
import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Address, launchAgq, type Owner, type Program, temporaryDirectory } from '../harness/index.ts'

export interface Running {
  readonly program: Program
  /** Where it answers; null when it ended before it was ready. */
  readonly ready: Promise<Address | null>
}

export interface Host {
  readonly dataDir: string
  start(wrap: readonly string[]): Running
  /** What this host found wrong by itself. */
  readonly wrongs: readonly string[]
  /** Ends the life, whatever state it is in, and makes the next start possible. `hangUp` cuts the clients off first. */
  end(running: Running, hangUp: () => void): Promise<void>
}

export async function plainHost(owner: Owner): Promise<Host> {
  const dataDir = join(temporaryDirectory('crash'), 'data')
  const bind = `127.0.0.1:${await freePort()}`
  // At once, not when the process ends: a campaign has many, and they are large.
  owner.teardown(() => rmSync(dataDir, { recursive: true, force: true }))
  return {
    dataDir,
    wrongs: [],
    start: (wrap) => startHere(owner, { dataDir, bind, wrap }),
    end: async ({ program }) => {
      program.kill('SIGKILL')
      await program.ended
    },
  }
}

export function startHere(
  owner: Owner,
  options: {
    readonly dataDir: string
    readonly bind: string
    readonly wrap: readonly string[]
    readonly env?: Readonly<Record<string, string>>
  },
): Running {
  const program = launchAgq(owner, options)
  const [host = '', port = ''] = options.bind.split(':')
  const ready = program.line(/^AGQ ready on /).then(
    () => {
      const sessionKey = readFileSync(join(options.dataDir, 'session.key'), 'utf8').trim()
      return { host, port: Number(port), sessionKey }
    },
    () => null,
  )
  return { program, ready }
}

/** A port that nobody has now; AGQ keeps it through its lives, so that clients find it again. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
