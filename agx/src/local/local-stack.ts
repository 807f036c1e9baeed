/**
 * AGQ and one AGW for a single `agx run --local`: everything in a temporary directory, over a unix socket, with a key
 * nobody else knows. Both start at the same time; stopping takes AGW first, then AGQ, then the directory. Directories
 * of runs that were killed are swept before a new one is made.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { fileTrouble } from '../submit/read-document.ts'
import { Failure } from '../usage-error.ts'
import { startChild } from './child.ts'
import { findProgram } from './find-program.ts'
import { noteOwner, sweepLeftBehind } from './left-behind.ts'

const readyTimeoutMs = 15_000
const graceMs = 5_000
/** The longest path of a unix socket that every system takes: sun_path of macOS, without its NUL. */
const socketPathBytes = 103

/** A running pair. */
export interface LocalStack {
  readonly addr: string
  readonly sessionKey: string
  stop(): Promise<void>
}

/**
 * Starts both; resolves when AGQ takes connections and AGW is registered. When `interrupted` rejects before that,
 * everything is taken down again and its reason is thrown.
 */
export async function startLocalStack(config: Config, interrupted: Promise<never>): Promise<LocalStack> {
  const agq = findProgram('agq', config.pathEntries)
  const agw = findProgram('agw', config.pathEntries)
  const directory = makeDirectory()
  const socket = join(directory, 'agq.sock')
  const addr = `unix:${socket}`
  const sessionKey = randomBytes(32).toString('hex')
  const environment = {
    ...config.childEnvironment,
    AGQ_SESSION_KEY: sessionKey,
    AGQ_DATA: join(directory, 'agq'),
  }
  const server = startChild({
    name: 'agq',
    program: agq,
    args: ['--bind', '127.0.0.1:0', '--socket', socket, '--data', join(directory, 'agq')],
    environment,
    readyLine: /^AGQ ready on (\S+)/m,
    readyTimeoutMs,
    shareStderr: false,
  })
  const worker = startChild({
    name: 'agw',
    program: agw,
    args: ['--agq-addr', addr, '--data', join(directory, 'agw')],
    environment,
    readyLine: /^AGW ready as (\S+)/m,
    readyTimeoutMs,
    shareStderr: false,
  })
  // A second Ctrl-C ends us without a goodbye; the children end with us, and the directory should not stay either.
  const sweep = (): void => rmSync(directory, { recursive: true, force: true })
  process.once('exit', sweep)
  const stop = async (): Promise<void> => {
    await worker.stop(graceMs)
    await server.stop(graceMs)
    process.off('exit', sweep)
    await rm(directory, { recursive: true, force: true })
  }
  try {
    await Promise.race([Promise.all([server.ready, worker.ready]), interrupted])
  } catch (error) {
    await stop()
    throw error
  }
  return { addr, sessionKey, stop }
}

function makeDirectory(): string {
  const base = tmpdir()
  const long = Buffer.byteLength(join(base, 'agenix-XXXXXX', 'agq.sock')) > socketPathBytes
  const place = long ? '/tmp' : base
  sweepLeftBehind(place)
  try {
    const directory = mkdtempSync(join(place, 'agenix-'))
    noteOwner(directory)
    return directory
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why = code === 'ENOENT' ? 'there is no such directory' : fileTrouble(error)
    throw new Failure(
      `--local cannot make a temporary directory in ${place}: ${why}. Name a directory that can be written with TMPDIR.`,
    )
  }
}
