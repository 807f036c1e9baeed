/** What may become of a Job's row in one batch, whoever asked for it. */
import { isTerminal, jobTransitions } from '@agenix/specs'
import type { JobRow } from '../../agq/dist/engine/model.js'
import type { Step } from './shadow.ts'
import type { World } from './world.ts'

const POISON = 3

/** Every status that a Job may have after a batch, with any number of moves in it. */
const reachable = new Map<string, Set<string>>()
for (const { from } of jobTransitions) if (from !== null) reachable.set(from, statusesAfter(from))

/** A step of priority is worth half an hour in the line. */
const STEP_MS = 30 * 60_000

/** `ageAtBootMs`: how old the line was when this server life began. */
export function checkRows(world: World, step: Step, ageAtBootMs: number): void {
  const latestMono = Math.max(0, ...step.commands.map((command) => ('at' in command ? command.at.monoMs : 0)))
  for (const [jobId, { before, after }] of step.changed) {
    const wrong = (promise: string): void =>
      world.violate(promise, `Job ${jobId}: ${show(before)} became ${show(after)}`)
    if (isTerminal(after.status) !== (after.completedAt !== null)) wrong('an end has its hour')
    if (after.status === 'running' && after.heldBy === null) wrong('a running Job has a holder')
    if (after.heldBy !== null && !isLive(step, after.heldBy)) wrong('a lost worker holds nothing')
    const becameReady =
      after.status === 'pending' &&
      (before === undefined || before.status === 'scheduled' || isTerminal(before.status))
    const age = after.rank - after.priority * STEP_MS - ageAtBootMs
    if (becameReady && (age < 0 || age > latestMono)) wrong('the line is first in, first out')
    const sentBack = step.isSentBack(jobId)
    if (
      before === undefined &&
      (step.shadow.firstTokens.get(jobId) ?? 0) < (step.shadow.deletedTokens.get(jobId) ?? 0)
    ) {
      wrong('the token of a deleted Job is never given again')
    }
    if (before !== undefined && before.status !== 'scheduled' && before.rank !== after.rank && !sentBack) {
      wrong('a Job keeps its place in the line')
    }
    if (after.startedAt !== null && after.error?.startsWith('expired: it had not') === true) {
      wrong('the reason of an end is true')
    }
    if (before === undefined) continue
    if (sentBack) {
      if (after.token < before.token) wrong('tokens grow')
      continue
    }
    if (isTerminal(before.status) && before.status !== after.status) wrong('what has ended stays so')
    if (before.status !== after.status && !reachable.get(before.status)?.has(after.status)) {
      wrong('statuses move by the table')
    }
    if (after.token < before.token) wrong('tokens grow')
    if (isGranted(before, after) && after.token <= before.token) wrong('every grant increases the token')
    checkAttempts(before, after, wrong)
  }
  for (const [workerId, worker] of step.shadow.workers) {
    if (step.workersBefore.get(workerId) === worker) continue
    if (worker.status === 'live' || worker.status === 'draining') continue
    for (const job of step.shadow.held.values()) {
      if (job.heldBy === workerId) {
        world.violate('a lost worker holds nothing', `${workerId} is ${worker.status} and holds ${job.jobId}`)
      }
    }
  }
}

/** A grant counts an attempt, a release takes it back, a death leaves it counted; the third death is the last. */
function checkAttempts(before: JobRow, after: JobRow, wrong: (promise: string) => void): void {
  const grants = after.token - before.token
  const deaths = after.deaths - before.deaths
  if (deaths < 0) wrong('deaths are not forgotten')
  if (after.deaths >= POISON && after.status !== 'dead') wrong('the third death is poison')
  if (after.attempt > before.attempt + grants) wrong('an attempt is a grant')
  const ended = before.heldBy !== null && after.heldBy === null
  const returned = before.status === 'running' && after.status === 'pending' && grants === 0
  if (returned && deaths === 0 && after.attempt !== before.attempt - 1) {
    wrong('a Job given back has not burned its attempt')
  }
  if (ended && deaths > 0 && after.attempt !== before.attempt + grants) wrong('a death burns the attempt')
}

function isGranted(before: JobRow, after: JobRow): boolean {
  return after.status === 'running' && (before.status !== 'running' || before.startedAt !== after.startedAt)
}

function isLive(step: Step, workerId: string): boolean {
  const status = step.shadow.workers.get(workerId)?.status
  return status === 'live' || status === 'draining'
}

function statusesAfter(from: string): Set<string> {
  const found = new Set<string>()
  const walk = (status: string): void => {
    for (const move of jobTransitions) {
      // A retry by hand is asked for by name: only then may an ended Job move.
      if (move.from !== status || move.event === 'retry_by_hand' || found.has(move.to)) continue
      found.add(move.to)
      walk(move.to)
    }
  }
  walk(from)
  return found
}

export function show(job: JobRow | undefined): string {
  if (job === undefined) return 'nothing'
  const holder = job.heldBy === null ? '' : ` held by ${job.heldBy}`
  return `${job.status} (attempt ${job.attempt} of ${job.maxAttempts}, token ${job.token}, deaths ${job.deaths}${holder})`
}
