/** agq: reads its command line, starts a server, says that it is ready, and ends it on a signal; or does one of its other verbs. */
import { readFileSync } from 'node:fs'
import { limits } from '@agenix/specs'
import { type Logger, pino } from 'pino'
import { EngineRefused } from './loop/engine-link.ts'
import { StartRefused } from './loop/start-loop.ts'
import { backUp } from './ops/backup.ts'
import { check } from './ops/check.ts'
import { type Config, readCommandLine } from './ops/config.ts'
import {
  describeHolder,
  prepareDataDir,
  removeServerNote,
  sessionKeyOf,
  writeServerNote,
} from './ops/data-dir.ts'
import { affordableClients, ownLimits } from './ops/descriptors.ts'
import { readKeyFile, storedKeysOf } from './ops/key-file.ts'
import { manageKeys } from './ops/keys.ts'
import { type Reloaded, Reloader, warnOfEnd } from './ops/reload.ts'
import { readTlsFiles } from './ops/tls-files.ts'
import { Usage } from './ops/usage.ts'
import { ListenFailed, type Server, startServer } from './server.ts'

export async function main(argv: readonly string[]): Promise<void> {
  try {
    const asked = readCommandLine(argv, versionOf())
    switch (asked.verb) {
      case 'serve':
        await serve(asked.config)
        break
      case 'check':
        process.exitCode = await check(asked)
        break
      case 'backup':
        await backUp(asked, versionOf())
        break
      case 'keys':
        await manageKeys(asked)
        break
    }
  } catch (error) {
    if (!(error instanceof Usage)) throw error
    if (error.message !== '') console.error(error.message)
    process.exitCode = error.exitCode
  }
}

async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }))
  let reloader: Reloader | undefined
  // A signal that comes before the server stands finds everything new anyway. From a terminal it is the terminal's end.
  if (!process.stdin.isTTY) process.on('SIGHUP', () => void reloader?.reload())
  const server = await start(config, log, () => reloader?.reload()).catch((error: unknown) => {
    // A file or folder of the data failed: the same as when that comes later.
    if (error instanceof Error && 'errno' in error) failStop(error, log)
    throw error
  })
  const addr = server.addresses[0] ?? ''
  const note = {
    pid: process.pid,
    addr: addr.replace(/^rediss:\/\//, ''),
    socket: config.socketPath,
    tls: config.tls !== null,
    started_at: new Date().toISOString(),
  }
  try {
    writeServerNote(config.dataDir, note)
  } catch (error) {
    // It only tells a second server whom to ask.
    log.warn({ err: error }, 'server.json cannot be written')
  }
  reloader = new Reloader(server, config.dataDir, config.tls, log)
  let closing = false
  const close = (why: string): void => {
    if (closing) return
    closing = true
    log.info({ why }, 'closing')
    reloader?.stop()
    server.close().then(
      () => {
        removeServerNote(config.dataDir)
        process.exit(0)
      },
      (error: Error) => failStop(error, log),
    )
  }
  process.on('SIGTERM', () => close('SIGTERM'))
  process.on('SIGINT', () => close('SIGINT'))
  if (config.exitWithParent) {
    process.stdin.on('end', () => close('the parent ended')).on('error', () => close('the parent ended'))
    process.stdin.resume()
  }
  console.log(`AGQ ready on ${addr} (data ${config.dataDir})`)
}

async function start(config: Config, log: Logger, reload: () => Reloaded | undefined): Promise<Server> {
  const tls = config.tls === null ? null : readTlsFiles(config.tls, Date.now())
  if (tls !== null) warnOfEnd(tls, log)
  prepareDataDir(config.dataDir)
  const clients = affordableClients(limits.clients, ownLimits())
  if (clients < limits.clients) {
    log.warn(
      { clients, usual: limits.clients },
      'few open files are allowed: raise nofile for more connections',
    )
  }
  const unixSocket = config.socketPath === null ? [] : [{ socketPath: config.socketPath }]
  try {
    return await startServer({
      listen: [{ host: config.host, port: config.port }, ...unixSocket],
      dataDir: config.dataDir,
      sessionKey: () => sessionKeyOf(config.dataDir, config.sessionKey),
      keys: storedKeysOf(readKeyFile(config.dataDir)),
      tls,
      reload,
      version: versionOf(),
      clients,
      retention: config.retention,
      log,
      onFatal: (error) => failStop(error, log),
    })
  } catch (error) {
    if (error instanceof EngineRefused) {
      const holder = error.locked
        ? `: ${describeHolder(config.dataDir)}. Stop it, or name another with --data`
        : ''
      throw new Usage(`agq: ${error.message} (${config.dataDir})${holder}`, error.damaged ? 70 : 1)
    }
    if (error instanceof ListenFailed || error instanceof StartRefused)
      throw new Usage(`agq: ${error.message}`, 1)
    throw error
  }
}

/** Nothing is acknowledged after the store failed: whoever waits for an answer sees the connection end. */
function failStop(error: Error, log: Logger): never {
  log.debug({ err: error }, 'the store failed')
  console.error(
    `agq: the store failed and AGQ stops, so that nothing is acknowledged that is not on disk: ${error.message}`,
  )
  process.exit(70)
}

function versionOf(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
