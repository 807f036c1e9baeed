/**
 * Configuration, read once: flags first, then the environment, then defaults. Validated and frozen; no other file of
 * AGQ reads the environment.
 */

import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command, CommanderError, Option } from 'commander'

export interface Config {
  readonly host: string
  readonly port: number
  readonly socketPath: string | null
  readonly dataDir: string
  /** Given by flag or environment; else the key file in the data directory decides. */
  readonly sessionKey: string | null
  readonly logLevel: string
  readonly exitWithParent: boolean
}

/** A wrong use of the command line: said on stderr already, or with this text. */
export class Usage extends Error {
  readonly exitCode: number
  constructor(text: string, exitCode = 2) {
    super(text)
    this.exitCode = exitCode
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

export function readConfig(argv: readonly string[], version: string): Config {
  const program = new Command('agq')
    .description(
      'AGQ, the durable queue server of AGEniX. It speaks RESP: every Redis client is a client of it.',
    )
    .version(version)
    .option('--bind <host:port>', 'where to listen; port 0 takes a free one', '127.0.0.1:6380')
    .option('--socket <path>', 'also listen on this unix socket')
    .addOption(new Option('--data <dir>', 'the data directory (default: ~/.agenix/agq)').env('AGQ_DATA'))
    .addOption(
      new Option(
        '-k, --session-key <key>',
        'the key that clients must give (default: the file session.key)',
      ).env('AGQ_SESSION_KEY'),
    )
    .option('--insecure', 'allow a bind that is not loopback without TLS', false)
    .addOption(
      new Option('--log-level <level>', 'what is logged on stderr').choices(LOG_LEVELS).default('warn'),
    )
    .option('--exit-with-parent', 'end when stdin reaches its end', false)
    .allowExcessArguments(false)
    .exitOverride()
    .showHelpAfterError('(agq --help shows what it takes)')
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) throw new Usage('', error.exitCode === 0 ? 0 : 2)
    throw error
  }
  const given = program.opts<{
    bind: string
    socket?: string
    data?: string
    sessionKey?: string
    insecure: boolean
    logLevel: string
    exitWithParent: boolean
  }>()
  const { host, port } = bindOf(given.bind)
  if (!isLoopback(host) && !given.insecure) {
    throw new Usage(
      `agq: --bind ${given.bind} would let the key and all data cross the network unencrypted. ` +
        'Bind a loopback address (127.0.0.1), or add --insecure if this network is trusted.',
    )
  }
  const home = process.env.AGX_HOME ?? join(homedir(), '.agenix')
  return Object.freeze({
    host,
    port,
    socketPath: given.socket === undefined ? null : resolve(given.socket),
    dataDir: resolve(given.data ?? join(home, 'agq')),
    sessionKey: given.sessionKey === undefined ? null : keyOf(given.sessionKey),
    logLevel: given.logLevel,
    exitWithParent: given.exitWithParent,
  })
}

function bindOf(text: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text)
  const port = Number(match?.[3])
  if (match === null || port > 65_535) {
    throw new Usage(`agq: --bind must be host:port, such as 127.0.0.1:6380 or [::1]:6380; got '${text}'`)
  }
  return { host: match[1] ?? (match[2] === '' ? '127.0.0.1' : (match[2] ?? '127.0.0.1')), port }
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}

/** Short keys are guessed; the one AGQ makes has 64 digits. */
const SHORTEST_KEY = 16

function keyOf(text: string): string {
  if (text.length >= SHORTEST_KEY && !/\s/.test(text)) return text
  throw new Usage(
    `agq: the session key must have at least ${SHORTEST_KEY} characters and no spaces; ` +
      'leave it out and agq makes one in its data directory.',
  )
}
