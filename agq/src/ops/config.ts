/**
 * Configuration, read once: flags first, then the environment, then defaults. Validated and frozen; no other file of
 * AGQ reads the environment.
 */

import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { type Retention, retentionOf } from './retention.ts'
import { Usage } from './usage.ts'

export interface Config {
  readonly host: string
  readonly port: number
  readonly socketPath: string | null
  readonly dataDir: string
  /** Given by flag or environment; else the key file in the data directory decides. */
  readonly sessionKey: string | null
  readonly logLevel: string
  readonly exitWithParent: boolean
  readonly retention: Retention
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent']

/** What the command line asks for. */
export type Asked =
  | { readonly verb: 'serve'; readonly config: Config }
  | { readonly verb: 'check'; readonly dataDir: string; readonly deep: boolean; readonly json: boolean }
  | {
      readonly verb: 'backup'
      readonly dataDir: string
      readonly file: string
      readonly sessionKey: string | null
    }

const dataOption = (): Option =>
  new Option('--data <dir>', 'the data directory (default: ~/.agenix/agq)').env('AGQ_DATA')

const keyOption = (text: string): Option => new Option('-k, --session-key <key>', text).env('AGQ_SESSION_KEY')

export function readCommandLine(argv: readonly string[], version: string): Asked {
  let asked: Asked | null = null
  const program = new Command('agq')
    .description(
      'AGQ, the durable queue server of AGEniX. It speaks RESP: every Redis client is a client of it.',
    )
    .version(version)
    .option('--bind <host:port>', 'where to listen; port 0 takes a free one', '127.0.0.1:6380')
    .option('--socket <path>', 'also listen on this unix socket')
    .addOption(dataOption())
    .addOption(keyOption('the key that clients must give (default: the file session.key)'))
    .addOption(
      new Option(
        '--retention <file>',
        'what is kept for how long, as JSON (default: ended Jobs for 30 days)',
      ).env('AGQ_RETENTION'),
    )
    .option('--insecure', 'allow a bind that is not loopback without TLS', false)
    .addOption(
      new Option('--log-level <level>', 'what is logged on stderr').choices(LOG_LEVELS).default('warn'),
    )
    .option('--exit-with-parent', 'end when stdin reaches its end', false)
    .allowExcessArguments(false)
    .exitOverride()
    .showHelpAfterError('(agq --help shows what it takes)')
    .action((given: ServeOptions) => {
      asked = { verb: 'serve', config: configOf(given) }
    })
  const dataDirOf = (command: Command): string => {
    const own = command.getOptionValueSource('data') === 'cli' ? command : program
    return dataDirectory(own.getOptionValue('data') as string | undefined)
  }
  program
    .command('check')
    .description('verify the data at rest: the server must not run, and nothing is changed')
    .addOption(dataOption())
    .option('--deep', 'read every envelope and every blob, too', false)
    .option('--json', 'print the findings as JSON', false)
    .action((given: { deep: boolean; json: boolean }, command: Command) => {
      asked = { verb: 'check', dataDir: dataDirOf(command), deep: given.deep, json: given.json }
    })
  program
    .command('backup')
    .description('write all data into one new file, a tar, while the server runs or when it does not')
    .argument('<file>', 'where to; it must not exist yet')
    .addOption(dataOption())
    .addOption(keyOption('the key of the running server (default: the file session.key)'))
    .action((file: string, given: { sessionKey?: string }, command: Command) => {
      const sessionKey = given.sessionKey ?? null
      asked = { verb: 'backup', dataDir: dataDirOf(command), file: resolve(file), sessionKey }
    })
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) throw new Usage('', error.exitCode === 0 ? 0 : 2)
    throw error
  }
  if (asked === null) throw new Error('the command line asked for nothing')
  return asked
}

interface ServeOptions {
  readonly bind: string
  readonly socket?: string
  readonly data?: string
  readonly sessionKey?: string
  readonly retention?: string
  readonly insecure: boolean
  readonly logLevel: string
  readonly exitWithParent: boolean
}

function configOf(given: ServeOptions): Config {
  const { host, port } = bindOf(given.bind)
  if (!isLoopback(host) && !given.insecure) {
    throw new Usage(
      `agq: --bind ${given.bind} would let the key and all data cross the network unencrypted. ` +
        'Bind a loopback address (127.0.0.1), or add --insecure if this network is trusted.',
    )
  }
  return Object.freeze({
    host,
    port,
    socketPath: given.socket === undefined ? null : resolve(given.socket),
    dataDir: dataDirectory(given.data),
    sessionKey: given.sessionKey === undefined ? null : keyOf(given.sessionKey),
    logLevel: given.logLevel,
    exitWithParent: given.exitWithParent,
    retention: retentionOf(given.retention),
  })
}

function dataDirectory(given: string | undefined): string {
  return resolve(given ?? join(process.env.AGX_HOME ?? join(homedir(), '.agenix'), 'agq'))
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
