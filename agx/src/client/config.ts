/**
 * Where AGQ is and with which key to enter it, found the way the contract says: option, then environment,
 * then the files AGQ leaves for its own user. Reads the environment and one small file; writes nothing.
 * The key itself never appears in a text made here, only the places it was looked for.
 */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Address, defaultAddress, parseAddress } from './address.ts'
import { AgqError } from './agq-error.ts'
import { resolveTls, type TlsOptions, type TlsTarget } from './tls.ts'

/** What the caller may say; everything missing is discovered. */
export interface ConnectOptions {
  /**
   * `host:port`, `[v6]:port` or `unix:/path`; `rediss://host:port` is TLS, `redis://host:port` is not.
   * Default: AGQ_ADDR, AGQ_ADDRESS, 127.0.0.1:6380.
   */
  readonly addr?: string | undefined
  /**
   * TLS; each missing part is taken from AGQ_TLS=1, AGQ_TLS_CA, AGQ_TLS_CERT, AGQ_TLS_KEY. Any of them turns TLS on, but on a
   * unix socket and where the address begins with `redis://`.
   */
  readonly tls?: TlsOptions | undefined
  /** The session key, or `NAME:KEY` as `agq keys add` prints it. Default: AGQ_SESSION_KEY, then `session.key` in AGQ's data directory. */
  readonly sessionKey?: string | undefined
  /** AGQ's data directory, where its key lies. Default: AGQ_DATA, then `$AGX_HOME/agq`. */
  readonly dataDir?: string | undefined
  /** How this connection calls itself (CLIENT SETNAME). Default `agx`. */
  readonly name?: string | undefined
  /** How long connecting and entering may take, in ms. Default 3000. */
  readonly connectTimeoutMs?: number | undefined
  /** Whether a lost connection is built again (backoff 100 ms to 5 s). Default false. */
  readonly reconnect?: boolean | undefined
}

/** Options with every hole filled. */
export interface Target {
  readonly address: Address
  readonly key: SessionKey
  /** Undefined: in the clear. */
  readonly tls: TlsTarget | undefined
  readonly name: string
  readonly connectTimeoutMs: number
  readonly reconnect: boolean
}

/** A named key in one word, as `agq keys add` prints it. Any other text is a session key, whatever is in it. */
const namedKey = /^([A-Za-z0-9._-]{1,64}):([0-9a-f]{64})$/

/** The key as AUTH takes it: with its name, where it has one. */
export function credentialsOf(key: string): { readonly username?: string; readonly password: string } {
  const match = namedKey.exec(key)
  return match === null ? { password: key } : { username: match[1] ?? '', password: match[2] ?? '' }
}

/** The key, if one was found, and the story of the search for the error message. */
export interface SessionKey {
  readonly value: string | undefined
  /** Where it came from, for people: `AGQ_SESSION_KEY`, a file's path. */
  readonly from: string | undefined
  /** Every place that was looked at, in order. */
  readonly looked: readonly string[]
}

/** `$AGX_HOME`, by default `~/.agenix`: what agx, agq and agw of one user share. */
export function agxHome(): string {
  return process.env.AGX_HOME || join(homedir(), '.agenix')
}

/** Fills in what the options leave open. Throws `AgqError` (exit 2) when an address is none. */
export function resolveTarget(options: ConnectOptions): Target {
  const given = resolveAddress(options.addr)
  const tls = resolveTls(given, options.tls ?? {}, process.env)
  return {
    // From here on the address says it in full: it is what people read in errors.
    address: given.kind === 'tcp' && tls !== undefined ? { ...given, tls: true } : given,
    tls,
    key: findSessionKey(options.sessionKey, options.dataDir),
    name: options.name ?? 'agx',
    connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
    reconnect: options.reconnect ?? false,
  }
}

/** The address from the option, the environment, or the default. */
export function resolveAddress(option: string | undefined): Address {
  const candidates: readonly (readonly [string, string | undefined])[] = [
    ['--agq-addr', option],
    ['AGQ_ADDR', process.env.AGQ_ADDR || undefined],
    ['AGQ_ADDRESS', process.env.AGQ_ADDRESS || undefined],
    ['the default', defaultAddress],
  ]
  for (const [source, text] of candidates) {
    if (text === undefined) continue
    const address = parseAddress(text)
    if (address !== undefined) return address
    const forms = 'host:port, [v6]:port, rediss://host:port or unix:/path'
    throw new AgqError(
      'ERR',
      `${JSON.stringify(text)} (from ${source}) is not an address. Write ${forms}.`,
      2,
    )
  }
  throw new AgqError('ERR', 'no address of AGQ is known. Name it with --agq-addr or AGQ_ADDR.', 2)
}

/** Looks for the session key: option, AGQ_SESSION_KEY, `$AGQ_DATA/session.key`, `$AGX_HOME/agq/session.key`. */
export function findSessionKey(option: string | undefined, dataDir: string | undefined): SessionKey {
  if (option !== undefined && option !== '')
    return { value: option, from: '--session-key', looked: ['--session-key'] }
  const looked = ['--session-key', 'AGQ_SESSION_KEY']
  const fromEnvironment = process.env.AGQ_SESSION_KEY
  if (fromEnvironment) return { value: fromEnvironment, from: 'AGQ_SESSION_KEY', looked }
  for (const directory of keyDirectories(dataDir)) {
    const path = join(directory, 'session.key')
    const found = readKeyFile(path)
    if (found.key !== undefined) return { value: found.key, from: path, looked: [...looked, path] }
    looked.push(`${path} (${found.why})`)
  }
  return { value: undefined, from: undefined, looked }
}

function keyDirectories(dataDir: string | undefined): readonly string[] {
  if (dataDir !== undefined) return [dataDir]
  const home = join(agxHome(), 'agq')
  const data = process.env.AGQ_DATA
  return data && data !== home ? [data, home] : [home]
}

type KeyFile = { readonly key: string } | { readonly key: undefined; readonly why: string }

function readKeyFile(path: string): KeyFile {
  try {
    const key = readFileSync(path, 'utf8').trim()
    return key === '' ? { key: undefined, why: 'empty' } : { key }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    return {
      key: undefined,
      why: code === 'ENOENT' ? 'not there' : code === 'EACCES' ? 'not readable for you' : code,
    }
  }
}
