/**
 * A leg of the campaign: one data directory, so many kills, so many submits, then a last life in which everything ends
 * and is compared (audit.ts). Legs keep what the judge must remember small, and begin with an AGQ that starts for the
 * first time, which is a moment worth killing too.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { type Address, type Owner, seededRandom, within } from '../harness/index.ts'
import { type Audit, auditLeg } from './audit.ts'
import { auditDatabase } from './audit-database.ts'
import { Beacon } from './beacon.ts'
import type { Host, Running } from './host.ts'
import { drawKill, type Kill, tracerOf } from './kills.ts'
import { type Counts, Ledger } from './ledger.ts'
import { numbersOf, submitThroughLives } from './submitter.ts'
import { workThroughLives } from './worker.ts'

export interface LegOptions {
  readonly host: Host
  readonly seed: number
  readonly name: string
  readonly kills: number
  /** Acknowledged ones. */
  readonly submits: number
  readonly submitters: number
  readonly workers: number
  /** Kills from inside, through strace, too. */
  readonly withTracer: boolean
  readonly largeOneIn: number
  /** Told of each kill as it happened, for those who watch. */
  readonly onKill?: (kill: Kill, byCall: boolean) => void
  readonly onLedger?: (ledger: Ledger) => void
}

export interface LegResult {
  readonly counts: Counts
  readonly audit: Audit
  /** Kills that came from outside, and those at a system call. */
  readonly killed: { outside: number; atCall: number }
  readonly wrongs: readonly string[]
}

/** What everything that is left may take once nothing is killed any more; and a Job more a millisecond. */
const DRAIN_MS = 120_000
const START_MS = 30_000
/** Numbers for those that are never acknowledged. */
const GIVEN_UP = 1.2
const MARGIN = 500

export async function runLeg(owner: Owner, options: LegOptions): Promise<LegResult> {
  const ledger = new Ledger(
    { seed: options.seed, name: options.name, largeOneIn: options.largeOneIn },
    Math.ceil(options.submits * GIVEN_UP) + MARGIN,
  )
  options.onLedger?.(ledger)
  const beacon = new Beacon()
  owner.teardown(() => beacon.finish())
  const clients = startClients(options, beacon, ledger)
  const story = async (): Promise<LegResult> => {
    const killed = await killThrough(options, ledger, beacon)
    const last = options.host.start([])
    const address = await ready(last)
    beacon.rise(address)
    await clients.submitting
    const audit = await auditLeg(address, ledger)
    beacon.finish()
    await clients.working
    last.program.kill('SIGTERM')
    await within(last.program.ended, 'AGQ to end by itself', START_MS)
    const database = auditDatabase(options.host.dataDir, audit.there)
    const wrongs = [...options.host.wrongs, ...ledger.wrongs, ...audit.wrongs, ...database]
    return { counts: ledger.counts, audit, killed, wrongs }
  }
  // Whoever throws ends the leg: a client that is wrong about the protocol must not look like a slow server.
  const failed = Promise.all([clients.submitting, clients.working]).then(() => new Promise<never>(() => {}))
  const told = (): string => `the end of leg ${options.name}, at ${JSON.stringify(ledger.counts)}`
  return within(Promise.race([story(), failed]), told, DRAIN_MS + options.submits + options.kills * START_MS)
}

interface Clients {
  readonly submitting: Promise<unknown>
  readonly working: Promise<unknown>
}

function startClients(options: LegOptions, beacon: Beacon, ledger: Ledger): Clients {
  const { seed, submits, submitters, workers } = options
  const numbers = numbersOf(ledger, submits)
  const submitting = Array.from({ length: submitters }, (_, number) =>
    submitThroughLives(beacon, ledger, numbers, seededRandom(seed + 1_000 + number)),
  )
  const working = Array.from({ length: workers }, (_, number) =>
    workThroughLives({ beacon, ledger, number, random: seededRandom(seed + 2_000 + number), dies: 0.05 }),
  )
  return { submitting: Promise.all(submitting), working: Promise.all(working) }
}

async function killThrough(
  { host, seed, kills, submits, withTracer, onKill }: LegOptions,
  ledger: Ledger,
  beacon: Beacon,
): Promise<LegResult['killed']> {
  const random = seededRandom(seed)
  const steps = Math.ceil((2 * submits) / (kills + 1))
  const killed = { outside: 0, atCall: 0 }
  for (let number = 0; number < kills; number += 1) {
    const kill = drawKill(random, steps, withTracer)
    const running = host.start(tracerOf(kill))
    const byCall = await liveUntil(kill, running, ledger, beacon, submits)
    beacon.fall()
    await host.end(running, () => beacon.sever())
    if (byCall) killed.atCall += 1
    else killed.outside += 1
    onKill?.(kill, byCall)
  }
  return killed
}

/** Resolves when the life is to be ended, or has ended by the call that it was to be killed at: then true. */
async function liveUntil(
  kill: Kill,
  running: Running,
  ledger: Ledger,
  beacon: Beacon,
  submits: number,
): Promise<boolean> {
  const ended = running.program.ended.then(({ code, signal }) => {
    if (kill.at === 'call' && signal === 'SIGKILL') return true
    throw new Error(`AGQ ended by itself (${code ?? signal}): ${running.program.stderr()}`)
  })
  if (kill.at === 'start') return Promise.race([ended, delay(kill.delayMs, false)])
  const address = await Promise.race([ready(running), ended])
  if (typeof address === 'boolean') return address
  beacon.rise(address)
  // Steps are relative to where this life began. A leg in which everything has ended takes no further step.
  const reached = stepsReached(ledger, ledger.steps + kill.steps, 1.9 * submits)
  const outside = reached.then(() => delay(kill.at === 'step' ? kill.delayMs : 0, false))
  return within(Promise.race([ended, outside]), 'a life to come to its end', DRAIN_MS)
}

/** Or `atMost`: nearly all there will be. */
function stepsReached(ledger: Ledger, steps: number, atMost: number): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (ledger.steps < Math.min(steps, atMost)) return
      stop()
      resolve()
    }
    const stop = ledger.onStep(check)
    check()
  })
}

async function ready(running: Running): Promise<Address> {
  const address = await running.ready
  if (address !== null) return address
  const { code, signal } = await running.program.ended
  throw new Error(`AGQ ended (${code ?? signal}) before it was ready: ${running.program.stderr()}`)
}
