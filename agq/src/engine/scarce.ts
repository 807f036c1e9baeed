/**
 * A batch on a disk that may be full. What does not fit is refused, never half done: a transaction that found no room
 * was rolled back whole, and is run again with less, from all commands down to questions only (growth.ts), while the
 * room gives up what it has kept for this.
 */
import { runBatch } from './batch.ts'
import type { Answer, BatchResult, Command } from './commands.ts'
import { demandOf, growthOf } from './growth.ts'
import { NO_GRANTS } from './leases.ts'
import { type Demand, type Room, type Store, StoreFull } from './port.ts'
import type { DiskFacts } from './why.ts'

/** A tick that was refused rings again so soon. */
const AGAIN_MS = 500

export async function runScarce(
  store: Store,
  room: Room,
  tenant: string,
  commands: readonly Command[],
): Promise<BatchResult> {
  let growth = 0
  for (const command of commands) growth += growthOf(command)
  let allowed = room.allows(growth)
  for (;;) {
    try {
      return await runAllowed(store, room, tenant, commands, allowed)
    } catch (error) {
      if (!(error instanceof StoreFull) || allowed === 0) throw error
    }
    const more = room.giveUp()
    // What makes the data grow is not tried twice; all else as long as there is something left to give up.
    if (!more || allowed === 4) allowed = (allowed - 1) as Demand
    allowed = Math.min(allowed, room.allows(0)) as Demand
  }
}

async function runAllowed(
  store: Store,
  room: Room,
  tenant: string,
  commands: readonly Command[],
  allowed: Demand,
): Promise<BatchResult> {
  const facts: DiskFacts = { readOnlySince: room.fullSince, leasing: allowed >= 3 }
  if (allowed === 4) return runBatch(store, tenant, commands, facts)
  const kept = commands.filter((command) => demandOf(command) <= allowed)
  const result = await runBatch(
    store,
    tenant,
    kept.map((command) => withoutNext(command, allowed)),
    facts,
  )
  let at = 0
  const answers = commands.map((command): Answer => {
    if (demandOf(command) > allowed) return refusal(command, allowed)
    const answer = result.answers[at++]
    if (answer === undefined) throw new Error('a command of the batch was not answered')
    const asked = command.kind === 'job.finish' && command.next > 0
    return asked && answer.kind === 'ok' && allowed < 3 ? NO_GRANTS : answer
  })
  return { ...result, answers, nextDue: allowed === 0 ? later(result, commands) : result.nextDue }
}

/** Who reports gets no new work while none is given out. */
function withoutNext(command: Command, allowed: Demand): Command {
  return command.kind === 'job.finish' && allowed < 3 ? { ...command, next: 0 } : command
}

function refusal(command: Command, allowed: Demand): Answer {
  const what =
    demandOf(command) === 4
      ? 'nothing new is accepted until there is room; Jobs that were accepted go on'
      : allowed === 2
        ? 'no Job is given out until there is room; those that run may end'
        : 'and so is the room that was kept for this; it is accepted when there is room'
  return { kind: 'refused', code: 'FULL', text: `the disk of AGQ is full: ${what}. Free some space on it` }
}

/** What is overdue stays so: asking again at once would only be refused again. */
function later(result: BatchResult, commands: readonly Command[]): BatchResult['nextDue'] {
  const monoMs = Math.max(0, ...commands.map((command) => ('at' in command ? command.at.monoMs : 0)))
  return monoMs === 0 ? result.nextDue : { wallMs: null, monoMs: monoMs + AGAIN_MS }
}
