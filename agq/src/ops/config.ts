/**
 * Configuration, read once: flags first, then the environment, then defaults. Validated and frozen; no other file of
 * AGQ reads the environment.
 */

import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import type { KeysAsked } from './keys.ts'
import { type Retention, retentionOf } from './retention.ts'
import type { TlsFiles } from './tls-files.ts'
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
  /** Null: TCP is in the clear. */
  readonly tls: TlsFiles | null
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
  | KeysAsked

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
    .option(
      '--tls-cert <file>',
      'speak TLS on --bind with this certificate (PEM, chain included); read anew when it changes',
    )
    .option('--tls-key <file>', 'the private key of --tls-cert')
    .option('--tls-ca <file>', 'let only clients in that show a certificate of this authority')
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
  addKeyVerbs(program, (more, command) => {
    asked = { verb: 'keys', dataDir: dataDirOf(command), ...more }
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

interface KeyOptions {
  readonly json: boolean
  readonly sessionKey?: string
  readonly role: string
  readonly expires?: string
}

type More = KeysAsked extends infer One
  ? One extends unknown
    ? Omit<One, 'verb' | 'dataDir'>
    : never
  : never

function addKeyVerbs(program: Command, asks: (more: More, command: Command) => void): void {
  const keys = program
    .command('keys')
    .description('named keys with a role, while the server runs or when it does not')
  const common = (command: Command): Command =>
    command
      .addOption(dataOption())
      .addOption(keyOption('the key of the running server (default: the file session.key)'))
      .option('--json', 'answer in JSON', false)
  const sessionKeyFrom = (given: KeyOptions) => ({ json: given.json, sessionKey: given.sessionKey ?? null })
  common(keys.command('add'))
    .description('make a key; it is shown once, as NAME:KEY, and kept as its hash alone')
    .argument('<name>', 'what it is called in lists, logs and the origin of Jobs')
    .requiredOption('--role <role>', 'reader, submitter, worker or admin')
    .option('--expires <when>', '12h, 90d, 4w, or a date (default: never)')
    .action((name: string, given: KeyOptions, command: Command) => {
      const { role, expires = null } = given
      asks({ act: 'add', name, role, expires, ...sessionKeyFrom(given) }, command)
    })
  common(keys.command('list'))
    .description('all named keys')
    .action((given: KeyOptions, command: Command) => asks({ act: 'list', ...sessionKeyFrom(given) }, command))
  common(keys.command('revoke'))
    .description('end keys, and the connections that came in with them, at once')
    .argument('<names...>')
    .action((names: string[], given: KeyOptions, command: Command) =>
      asks({ act: 'revoke', names, ...sessionKeyFrom(given) }, command),
    )
}

interface ServeOptions {
  readonly bind: string
  readonly socket?: string
  readonly data?: string
  readonly sessionKey?: string
  readonly retention?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly tlsCa?: string
  readonly insecure: boolean
  readonly logLevel: string
  readonly exitWithParent: boolean
}

function configOf(given: ServeOptions): Config {
  const { host, port } = bindOf(given.bind)
  const tls = tlsOf(given)
  if (!isLoopback(host) && tls === null && !given.insecure) {
    throw new Usage(
      `agq: --bind ${given.bind} would let the key and all data cross the network unencrypted. ` +
        'Give --tls-cert and --tls-key (docs/tls.md shows how to make them), bind a loopback address (127.0.0.1), ' +
        'or add --insecure if this network is trusted.',
    )
  }
  const dataDir = dataDirectory(given.data)
  return Object.freeze({
    host,
    port,
    socketPath: given.socket === undefined ? ownSocket(dataDir, tls) : resolve(given.socket),
    dataDir,
    tls,
    sessionKey: given.sessionKey === undefined ? null : keyOf(given.sessionKey),
    logLevel: given.logLevel,
    exitWithParent: given.exitWithParent,
    retention: retentionOf(given.retention),
  })
}

function tlsOf({ tlsCert, tlsKey, tlsCa }: ServeOptions): TlsFiles | null {
  if (tlsCert === undefined && tlsKey === undefined && tlsCa === undefined) return null
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new Usage(
      `agq: TLS needs both --tls-cert and --tls-key${tlsCa === undefined ? '' : '; --tls-ca alone asks clients for certificates'}: ` +
        'docs/tls.md shows how to make them.',
    )
  }
  return {
    cert: resolve(tlsCert),
    key: resolve(tlsKey),
    ca: tlsCa === undefined ? null : resolve(tlsCa),
  }
}

/** sockaddr_un holds 104 bytes where it holds least, the last one a zero. */
const SOCKET_PATH_BYTES = 103

/** With TLS, agq's own verbs have no certificate to show: they, and this user's agx, come in by a socket beside the data. */
function ownSocket(dataDir: string, tls: TlsFiles | null): string | null {
  const path = join(dataDir, 'agq.sock')
  return tls !== null && Buffer.byteLength(path) <= SOCKET_PATH_BYTES ? path : null
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
  if (/^[A-Za-z0-9._-]{1,64}:[0-9a-f]{64}$/.test(text)) {
    throw new Usage(
      "agq: --session-key is the server's own key; NAME:KEY is a key that agq keys add made, for agx and agw. " +
        'Is AGQ_SESSION_KEY set for them here?',
    )
  }
  if (text.length >= SHORTEST_KEY && !/\s/.test(text)) return text
  throw new Usage(
    `agq: the session key must have at least ${SHORTEST_KEY} characters and no spaces; ` +
      'leave it out and agq makes one in its data directory.',
  )
}
