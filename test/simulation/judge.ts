/**
 * Watches a simulated server: every batch as it is committed, every restart, and, whenever the server has nothing left
 * to do, those who still wait. The cheap checks run at every step, the recount now and then.
 */
import type { DatabaseSync } from 'node:sqlite'
import { isTerminal } from '@agenix/specs'
import type { BatchResult, Command } from '../../agq/dist/engine/commands.js'
import type { JobRow } from '../../agq/dist/engine/model.js'
import type { Store } from '../../agq/dist/engine/port.js'
import { checkByHand } from './check-by-hand.ts'
import { checkKeys } from './check-keys.ts'
import { type Claimant, checkLeases, mayRun } from './check-leases.ts'
import { checkQueues } from './check-queues.ts'
import { checkRetention } from './check-retention.ts'
import { checkRows } from './check-rows.ts'
import { Workers } from './check-workers.ts'
import { checkWrites, said, type Verdicts } from './check-writes.ts'
import type { Ledger } from './ledger.ts'
import { recount } from './recount.ts'
import type { AgqServer, Saved, Witness } from './server.ts'
import { Shadow, Step } from './shadow.ts'
import type { World } from './world.ts'

/** Batches between two recounts. */
const RECOUNT_EVERY = 100

export class Judge implements Witness {
  readonly shadow = new Shadow()
  readonly claimants = new Set<Claimant>()
  batches = 0
  commands = 0
  readonly #world: World
  readonly #ledger: Ledger
  readonly #workers: Workers
  readonly #verdicts: Verdicts = new Map()
  #db: DatabaseSync | null = null
  #ageAtBootMs = 0
  #believedMs = 0

  constructor(world: World, ledger: Ledger) {
    this.#world = world
    this.#ledger = ledger
    this.#workers = new Workers(world)
  }

  committed(commands: readonly Command[], result: BatchResult, saved: readonly Saved[]): void {
    const world = this.#world
    this.batches += 1
    this.commands += commands.length
    const before = this.shadow.before()
    this.shadow.keepTime(commands)
    const deleted = new Map<string, JobRow>()
    const forgotten = { jobs: new Map<string, JobRow>(), actions: new Set<string>() }
    const changed = this.shadow.apply(saved, deleted, forgotten)
    const step = new Step(commands, result, this.shadow, changed, deleted, forgotten, before)
    world.tell(line(step))
    checkRows(world, step, this.#ageAtBootMs)
    checkWrites(world, step, this.#verdicts)
    checkLeases(world, step, this.#ledger, this.claimants)
    checkByHand(world, step)
    checkRetention(world, step, world.nowMs + this.#believedMs)
    checkKeys(world, step)
    checkQueues(world, step)
    this.#workers.check(step)
    this.#checkQuestions(step)
    if (this.batches % RECOUNT_EVERY === 0) this.recount()
  }

  woken(callers: number, strangers: number, result: BatchResult): void {
    const arrived = result.arrivals.reduce((sum, arrival) => sum + arrival.jobs, 0)
    if (callers > arrived + strangers) {
      this.#world.violate('one caller is woken for each Job', `${callers} were woken for ${arrived}`)
    }
  }

  restarted(db: DatabaseSync): void {
    this.#db = db
    this.recount()
  }

  opened(store: Store): void {
    const oldest = [...this.shadow.jobs.values()].map((job) => job.rank - job.priority * 30 * 60_000)
    this.#ageAtBootMs = store.ageAtBootMs
    if (Math.max(0, ...oldest) > store.ageAtBootMs) {
      this.#world.violate('the line is first in, first out', `its age fell back to ${store.ageAtBootMs}`)
    }
  }

  believed(wallMs: number): void {
    this.#believedMs = wallMs - this.#world.nowMs
  }

  recount(): void {
    // Not inside a transaction: the store's own is over whenever somebody is told of it.
    if (this.#db !== null) recount(this.#world, this.#db, this.shadow)
  }

  /** Between two events: whoever waits though the server has nothing to do waits for good reason. */
  checkWaiting(server: AgqServer): void {
    if (!server.idle) return
    const late = this.#workers.overdue(server.life, server.wallMs, this.shadow)
    if (late !== null) this.#world.violate('the timer rings in time', late)
    for (const end of server.ends) {
      if (!end.peerListens || end.closed) continue
      for (const { name, args } of end.waiting) {
        if (name === 'JOB.LEASE') this.#checkParked(args[0] ?? '')
        if (name === 'JOB.WAIT') this.#checkWait(args[0] ?? '')
      }
    }
  }

  #checkParked(workerId: string): void {
    const worker = this.shadow.workers.get(workerId)
    if (worker?.status !== 'live') return
    for (const job of this.shadow.ready.values()) {
      if (!mayRun(worker, job, this.shadow)) continue
      this.#world.violate('a wake-up is never lost', `${workerId} waits, and so does ${job.jobId}`)
    }
  }

  #checkWait(jobId: string): void {
    const status = this.shadow.jobs.get(jobId)?.status
    if (status !== undefined && isTerminal(status)) {
      this.#world.violate('a wake-up is never lost', `somebody waits for ${jobId}, which is ${status}`)
    }
  }

  /** What is read is what was committed. */
  #checkQuestions(step: Step): void {
    for (const [command, answer] of step.answered()) {
      if (command.kind === 'job.status' || command.kind === 'job.end') {
        const row = this.shadow.jobs.get(command.jobId)
        const isTold = row !== undefined && (command.kind === 'job.status' || isTerminal(row.status))
        if ((answer.kind === 'json') !== isTold) {
          this.#world.violate('an acknowledged Job is found', `${command.jobId} was answered ${answer.kind}`)
        }
        if (answer.kind !== 'json' || row === undefined) continue
        const told = JSON.parse(answer.text) as { readonly status: string; readonly attempt: number }
        if (told.status !== row.status || told.attempt !== row.attempt) {
          this.#world.violate('a status is true', `${command.jobId} is ${row.status}, told ${told.status}`)
        }
      }
      if (command.kind === 'action.status' && answer.kind === 'json') {
        const told = JSON.parse(answer.text) as Readonly<Record<string, unknown>>
        const action = this.shadow.actions.get(command.actionId)
        if (action !== undefined && told.jobs !== action.jobs) {
          this.#world.violate('the totals of an Action are true', `${command.actionId}: ${answer.text}`)
        }
      }
    }
  }
}

function line(step: Step): string {
  const parts: string[] = []
  for (const [command, answer] of step.answered()) {
    const name =
      'jobId' in command
        ? command.jobId
        : 'workerId' in command
          ? command.workerId
          : command.kind === 'job.submit'
            ? command.job.jobId
            : command.kind === 'worker.register'
              ? command.registration.worker_id
              : ''
    const token = 'token' in command ? `@${command.token}` : ''
    const what =
      answer.kind === 'grants'
        ? `grants ${answer.grants.map((grant) => `${grant.jobId}@${grant.token}`).join(' ')}`
        : said(answer)
    parts.push(`${command.kind} ${name}${token} → ${what}`)
  }
  return parts.join(' · ')
}
