/**
 * Retention: what goes has ended, is nobody's and not pinned, is covered by a rule and beyond one of its bounds; the
 * oldest goes first; a rule that finds nothing more has left nothing beyond its bounds; and a clock that is set makes
 * nothing old. The model is written apart from the engine's.
 */
import { isTerminal, type RetentionRule } from '@agenix/specs'
import type { Answer, Command } from '../../agq/dist/engine/commands.js'
import type { JobRow } from '../../agq/dist/engine/model.js'
import { show } from './check-rows.ts'
import type { Step } from './shadow.ts'
import type { World } from './world.ts'

type Sweep = Extract<Command, { kind: 'retention.sweep' }>
type Retired = Extract<Answer, { kind: 'retired' }>

/** So far the wall clock may go away before ages count no more. */
const BELIEVED_MS = 3_600_000

interface Swept {
  readonly rule: RetentionRule
  readonly wallMs: number
  readonly answer: Retired
}

/** `believedMs`: the hour by a clock that nobody has set since the sweeper began. */
export function checkRetention(world: World, step: Step, believedMs: number): void {
  const sweeps: Swept[] = []
  const byHand = new Set<string>()
  for (const [command, answer] of step.answered()) {
    if (command.kind === 'job.delete' && answer.kind === 'ok') byHand.add(command.jobId)
    if (command.kind !== 'retention.sweep' || answer.kind !== 'retired') continue
    checkHour(world, command, believedMs)
    if ('rule' in command.step) sweeps.push({ rule: command.step.rule, wallMs: command.at.wallMs, answer })
  }
  const gone = [...step.forgotten.jobs.values()].filter((row) => !byHand.has(row.jobId))
  const emptied = [...step.changed.values()].flatMap(({ before, after }) =>
    before !== undefined && before.outputsExpired !== after.outputsExpired && after.outputsExpired !== null
      ? [{ ...after, outputBytes: before.outputBytes }]
      : [],
  )
  checkReason(world, gone, sweeps, 'jobs')
  checkReason(world, emptied, sweeps, 'outputs')
  const [only] = sweeps
  // What ended in this batch did not have its outputs before.
  if (emptied.some(({ jobId, token }) => step.isNew(jobId, token))) return
  // A lease may give up what has expired, and a hand what has ended: then not all that is there was there.
  if (only === undefined || sweeps.length > 1 || step.grants || byHand.size > 0) return
  const taken = only.rule.what === 'jobs' ? gone : emptied
  if (only.answer.count !== taken.length) {
    world.violate('a policy says what it took', `${only.rule.name}: ${only.answer.count} and ${taken.length}`)
  }
  checkBounds(world, step, only, taken)
}

function checkHour(world: World, { step, at }: Sweep, believedMs: number): void {
  const byAge = 'workersBefore' in step || step.rule.max_age_secs !== undefined
  if (byAge && at.wallMs > believedMs + BELIEVED_MS) {
    world.violate(
      'a clock that is set makes nothing old',
      `it is ${believedMs}, and ages were told at ${at.wallMs}`,
    )
  }
}

function checkReason(
  world: World,
  taken: readonly JobRow[],
  sweeps: readonly Swept[],
  what: RetentionRule['what'],
): void {
  for (const row of taken) {
    const about = `${row.jobId}, ${show(row)}, of ${row.queue}`
    if (!isFree(row)) world.violate('a policy takes only what has ended and nobody needs', about)
    const rules = sweeps.filter(({ rule }) => rule.what === what && covers(rule, row))
    if (rules.length === 0) world.violate('a policy takes only what it covers', about)
  }
}

function checkBounds(
  world: World,
  step: Step,
  { rule, wallMs, answer }: Swept,
  taken: readonly JobRow[],
): void {
  const left = [...step.shadow.jobs.values()].filter((row) => counts(rule, row))
  const most = rule.max_count ?? Number.POSITIVE_INFINITY
  const mostBytes = rule.max_bytes ?? Number.POSITIVE_INFINITY
  const cutoff = wallMs - (rule.max_age_secs ?? Number.POSITIVE_INFINITY) * 1000
  const young = taken.filter((row) => endOf(row) > cutoff)
  const bytes = sumOf(left)
  const about = `${rule.name} ${JSON.stringify(rule)}: ${left.length} of ${bytes} bytes left, took ${taken.map((row) => row.jobId)}`
  // As many as were too many, counted with those that went by their age.
  const tooMany = left.length + taken.length - most
  const tooLarge = bytes + sumOf(taken) - mostBytes
  if (young.length > Math.max(0, tooMany) && tooLarge <= 0) {
    world.violate('a policy takes only what is beyond its bounds', about)
  }
  const last = Math.max(...young.map(endOf))
  const older = left.find((row) => isFree(row) && endOf(row) < last && (tooLarge <= 0 || row.outputBytes > 0))
  if (older !== undefined)
    world.violate('a policy takes the oldest first', `${about}, and ${older.jobId} stays`)
  if (answer.count > 0) return
  const free = left.filter(isFree)
  const stays =
    free.some((row) => endOf(row) <= cutoff) ||
    (free.length > 0 && left.length > most) ||
    (bytes > mostBytes && free.some((row) => row.outputBytes > 0))
  if (stays) world.violate('nothing stays beyond the bounds of a policy', about)
}

function covers(rule: RetentionRule, row: JobRow): boolean {
  const queues = rule.queues ?? ['*']
  const named = queues.some((name) =>
    name.endsWith('*') ? row.queue.startsWith(name.slice(0, -1)) : row.queue === name,
  )
  return named && (rule.statuses === undefined || (rule.statuses as readonly string[]).includes(row.status))
}

/** It is among what the rule's bounds are about. */
function counts(rule: RetentionRule, row: JobRow): boolean {
  const there = rule.what === 'jobs' || row.outputBytes > 0
  return there && isTerminal(row.status) && row.pinned === 0 && covers(rule, row)
}

function isFree(row: JobRow): boolean {
  return isTerminal(row.status) && row.pinned === 0 && row.heldBy === null
}

function endOf(row: JobRow): number {
  return row.completedAt ?? Number.POSITIVE_INFINITY
}

function sumOf(rows: readonly JobRow[]): number {
  return rows.reduce((sum, row) => sum + row.outputBytes, 0)
}
