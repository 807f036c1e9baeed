/**
 * New keys and certificates for a server that runs: on SIGHUP, when RELOAD asks, and when the files change. What cannot
 * be used is refused with one line in the log, and what was in force stays.
 */
import type { Logger } from 'pino'
import type { TlsMaterial } from '../wire/index.ts'
import { FileWatch } from './file-watch.ts'
import { keyFileOf, readKeyFile, storedKeysOf } from './key-file.ts'
import { readTlsFiles, type TlsFiles } from './tls-files.ts'

/** What is told of a reload. */
export interface Reloaded {
  readonly keys: number
  /** Connections ended because their key no longer stands. */
  readonly ended: number
  readonly tls: boolean
  /** One line for each thing that could not be used. */
  readonly problems: readonly string[]
}

/** The running server, as far as it is concerned. */
export interface Reloadable {
  useKeys(keys: ReturnType<typeof storedKeysOf>): number
  endExpired(): number
  useTls(material: TlsMaterial): void
}

/** How long before its end a certificate is worth a line at every reload. */
const SOON_MS = 14 * 86_400_000
const EXPIRY_EVERY_MS = 1_000

export class Reloader {
  readonly #server: Reloadable
  readonly #dataDir: string
  readonly #tls: TlsFiles | null
  readonly #log: Logger
  readonly #watches: readonly FileWatch[]
  readonly #expiries: NodeJS.Timeout

  constructor(server: Reloadable, dataDir: string, tls: TlsFiles | null, log: Logger) {
    this.#server = server
    this.#dataDir = dataDir
    this.#tls = tls
    this.#log = log
    const tlsPaths = tls === null ? [] : [tls.cert, tls.key, ...(tls.ca === null ? [] : [tls.ca])]
    this.#watches = [
      new FileWatch([keyFileOf(dataDir)], () => void this.#reload(() => this.#keys())),
      ...(tls === null
        ? []
        : [new FileWatch(tlsPaths, () => void this.#reload(() => this.#certificate(tls)))]),
    ]
    this.#expiries = setInterval(() => server.endExpired(), EXPIRY_EVERY_MS)
    this.#expiries.unref()
  }

  /** Everything, now. */
  reload(): Reloaded {
    const problems: string[] = []
    const ended = this.#reload(() => this.#keys(), problems) ?? 0
    const { keys } = this.#known
    const tls = this.#tls
    if (tls !== null) this.#reload(() => this.#certificate(tls), problems)
    return { keys, ended, tls: tls !== null, problems }
  }

  stop(): void {
    for (const watch of this.#watches) watch.stop()
    clearInterval(this.#expiries)
  }

  #known = { keys: 0 }

  #reload<T>(work: () => T, problems: string[] = []): T | undefined {
    try {
      return work()
    } catch (error) {
      const problem = (error instanceof Error ? error.message : String(error)).replace(/^agq: /, '')
      problems.push(problem)
      this.#log.error({ problem }, 'not reloaded: what was in force stays')
      return undefined
    }
  }

  #keys(): number {
    const entries = readKeyFile(this.#dataDir)
    const ended = this.#server.useKeys(storedKeysOf(entries))
    this.#known = { keys: entries.length }
    this.#log.info({ keys: entries.length, ended }, 'the named keys were read anew')
    return ended
  }

  #certificate(files: TlsFiles): void {
    const material = readTlsFiles(files, Date.now())
    this.#server.useTls(material)
    const until = new Date(material.expiresAtMs).toISOString()
    this.#log.info({ until }, 'the certificate was read anew')
    warnOfEnd(material, this.#log)
  }
}

export function warnOfEnd({ expiresAtMs }: TlsMaterial, log: Logger): void {
  if (expiresAtMs - Date.now() > SOON_MS) return
  log.warn(
    { until: new Date(expiresAtMs).toISOString() },
    'the certificate of --tls-cert ends soon: renew the file',
  )
}
