/**
 * agw: reads its configuration, takes its directory, sweeps what a predecessor left, and wires the rooms together.
 * It reads as a table of contents; what happens is in the rooms.
 */
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConnectOptions } from '@agenix/agx/client'
import { type Logger, pino } from 'pino'
import { type Config, readConfig } from './config.ts'
import { removeLeftovers } from './exec/attempt-files.ts'
import { removeGroups } from './exec/cells/cgroups.ts'
import { type Contained, contain } from './exec/cells/containment.ts'
import { boundOpenFiles, enterCleanRoom } from './exec/clean-room.ts'
import { attemptMark, markName } from './exec/environment.ts'
import { prepareStarter } from './exec/native/starter.ts'
import { killLeftovers, sweep } from './exec/sweep.ts'
import { DiskRoom } from './link/disk-room.ts'
import { LeaseGuard } from './link/lease-guard.ts'
import { Link } from './link/link.ts'
import { OutboxLog } from './link/outbox-log.ts'
import { Shipper } from './link/shipper.ts'
import { openStateDirectory, type StateDirectory } from './link/state-directory.ts'
import { announce, register } from './offer.ts'
import { openSignedJobs } from './policy/open-signed-jobs.ts'
import { Alarm } from './run/alarm.ts'
import { Jobs } from './run/jobs.ts'
import { Leftovers } from './run/leftovers.ts'
import type { Surroundings } from './run/surroundings.ts'
import { pathOf } from './run/task-command.ts'
import { Watch } from './run/watch.ts'
import { chooseSandbox } from './sandbox/choose.ts'
import type { Sandbox } from './sandbox/means.ts'
import { listenToSignals, type Signals } from './signals.ts'
import { keepHeapSmall } from './small-heap.ts'
import { Worker } from './worker.ts'

/** Runs the worker until a signal, its parent's end, or something it cannot go on after. */
export async function main(argv: readonly string[]): Promise<void> {
  enterCleanRoom()
  keepHeapSmall()
  const version = ownVersion()
  const config = readConfig(argv, version)
  boundOpenFiles(config.concurrency)
  prepareStarter()
  const log = pino({ name: 'agw', level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const signals = listenToSignals(config, log)
  try {
    let ended: number | 'id taken'
    do ended = await live(config, version, signals, log)
    while (ended === 'id taken')
    process.exitCode = ended
  } catch (error) {
    console.error(`agw: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
  process.exit()
}

/** One life under one id, and its exit code. `id taken`: it never began, and the directory has another id now. */
async function live(
  config: Config,
  version: string,
  signals: Signals,
  log: Logger,
): Promise<number | 'id taken'> {
  const state = openStateDirectory(config)
  const { workerId, copyOf } = state
  if (copyOf !== null)
    log.warn(
      { worker_id: workerId, copy_of: copyOf },
      `this directory is a copy of worker ${copyOf}'s, made on another machine or in another place: it is ${workerId} from now on`,
    )
  let isTaken = false
  const idTaken = (error: Error): void => {
    isTaken = config.workerId === undefined
    if (!isTaken) console.error(`agw: ${error.message}`)
    worker.stop(1)
  }
  const contained = await containTasks(config, state, log)
  const worker = await build({ config, version, state, contained, log, idTaken })
  signals.reach(worker)
  const exitCode = await worker.ended
  await contained.slots.close()
  const { killed } = await killLeftovers(state, contained.groups)
  if (killed > 0)
    log.warn({ processes: killed }, 'killed what ended Jobs had left running in sessions of their own')
  removeGroups(contained.groups)
  await removeLeftovers(state.roots, worker.unsentFiles)
  const again = isTaken && !signals.asked
  if (again)
    log.warn(
      { taken: workerId, worker_id: state.renew() },
      `another worker lives with a copy of this directory, as ${workerId}: this one has a new id`,
    )
  state.release()
  return again ? 'id taken' : exitCode
}

interface Parts {
  readonly config: Config
  readonly version: string
  readonly state: StateDirectory
  readonly contained: Contained
  readonly log: Logger
  /** Another living process has the id. */
  readonly idTaken: (error: Error) => void
}

async function build({ config, version, state, contained, log, idTaken }: Parts): Promise<Worker> {
  const alarm = new Alarm()
  const jobs = new Jobs(config.concurrency, alarm)
  const onBroken = (error: unknown): void => {
    log.fatal(
      { error: String(error) },
      'the outbox cannot be written: no new Jobs; what runs is finished and reported from memory',
    )
    worker.drain(null, 1)
  }
  const outbox = new OutboxLog(state.outbox, onBroken, () => jobs.company)
  await sweepLeftovers(state, outbox, contained, log)
  const sandbox = await chooseSandbox(config, state.path, isRoot())
  const { trust } = config
  const signedJobs = openSignedJobs(trust, state.path, log, () => link.registerAnew('other keys are trusted'))
  const around = surroundings(config, state, contained, sandbox, alarm, log)
  const registration = register(config, version, state, contained, sandbox, log)
  const guard = new LeaseGuard(alarm, config.killGraceMs, (graceMs) => {
    if (jobs.used > 0)
      log.error({ running: jobs.used }, 'no heartbeat got through: stopping what runs before the leases end')
    jobs.stopAll('lease', graceMs)
  })
  const disk = new DiskRoom(state.path, config.leastRoom, log, () => {
    jobs.changed()
    // AGQ hears of it at once, for JOB.WHY; not from within the beat that found it.
    setImmediate(() => link.beatNow())
  })
  const shipper = new Shipper({
    outbox,
    spool: state.roots.spool,
    alarm,
    log,
    leasing: () => worker.leasing && !disk.isLow,
    settled: (entry, grants, accepted, askedAt) => {
      signedJobs?.ended(entry, accepted)
      jobs.settle(entry)
      worker.take(grants, askedAt)
      jobs.changed()
    },
  })
  const connection: ConnectOptions = {
    addr: config.address,
    sessionKey: config.sessionKey,
    tls: config.tls,
    name: `agw:${state.workerId}`,
  }
  const link: Link = new Link({
    connection,
    registration,
    trusted: () => signedJobs?.keysToRegister(),
    jobs,
    outbox,
    shipper,
    guard,
    alarm,
    disk,
    log,
    leasing: () => worker.leasing,
    outageLimitMs: config.outageLimitMs,
    granted: (grants, askedAt) => worker.take(grants, askedAt),
    ready: () => announce(config, registration, contained, sandbox, link),
    drain: () => worker.drain(null),
    idTaken,
    fatal: (error, exitCode) => {
      console.error(`agw: ${error.message}`)
      worker.stop(exitCode)
    },
  })
  const worker = new Worker({ jobs, outbox, shipper, link, guard, disk, around, log, signedJobs })
  void link.run()
  return worker
}

/** Finds out how surely tasks can be ended here. */
async function containTasks(config: Config, { stateId }: StateDirectory, log: Logger): Promise<Contained> {
  const contained = await contain({
    stateId,
    unshare: pathOf('unshare', config) ?? null,
    nsenter: pathOf('nsenter', config) ?? null,
    isRoot: process.getuid?.() === 0,
    environment: { PATH: config.directories.join(':'), [markName]: attemptMark(stateId, 'cell', 0) },
    wanted: config.containment,
  })
  const { slots, lacking } = contained
  log.info({ containment: slots.level, lacking }, 'how tasks are contained')
  return contained
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function surroundings(
  config: Config,
  state: StateDirectory,
  { slots }: Contained,
  sandbox: Sandbox,
  alarm: Alarm,
  log: Logger,
): Surroundings {
  const { base, directories, policy, killGraceMs } = config
  const prlimit = pathOf('prlimit', config) ?? null
  return {
    host: {
      base,
      directories,
      known: new Map(),
      policy,
      limitMeans: { prlimit, isRoot: isRoot() },
      sandbox,
    },
    roots: state.roots,
    stateId: state.stateId,
    killGraceMs,
    maxSpoolBytes: config.maxSpoolBytes,
    cannotRemove: ({ work }, error) =>
      log.warn(
        { path: work, error: String(error) },
        'an attempt cannot be removed; the next start tries again',
      ),
    nothing: openSync('/dev/null', 'r'),
    alarm,
    watch: new Watch(alarm),
    slots,
    leftovers: slots.level === 'session' ? leftovers(state, alarm, log) : null,
  }
}

function leftovers(state: StateDirectory, alarm: Alarm, log: Logger): Leftovers {
  return new Leftovers(state, alarm, (processes, attempts) =>
    log.info({ processes, attempts }, 'killed what Jobs that have ended had left running'),
  )
}

async function sweepLeftovers(
  state: StateDirectory,
  outbox: OutboxLog,
  { slots, groups }: Contained,
  log: Logger,
): Promise<void> {
  const swept = await sweep(state, outbox.files, groups)
  const found = {
    ...swept,
    results: outbox.entries.length,
    containment: slots.level,
  }
  if (swept.processes + swept.files + found.results === 0)
    return log.info(found, 'nothing was left by a predecessor')
  log.warn(
    found,
    'swept what a predecessor left: processes killed, files removed; its results are sent first',
  )
}

function ownVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(text) as { readonly version: string }
  return version
}
