/**
 * What the worker is told: flags first, then the environment, then defaults. Parsed once, checked, frozen; the only
 * file that reads the environment. A wrong word ends the program with exit code 2 and says what would be right.
 */
import { availableParallelism, homedir, hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { isAudience, isolatedTag, limits } from '@agenix/specs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type Level, levels } from './exec/cells/cell.ts'
import { type BaseEnvironment, baseEnvironment } from './exec/environment.ts'
import { searchPath } from './exec/resolve-command.ts'
import { type LeastRoom, readLeastRoom, usualLeastRoom } from './link/disk-room.ts'
import { allowOf } from './policy/allow.ts'
import type { Policy } from './policy/may-run.ts'
import type { Trust } from './policy/open-signed-jobs.ts'
import { boundRules, rulesOfFile, rulesOfList, variablesOfList } from './policy/read-rules.ts'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Whether tasks can be isolated: where this machine can, never, or all of them. */
export const sandboxModes = ['auto', 'off', 'require'] as const

export interface Config {
  readonly address: string | undefined
  readonly sessionKey: string | undefined
  readonly tls: { readonly on?: boolean; readonly ca?: string; readonly cert?: string; readonly key?: string }
  readonly workerId: string | undefined
  readonly name: string
  readonly concurrency: number
  readonly policy: Policy
  readonly sandbox: (typeof sandboxModes)[number]
  /** Where tasks may declare paths, as they were given; null: anywhere but where the worker's own files are. */
  readonly sandboxPaths: readonly string[] | null
  /** Directories that no task may declare: they hold keys. */
  readonly closedPaths: readonly string[]
  readonly tags: readonly string[]
  /** The directory of the keys whose Jobs are run, and whom they must be meant for; null: any Job is run. */
  readonly trust: Trust | null
  readonly shutdownTimeoutMs: number
  readonly heartbeatIntervalMs: number | undefined
  readonly killGraceMs: number
  /** How tasks are contained; null: as surely as this machine can. */
  readonly containment: Level | null
  readonly maxSpoolBytes: number
  readonly outageLimitMs: number
  readonly leastRoom: LeastRoom
  readonly data: string | undefined
  readonly home: string
  readonly logLevel: (typeof logLevels)[number]
  readonly exitWithParent: boolean
  readonly base: BaseEnvironment
  /** The worker's PATH as absolute directories. */
  readonly directories: readonly string[]
}

interface Flags {
  readonly agqAddr?: string
  readonly agqAddress?: string
  readonly sessionKey?: string
  readonly tls?: boolean
  readonly tlsCa?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly workerId?: string
  readonly name?: string
  readonly concurrency: number
  readonly tools?: readonly string[]
  readonly allow?: readonly string[]
  readonly allowFile?: readonly string[]
  readonly allowEnv?: readonly string[]
  readonly sandbox: (typeof sandboxModes)[number]
  readonly sandboxPaths?: readonly string[]
  readonly tags: readonly string[]
  readonly trust?: string
  readonly audience?: string
  readonly shutdownTimeout: number
  readonly heartbeatInterval?: number
  readonly killGrace: number
  readonly containment: Level | 'best'
  readonly maxSpool: number
  readonly outageLimit: number
  readonly minFree: LeastRoom
  readonly data?: string
  readonly logLevel: (typeof logLevels)[number]
  readonly exitWithParent: boolean
}

const mostSlots = 1024
const idShape = /^[A-Za-z0-9._:-]{1,64}$/
const tagShape = /^[A-Za-z0-9._:/-]+(=[A-Za-z0-9._:/-]+)?$/
const longestTag = 128

/** Reads flags and environment. Ends the program itself for --help, --version (0) and wrong usage (2). */
export function readConfig(argv: readonly string[], version: string, environment = process.env): Config {
  const flags = parseFlags(argv, version, environment)
  const directories = searchPath(environment.PATH)
  const home = environment.AGX_HOME || join(homedir(), '.agenix')
  const tools = flags.tools === undefined ? null : new Set(flags.tools)
  return Object.freeze({
    address: flags.agqAddr ?? flags.agqAddress,
    sessionKey: flags.sessionKey,
    tls: tlsOf(flags),
    workerId: flags.workerId,
    name: flags.name ?? hostname(),
    concurrency: flags.concurrency,
    policy: { tools, allow: allowFrom(flags, directories) },
    sandbox: flags.sandbox,
    sandboxPaths: flags.sandboxPaths ?? (flags.sandbox === 'require' ? [] : null),
    closedPaths: [home, environment.AGQ_DATA].flatMap((path) => (path ? [resolve(path)] : [])),
    tags: flags.tags,
    trust:
      flags.trust === undefined
        ? null
        : { directory: resolve(flags.trust), audience: flags.audience ?? 'default' },
    shutdownTimeoutMs: flags.shutdownTimeout * 1000,
    heartbeatIntervalMs: flags.heartbeatInterval === undefined ? undefined : flags.heartbeatInterval * 1000,
    killGraceMs: flags.killGrace * 1000,
    containment: flags.containment === 'best' ? null : flags.containment,
    maxSpoolBytes: flags.maxSpool * 2 ** 20,
    outageLimitMs: flags.outageLimit * 1000,
    leastRoom: flags.minFree,
    data: flags.data === undefined ? undefined : resolve(flags.data),
    home,
    logLevel: flags.logLevel,
    exitWithParent: flags.exitWithParent,
    base: baseEnvironment(environment),
    directories,
  })
}

/** null: neither --allow nor --allow-file was said, so anything is allowed. */
function allowFrom(flags: Flags, directories: readonly string[]): Policy['allow'] {
  const { allow, allowFile, allowEnv } = flags
  if (allow === undefined && allowFile === undefined) {
    if (allowEnv !== undefined)
      wrongUsage('--allow-env adds to what --allow lets Jobs declare: it needs --allow or --allow-file')
    return null
  }
  const rules = [...new Set([...(allow ?? []), ...(allowFile ?? [])])]
  try {
    boundRules(rules)
  } catch (error) {
    wrongUsage(`--allow: ${error instanceof Error ? error.message : String(error)}`)
  }
  return allowOf(
    { allow: rules, ...(allowEnv === undefined ? {} : { env: [...new Set(allowEnv)] }) },
    directories,
  )
}

function wrongUsage(text: string): never {
  console.error(`agw: ${text}`)
  process.exit(2)
}

function parseFlags(argv: readonly string[], version: string, environment: NodeJS.ProcessEnv): Flags {
  const command = new Command('agw')
    .description('The worker of AGEniX: runs the tasks of Jobs, accounts for every byte.')
    .version(version)
    .option(
      '-a, --agq-addr <address>',
      'AGQ: host:port, rediss://host:port (TLS) or unix:/path (AGQ_ADDR; default 127.0.0.1:6380)',
    )
    .addOption(new Option('--agq-address <address>', 'the same').hideHelp())
    .option(
      '-k, --session-key <key>',
      'the key of AGQ, or NAME:KEY (AGQ_SESSION_KEY; by default the file AGQ left for its user)',
    )
    .option('--tls', 'speak TLS, and trust the authorities this system trusts (AGQ_TLS=1)')
    .option('--tls-ca <file>', 'speak TLS, and trust the authorities in this PEM file alone (AGQ_TLS_CA)')
    .option('--tls-cert <file>', 'the certificate to show, where AGQ wants one (AGQ_TLS_CERT)')
    .option('--tls-key <file>', 'its private key (AGQ_TLS_KEY)')
    .option(
      '-w, --worker-id <id>',
      'the id for this life of the worker (by default one is made once and kept in its directory)',
      id,
    )
    .option('-n, --name <name>', 'what a new id begins with (default: the host name)')
    .option(
      '--concurrency <n>',
      'Jobs at a time',
      whole(1, mostSlots),
      Math.min(mostSlots, availableParallelism()),
    )
    .option('--tools <names>', 'the tools to offer, a,b (default: every executable on PATH)', words)
    .option(
      '--allow <rules>',
      'what may run at all (default: anything): names or absolute paths, with patterns for arguments or without, a,b; may be repeated',
      adding(rulesOfList),
    )
    .option(
      '--allow-file <file>',
      'the same from a file, a rule a line; may be repeated',
      adding(rulesOfFile),
    )
    .option(
      '--allow-env <names>',
      'with --allow: variables that Jobs may declare besides LANG, LC_*, TZ and the like, A,B_*',
      adding(variablesOfList),
    )
    .addOption(
      new Option(
        '--sandbox <mode>',
        'isolated tasks: auto, where this machine can; off; require, and then every task is isolated',
      )
        .choices(sandboxModes)
        .default('auto'),
    )
    .option(
      '--sandbox-paths <dirs>',
      "where isolated tasks may declare paths, /a,/b (default: anywhere but the worker's own; with require: nowhere)",
      absolutePaths,
    )
    .option('--tags <tags>', 'what Jobs may require of this worker, k=v,…', tags, [])
    .option(
      '--trust <dir>',
      'run nothing that is not signed by one of the public keys (*.pub) in this directory',
    )
    .option('--audience <name>', 'whom signed Jobs must be meant for (default: default)', audience)
    .option('--shutdown-timeout <s>', 'how long a drain may take after SIGTERM', seconds(0, 86_400), 30)
    .option(
      '--heartbeat-interval <s>',
      'the heartbeat to ask AGQ for',
      seconds(limits.heartbeatIntervalMs.min / 1000, limits.heartbeatIntervalMs.max / 1000),
    )
    .option('--kill-grace <s>', 'between SIGTERM and SIGKILL of a task (AGW_KILL_GRACE)', seconds(0, 600), 2)
    .addOption(
      new Option('--containment <level>', 'how surely everything a task starts is ended with it')
        .choices(['best', ...levels])
        .default('best'),
    )
    .option(
      '--max-spool <MiB>',
      'the most that one output may take on disk which a later task reads',
      whole(1, 2 ** 30),
      32_768,
    )
    .option(
      '--outage-limit <s>',
      'how long tasks go on while AGQ has ended and connections are refused (0: until the lease ends)',
      seconds(0, 86_400),
      900,
    )
    .option(
      '--min-free <room>',
      'take no Jobs while the disk has less room: 500M, 2G, 5% (default: 256M or 2%, whichever is less)',
      room,
      usualLeastRoom,
    )
    .option('--data <dir>', 'the directory of this worker (default: the first free $AGX_HOME/agw/<n>)')
    .addOption(new Option('--log-level <level>', 'what to log on stderr').choices(logLevels).default('warn'))
    .option('--exit-with-parent', 'end, killing the tasks, when stdin ends', false)
    .allowExcessArguments(false)
    .exitOverride()
  const grace = environment.AGW_KILL_GRACE
  try {
    if (grace !== undefined && grace !== '')
      command.setOptionValueWithSource('killGrace', seconds(0, 600)(grace), 'env')
    command.parse(argv as string[], { from: 'user' })
    const { trust, audience } = command.opts<Flags>()
    if (trust === undefined && audience !== undefined)
      command.error('error: --audience says whom signed Jobs must be meant for: it needs --trust DIR.')
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error instanceof InvalidArgumentError) console.error(`agw: AGW_KILL_GRACE ${error.message}`)
    process.exit(error.exitCode === 0 ? 0 : 2)
  }
  return command.opts<Flags>()
}

/** An option that may be repeated; what `read` throws is wrong usage. */
function adding(
  read: (text: string) => readonly string[],
): (text: string, before?: readonly string[]) => readonly string[] {
  return (text, before = []) => {
    try {
      return [...before, ...read(text)]
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
    }
  }
}

/** What the flags say; the client fills in the environment. */
function tlsOf({ tls, tlsCa, tlsCert, tlsKey }: Flags): Config['tls'] {
  return {
    ...(tls === undefined ? {} : { on: tls }),
    ...(tlsCa === undefined ? {} : { ca: resolve(tlsCa) }),
    ...(tlsCert === undefined ? {} : { cert: resolve(tlsCert) }),
    ...(tlsKey === undefined ? {} : { key: resolve(tlsKey) }),
  }
}

function id(text: string): string {
  if (!idShape.test(text))
    throw new InvalidArgumentError("must be 1 to 64 letters, digits, '.', '_', ':' or '-'.")
  return text
}

function audience(text: string): string {
  if (!isAudience(text))
    throw new InvalidArgumentError("must be 1 to 64 letters, digits, '.', '_', ':' or '-'.")
  return text
}

function words(text: string): readonly string[] {
  const list = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  if (list.length === 0) throw new InvalidArgumentError('must name at least one, separated by commas.')
  return list
}

function absolutePaths(text: string): readonly string[] {
  const list = words(text)
  const wrong = list.find((path) => !path.startsWith('/') || path.split('/').includes('..'))
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" must be an absolute path without "..".`)
  return list
}

function tags(text: string): readonly string[] {
  const list = text.split(',').map((word) => word.trim())
  const wrong = list.find((tag) => !tagShape.test(tag) || tag.length > longestTag)
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      `"${wrong}" is no tag. A tag is k or k=v, each of letters, digits, '.', '_', ':', '/' or '-', at most ${longestTag} in all: --tags gpu,zone=eu`,
    )
  if (list.includes(isolatedTag))
    throw new InvalidArgumentError(
      `${isolatedTag} is offered by agw itself, where it can isolate (--sandbox).`,
    )
  if (list.length > 100) throw new InvalidArgumentError('at most 100 tags.')
  return [...new Set(list)]
}

function room(text: string): LeastRoom {
  const value = readLeastRoom(text)
  if (value !== undefined) return value
  throw new InvalidArgumentError('must be bytes (500M, 2G, 0) or a share of the disk (5%).')
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`must be a whole number from ${least} to ${most}.`)
  }
}

function seconds(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`must be seconds from ${least} to ${most}.`)
  }
}
