/** What people do to Jobs: sending back, deleting, pinning one; changing many. */
import { isTerminal } from '@agenix/specs'
import type { Answer, Command } from '../../agq/dist/engine/commands.js'
import type { JobRow } from '../../agq/dist/engine/model.js'
import { show } from './check-rows.ts'
import { said } from './check-writes.ts'
import type { Step } from './shadow.ts'
import type { World } from './world.ts'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

export function checkByHand(world: World, step: Step): void {
  const { deletedTokens } = step.shadow
  for (const [command, answer] of step.answered()) {
    // One that came in the same batch was never stored, so no row tells of it.
    const forgotten = command.kind === 'job.delete' && answer.kind === 'ok'
    if (forgotten && !deletedTokens.has(command.jobId)) deletedTokens.set(command.jobId, 0)
    if (command.kind === 'job.retry' && step.isAlone(command.jobId)) checkRetry(world, step, command, answer)
    if (command.kind === 'job.delete' && step.isAlone(command.jobId))
      checkDelete(world, step, command, answer)
    if (command.kind === 'job.pin' && step.isAlone(command.jobId)) {
      const row = step.after(command.jobId)
      if (answer.kind === 'ok' && row?.pinned !== command.pinned) {
        world.violate('a pin stays where it was put', `${command.jobId} is pinned=${row?.pinned}`)
      }
    }
    if (command.kind === 'jobs.bulk' && step.commands.length === 1) checkBulk(world, step, command, answer)
  }
  for (const [jobId, row] of step.deleted) {
    // Unpinned in this batch it may go.
    const unpinned = step.commands.some(
      (command) => command.kind === 'job.pin' && command.jobId === jobId && command.pinned === 0,
    )
    if (row.pinned === 1 && !unpinned) world.violate('what is pinned stays', `${jobId} was deleted`)
    if (!isTerminal(row.status) || row.heldBy !== null) {
      // It may have ended in this very batch.
      if (step.isAlone(jobId)) world.violate('only what has ended is deleted', `${jobId}: ${show(row)}`)
    }
  }
}

function checkRetry(world: World, step: Step, command: Of<'job.retry'>, answer: Answer): void {
  const before = step.before(command.jobId)
  const after = step.after(command.jobId)
  const about = `retry of ${command.jobId}, ${show(before)}, was answered ${said(answer)}: ${show(after)}`
  const possible =
    before !== undefined &&
    isTerminal(before.status) &&
    before.status !== 'completed' &&
    before.heldBy === null
  if ((answer.kind === 'ok') !== possible) world.violate('what ended badly can be sent back', about)
  if (answer.kind !== 'ok') {
    const changed = step.touched(command.jobId) && !step.grants
    if (changed || (after !== undefined && after.handRetries !== before?.handRetries)) {
      world.violate('a refused write changes nothing', about)
    }
    return
  }
  const sent = after?.status === 'pending' || after?.status === 'running' || step.grants
  if (!sent || after?.handRetries !== (before?.handRetries ?? 0) + 1 || after.expiresAt !== null) {
    world.violate('what was sent back waits again', about)
  }
}

function checkDelete(world: World, step: Step, command: Of<'job.delete'>, answer: Answer): void {
  const before = step.before(command.jobId)
  const after = step.after(command.jobId)
  const about = `delete of ${command.jobId}, ${show(before)}, was answered ${said(answer)}`
  const possible =
    before !== undefined && isTerminal(before.status) && before.heldBy === null && before.pinned === 0
  if ((answer.kind === 'ok') !== possible) world.violate('what has ended can be deleted', about)
  if ((after === undefined) !== (answer.kind === 'ok' || before === undefined)) {
    world.violate('what was deleted is gone', about)
  }
}

function checkBulk(world: World, step: Step, { bulk }: Of<'jobs.bulk'>, answer: Answer): void {
  const fits = (before: JobRow | undefined, after: JobRow): boolean => {
    if (before === undefined) return false
    if (bulk.do === 'retry') return after.handRetries === before.handRetries + 1 && before.heldBy === null
    if (after.status !== 'cancelled' || isTerminal(before.status)) return false
    return bulk.do !== 'purge' || (before.status !== 'running' && before.queue === bulk.queue)
  }
  let done = 0
  for (const [jobId, { before, after }] of step.changed) {
    if (!step.touched(jobId)) continue
    done += 1
    if (!fits(before, after)) {
      world.violate(
        'a bulk change does what it says',
        `${bulk.do} ${jobId}: ${show(before)} became ${show(after)}`,
      )
    }
  }
  if (answer.kind === 'changed' && answer.done !== done) {
    world.violate('a bulk change does what it says', `${bulk.do}: ${answer.done} done, ${done} changed`)
  }
}
