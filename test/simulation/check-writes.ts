/**
 * Every write against a model of its own: what it must be answered, and what it must have changed. Only where no other
 * command of the batch could have had a hand in it; batches are small enough that this is nearly always.
 */
import { isTerminal } from '@agenix/specs'
import type { Answer, Command } from '../../agq/dist/engine/commands.js'
import type { JobRow } from '../../agq/dist/engine/model.js'
import { show } from './check-rows.ts'
import type { Step } from './shadow.ts'
import type { World } from './world.ts'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>
type Finish = Of<'job.finish'>

/** How each token's attempt was ended by its own report: a repeated report must say the same. */
export type Verdicts = Map<string, 'complete' | 'fail' | 'any'>

export function checkWrites(world: World, step: Step, verdicts: Verdicts): void {
  for (const [command, answer] of step.answered()) {
    switch (command.kind) {
      case 'job.submit':
        checkSubmit(world, step, command, answer)
        break
      case 'job.finish':
        if (step.isAlone(command.jobId)) checkFinish(world, step, command, answer, verdicts)
        else noteVerdict(step, command, answer, verdicts)
        break
      case 'job.release':
      case 'job.progress':
        if (step.isAlone(command.jobId)) checkHolder(world, step, command, answer)
        break
      case 'job.cancel':
        if (step.isAlone(command.jobId)) checkCancel(world, step, command, answer)
        break
      case 'action.submit':
        checkAction(world, step, command, answer)
        break
      default:
    }
  }
}

function checkSubmit(world: World, step: Step, command: Of<'job.submit'>, answer: Answer): void {
  const { job } = command
  const row = step.after(job.jobId)
  const before = step.before(job.jobId)
  if (answer.kind === 'ok') {
    // Submitted, cancelled and deleted at once, it was never there.
    if (step.forgets(job.jobId) || (row === undefined && !step.isAlone(job.jobId))) return
    if (row === undefined) world.violate('an acknowledged Job is stored', `${job.jobId} is not there`)
    else if (row.contentHash !== job.contentHash) {
      world.violate('other content is a DUPLICATE', `${job.jobId} was accepted with other content`)
    }
    if (before !== undefined && step.isAlone(job.jobId) && step.touched(job.jobId) && !step.grants) {
      world.violate('the same id is one Job', `${job.jobId} was ${show(before)} and is ${show(row)}`)
    }
    return
  }
  if (before !== undefined && before.contentHash === job.contentHash && step.isAlone(job.jobId)) {
    const said = answer.kind === 'refused' ? answer.text : answer.kind
    world.violate('the same Job again is answered OK', `${job.jobId}, ${show(before)}: ${said}`)
  }
}

function checkFinish(world: World, step: Step, command: Finish, answer: Answer, verdicts: Verdicts): void {
  const { jobId, token, verdict } = command
  const before = step.before(jobId)
  const after = step.after(jobId)
  const key = `${jobId}@${token}`
  const current = before !== undefined && before.token === token && before.heldBy !== null
  const ended = verdicts.get(key)
  const repeats =
    !current &&
    ended !== undefined &&
    (ended === verdict || ended === 'any' || before?.status === 'cancelled')
  const accepted = answer.kind === 'ok' || answer.kind === 'grants'
  const about = `${command.kind} ${key} of ${show(before)} was answered ${said(answer)}`
  if (accepted && !current && !repeats) world.violate('a stale write changes nothing', about)
  if (!accepted) {
    if (step.touched(jobId) && !step.grants) {
      world.violate('a refused write changes nothing', `${about}: ${show(after)}`)
    }
    const recorded = new Set(
      step.commands.flatMap((other) => (other.kind === 'blob.record' ? other.sha256 : [])),
    )
    const isMissing = (sha: string): boolean => !step.shadow.blobs.has(sha) || recorded.has(sha)
    const missing = command.report.tasks.some(({ blobs }) => blobs.some(isMissing))
    if (current && !missing) world.violate("the holder's report is accepted", about)
    return
  }
  if (!current) {
    if (step.touched(jobId) && !step.grants && command.next === 0) {
      world.violate('a repeated report changes nothing', `${about}: ${show(after)}`)
    }
    return
  }
  // The receipt of what was stopped says nothing of how it would have ended.
  verdicts.set(key, isTerminal(before.status) ? 'any' : verdict)
  if (after === undefined || after.token !== token) return
  const wanted = endOf(before, command)
  if (after.status !== wanted.status || after.dueAt !== wanted.dueAt || after.heldBy !== null) {
    world.violate(
      'a report ends its attempt',
      `${about}: due ${after.dueAt}, wanted ${JSON.stringify(wanted)}`,
    )
  }
}

function noteVerdict(step: Step, command: Finish, answer: Answer, verdicts: Verdicts): void {
  if (answer.kind !== 'ok' && answer.kind !== 'grants') return
  const key = `${command.jobId}@${command.token}`
  const before = step.before(command.jobId)
  if (verdicts.has(key) || before === undefined) return
  const receipt = step.after(command.jobId)?.status === 'cancelled' || step.isSentBack(command.jobId)
  verdicts.set(key, receipt ? 'any' : command.verdict)
}

interface End {
  readonly status: string
  readonly dueAt: number | null
}

/** The model of an attempt's end. */
function endOf(job: JobRow, command: Finish): End {
  const { report, verdict, at } = command
  if (isTerminal(job.status)) return { status: job.status, dueAt: job.dueAt }
  if (verdict === 'complete') return { status: 'completed', dueAt: null }
  if (report.reason === 'cancelled') return { status: 'cancelled', dueAt: null }
  const policy =
    job.retryPolicy === null
      ? null
      : (JSON.parse(job.retryPolicy) as {
          readonly base_secs: number
          readonly factor: number
          readonly max_secs: number
          readonly exit_codes: readonly number[] | null
        })
  const last = report.tasks.at(-1)?.exitCode ?? null
  const codes = policy?.exit_codes ?? null
  const named = codes === null || report.reason !== 'task' || (last !== null && codes.includes(last))
  const retried = report.retryable && report.reason !== 'policy' && named
  if (!retried || job.maxAttempts === 1) return { status: 'failed', dueAt: null }
  if (job.attempt >= job.maxAttempts || policy === null) return { status: 'dead', dueAt: null }
  const ceilingSecs = Math.min(policy.max_secs, policy.base_secs * policy.factor ** (job.attempt - 1))
  return { status: 'scheduled', dueAt: at.wallMs + Math.floor(command.chance * ceilingSecs * 1000) }
}

function checkHolder(
  world: World,
  step: Step,
  command: Of<'job.release'> | Of<'job.progress'>,
  answer: Answer,
): void {
  const before = step.before(command.jobId)
  const current =
    before !== undefined &&
    before.token === command.token &&
    before.heldBy !== null &&
    (command.kind === 'job.release' || before.status === 'running')
  const about = `${command.kind} ${command.jobId}@${command.token} of ${show(before)} was answered ${said(answer)}`
  if (answer.kind === 'ok' && !current) world.violate('a stale write changes nothing', about)
  if (answer.kind !== 'ok' && current) world.violate("the holder's word is accepted", about)
  if (answer.kind !== 'ok' && step.touched(command.jobId) && !step.grants) {
    world.violate('a refused write changes nothing', about)
  }
  const after = step.after(command.jobId)
  if (answer.kind !== 'ok' || command.kind !== 'job.release' || after?.token !== command.token) return
  if (after.heldBy !== null || (before?.status === 'running') !== (after.status === 'pending')) {
    world.violate('a Job given back waits again', `${about}: ${show(after)}`)
  }
}

function checkCancel(world: World, step: Step, command: Of<'job.cancel'>, answer: Answer): void {
  const before = step.before(command.jobId)
  const after = step.after(command.jobId)
  const possible = before !== undefined && (!isTerminal(before.status) || before.status === 'cancelled')
  const about = `cancel ${command.jobId} of ${show(before)} was answered ${said(answer)}: ${show(after)}`
  if ((answer.kind === 'ok') !== possible) world.violate('what has not ended can be cancelled', about)
  if (answer.kind !== 'ok') return
  if (after?.status !== 'cancelled') world.violate('a cancelled Job is over', about)
  if (before?.status === 'running' && after?.heldBy !== before.heldBy) {
    world.violate('the holder of a cancelled Job is remembered until its receipt', about)
  }
}

function checkAction(world: World, step: Step, command: Of<'action.submit'>, answer: Answer): void {
  const { action_id: actionId, inputs } = command.request
  let made = 0
  for (const { before, after } of step.changed.values()) {
    if (before === undefined && after.actionId === actionId) made += 1
  }
  const known = step.shadow.actions.get(actionId)
  const about = `${actionId} of ${inputs.length} inputs was answered ${said(answer)} and made ${made} Jobs`
  if (answer.kind === 'ok') {
    if (step.forgotten.actions.has(actionId)) return
    if (known === undefined) world.violate('an acknowledged Action is stored', about)
    else if (known.contentHash !== command.contentHash) world.violate('other content is a DUPLICATE', about)
    else if (made !== 0 && made !== inputs.length)
      world.violate('an Action is made whole or not at all', about)
  } else if (made > 0 && step.commands.filter(({ kind }) => kind === 'action.submit').length === 1) {
    world.violate('an Action is made whole or not at all', about)
  }
}

export function said(answer: Answer): string {
  if (answer.kind === 'refused') return `${answer.code} ${answer.text}`
  if (answer.kind === 'ok') return `OK ${answer.text}`
  return answer.kind
}
