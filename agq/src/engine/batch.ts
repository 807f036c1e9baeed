/**
 * Drives one batch through one transaction: load what its commands name, let the rules decide one by one, save,
 * grant the leases, save, answer the questions. All of it is durable before anything is answered; if the transaction
 * fails, nothing was.
 */
import type { BatchResult, Command, EngineEvent, LeaseCommand, WriteCommand } from './commands.ts'
import { decide } from './decide.ts'
import { grantLeases } from './leases.ts'
import { needsOf } from './needs.ts'
import type { Store, Transaction } from './port.ts'
import { answerQuery } from './queries.ts'
import type { Outcome } from './rule.ts'
import { Workspace } from './workspace.ts'

export function runBatch(store: Store, tenant: string, commands: readonly Command[]): Promise<BatchResult> {
  return store.transact(tenant, (tx) => runInside(tx, tenant, commands))
}

async function runInside(
  tx: Transaction,
  tenant: string,
  commands: readonly Command[],
): Promise<BatchResult> {
  const rows = new Workspace(tenant, await tx.load(needsOf(commands)))
  const outcomes = new Array<Outcome | undefined>(commands.length)
  const leases: { readonly index: number; readonly command: LeaseCommand }[] = []
  const questions: number[] = []

  for (const [index, command] of commands.entries()) {
    if (command.kind === 'job.lease') {
      leases.push({ index, command })
    } else if (isWrite(command)) {
      const outcome = decide(rows, command)
      rows.apply(outcome.changes)
      outcomes[index] = outcome
      const next = nextLease(rows, command, outcome)
      if (next !== null) leases.push({ index, command: next })
    } else {
      questions.push(index)
    }
  }
  await saveAll(tx, rows)
  const earlier: EngineEvent[] = outcomes.flatMap((outcome) => outcome?.events ?? [])
  for (const { index, outcome } of await grantLeases(tx, rows, leases)) outcomes[index] = outcome
  await saveAll(tx, rows)
  for (const index of questions) {
    const command = commands[index]
    if (command !== undefined) outcomes[index] = await answerQuery(tx, rows, command)
  }
  const answers = outcomes.map((outcome) => {
    if (outcome === undefined) throw new Error('a command of the batch was not answered')
    return outcome.answer
  })
  const events = [...earlier, ...leases.flatMap(({ index }) => outcomes[index]?.events ?? [])]
  return { answers, events, arrivals: rows.arrivals(), nextDue: await tx.nextDue() }
}

const QUESTIONS: ReadonlySet<Command['kind']> = new Set([
  'job.status',
  'job.why',
  'job.list',
  'job.output',
  'plan.get',
  'plan.list',
  'plan.delete',
  'action.status',
  'queue.stats',
  'worker.list',
  'worker.get',
  'blob.find',
])

function isWrite(command: Command): command is WriteCommand {
  return !QUESTIONS.has(command.kind) && command.kind !== 'job.lease'
}

/** A report with NEXT leases for the worker that held the Job, if the report was accepted. */
function nextLease(rows: Workspace, command: WriteCommand, outcome: Outcome): LeaseCommand | null {
  if (command.kind !== 'job.finish' || command.next === 0 || outcome.answer.kind !== 'ok') return null
  const workerId = rows.job(command.jobId)?.workerId
  if (workerId === undefined || workerId === null) return null
  return { kind: 'job.lease', workerId, count: command.next, introduce: false, at: command.at }
}

async function saveAll(tx: Transaction, rows: Workspace): Promise<void> {
  const changes = rows.takeChanges()
  if (changes !== null) rows.numberJobs(changes.newJobs, await tx.save(changes))
}
