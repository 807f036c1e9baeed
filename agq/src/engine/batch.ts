/**
 * Drives one batch through one transaction: load what its commands name, let the rules decide one by one, save,
 * grant the leases, save, answer the questions. All of it is durable before anything is answered; if the transaction
 * fails, nothing was.
 */
import {
  type Arrival,
  type BatchResult,
  type Command,
  type EngineEvent,
  type LeaseCommand,
  phaseOf,
  type SweepCommand,
  type WriteCommand,
} from './commands.ts'
import { decide } from './decide.ts'
import { openGates } from './gates.ts'
import { grantLeases, type Lease, NO_GRANTS } from './leases.ts'
import { beforeLoading, looksUp, lookUp } from './lookups.ts'
import { needsOf } from './needs.ts'
import type { Store, Transaction } from './port.ts'
import { answerQuery } from './queries.ts'
import { sweep } from './retire.ts'
import type { Outcome } from './rule.ts'
import type { DiskFacts } from './why.ts'
import { Workspace } from './workspace.ts'

const ROOM_ENOUGH: DiskFacts = { readOnlySince: null, leasing: true }

export function runBatch(
  store: Store,
  tenant: string,
  commands: readonly Command[],
  facts: DiskFacts = ROOM_ENOUGH,
): Promise<BatchResult> {
  return store.transact(tenant, (tx) => runInside(tx, tenant, commands, store.ageAtBootMs, facts))
}

async function runInside(
  tx: Transaction,
  tenant: string,
  commands: readonly Command[],
  ageAtBootMs: number,
  facts: DiskFacts,
): Promise<BatchResult> {
  await beforeLoading(tx, commands)
  const rows = new Workspace(tenant, await tx.load(needsOf(commands)), ageAtBootMs)
  const outcomes = new Array<Outcome | undefined>(commands.length)
  const leases: Lease[] = []
  const questions: number[] = []
  const sweeps: { readonly index: number; readonly command: SweepCommand }[] = []

  for (const [index, command] of commands.entries()) {
    if (command.kind === 'job.lease') {
      leases.push({ index, command, afterReport: false })
    } else if (command.kind === 'retention.sweep') {
      sweeps.push({ index, command })
    } else if (isWrite(command)) {
      if (looksUp(command)) {
        await saveAll(tx, rows)
        await lookUp(tx, rows, command)
      }
      const outcome = decide(rows, command)
      rows.apply(outcome.changes)
      outcomes[index] = outcome
      const next = leaseNext(command, outcome)
      if (next === null) continue
      if ('answer' in next) outcomes[index] = next
      else leases.push({ index, command: next, afterReport: true })
    } else {
      questions.push(index)
    }
  }
  await saveAll(tx, rows)
  await openGates(tx, rows)
  await saveAll(tx, rows)
  for (const { index, command } of sweeps) {
    const outcome = await sweep(tx, rows, command)
    rows.apply(outcome.changes)
    outcomes[index] = outcome
    await saveAll(tx, rows)
  }
  await forgetEmptyActions(tx, rows)
  await saveAll(tx, rows)
  const earlier: EngineEvent[] = outcomes.flatMap((outcome) => outcome?.events ?? [])
  const granted = await grantLeases(tx, rows, leases, () => saveAll(tx, rows))
  for (const { index, outcome } of granted.outcomes) outcomes[index] = outcome
  await saveAll(tx, rows)
  for (const index of questions) {
    const command = commands[index]
    if (command !== undefined) outcomes[index] = await answerQuery(tx, rows, command, facts)
  }
  const answers = outcomes.map((outcome) => {
    if (outcome === undefined) throw new Error('a command of the batch was not answered')
    return outcome.answer
  })
  const events = [
    ...earlier,
    ...granted.expired,
    ...leases.flatMap(({ index }) => outcomes[index]?.events ?? []),
  ]
  const arrivals = [...rows.arrivals(), ...granted.left, ...(await inResumedQueues(tx, rows))]
  return { answers, events, arrivals, nextDue: await tx.nextDue() }
}

function isWrite(command: Command): command is WriteCommand {
  return phaseOf(command) !== 2 && command.kind !== 'job.lease' && command.kind !== 'retention.sweep'
}

/** A report with NEXT leases for the worker whose slot it freed; where it freed none there is nothing to lease. */
function leaseNext(command: WriteCommand, outcome: Outcome): LeaseCommand | Outcome | null {
  if (command.kind !== 'job.finish' || command.next === 0 || outcome.answer.kind !== 'ok') return null
  if (outcome.freed === undefined) return { ...outcome, answer: NO_GRANTS }
  return { kind: 'job.lease', workerId: outcome.freed, count: command.next, introduce: false, at: command.at }
}

/** What waited in a queue that was paused arrives anew. */
async function inResumedQueues(tx: Transaction, rows: Workspace): Promise<readonly Arrival[]> {
  if (rows.resumed.size === 0) return []
  const lanes = (await tx.busyLanes()).filter((lane) => rows.resumed.has(lane.queue))
  return lanes.map(({ laneId, tools, tags, pending }) => ({ laneId, tools, tags, jobs: pending }))
}

/** An Action whose last Job was deleted: its id may be new again. */
async function forgetEmptyActions(tx: Transaction, rows: Workspace): Promise<void> {
  for (const actionId of rows.takeThinnedActions()) {
    const left = await tx.tallies('action', actionId)
    if (left.every((tally) => tally.jobs === 0)) rows.apply([{ table: 'deleted-action', actionId }])
  }
}

async function saveAll(tx: Transaction, rows: Workspace): Promise<void> {
  const changes = rows.takeChanges()
  if (changes !== null) rows.numberJobs(changes.newJobs, await tx.save(changes))
}
