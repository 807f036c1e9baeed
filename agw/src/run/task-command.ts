/**
 * From a declared task to the command that is started, or to the reason why not: sandbox, cwd, executable, policy,
 * limits, environment, in that order. It looks at files and starts nothing.
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CompleteTask } from '@agenix/specs'
import type { CellCommand } from '../exec/cells/cell.ts'
import type { Slot } from '../exec/cells/slots.ts'
import { type BaseEnvironment, taskEnvironment } from '../exec/environment.ts'
import { applyLimits, type LimitMeans } from '../exec/limits.ts'
import { type Resolved, resolveCommand } from '../exec/resolve-command.ts'
import { forbidsJob, mayRun, type Policy } from '../policy/may-run.ts'
import type { Grant } from './grant.ts'

/** What the worker brings to every task, read once at start. */
export interface Host {
  readonly base: BaseEnvironment
  /** The worker's PATH, as absolute directories. */
  readonly directories: readonly string[]
  /** Where bare names led, like a shell's hash: walking a long PATH costs as much as the rest of this file. */
  readonly known: Map<string, string>
  readonly policy: Policy
  readonly limitMeans: Omit<LimitMeans, 'canHold'>
}

/** Why a task does not start. `by` is the `reason` of the report. */
export interface Refusal {
  readonly failure: 'not_found' | 'not_started'
  readonly exitCode: number | null
  readonly text: string
  readonly by: 'task' | 'worker' | 'policy'
  /** Nothing of the Job has run, and a worker with another policy may run it. */
  readonly elsewhere?: boolean
}

/** The command without its descriptors. */
export interface Prepared {
  readonly file: string
  readonly args: readonly string[]
  readonly argv0: string
  /** Stays open for the program in front of the task's. */
  readonly keep?: number
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

export type TaskCommandResult =
  | { readonly kind: 'ready'; readonly command: Prepared }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** What a shell answers when it found the command and could not execute it. */
const cannotExecute = 126

export function prepareTask(
  host: Host,
  grant: Grant,
  task: CompleteTask,
  work: string,
  mark: string,
  slot: Slot,
): TaskCommandResult {
  const first = task.task_number === (grant.resume?.fromTask ?? 1)
  const forbidden = first ? forbidsJob(host.policy, grant.job) : null
  if (forbidden !== null) return refused('policy', forbidden.text, forbidden.elsewhere)
  if (task.sandbox === 'isolated') {
    return refused(
      'policy',
      'this worker cannot isolate tasks (sandbox: isolated). Such Jobs go to workers with the tag sandbox:isolated.',
    )
  }
  const declared = task.cwd ?? grant.job.cwd
  const cwd = declared === null ? work : resolve(work, declared)
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return refused(
      'task',
      `the cwd ${cwd} is not a directory on this worker. Make it there, or name another in "cwd".`,
    )
  }
  const found = resolveCached(host, task.command, cwd)
  if (found.kind === 'refused') {
    const { failure, exitCode, text } = found
    return { kind: 'refused', refusal: { failure, exitCode, text, by: 'task' } }
  }
  const allowed = mayRun(host.policy, task.command, task.args, found.file, host.directories)
  if (allowed.kind === 'refused') return refused('policy', allowed.text, first && allowed.elsewhere)
  const { launch } = allowed
  const { groups } = slot
  const means: LimitMeans = { ...host.limitMeans, canHold: (limits) => groups.canHold(limits) }
  const limited = applyLimits({ file: launch.behind, args: task.args }, task.limits, means)
  if (limited.kind === 'refused') return refused('policy', limited.text)
  if (!groups.hold(limited.held)) return refused('worker', 'the kernel refuses the limits of this task')
  const env = taskEnvironment(
    host.base,
    grant.job.env,
    task.env,
    { jobId: grant.jobId, task: task.task_number, attempt: grant.attempt, token: grant.token },
    mark,
  )
  const argv0 = limited.command.file === launch.behind ? launch.argv0 : limited.command.file
  const entering = enterCell({ ...limited.command, argv0 }, slot, cwd)
  const start =
    entering.file === launch.behind
      ? { ...entering, file: launch.file }
      : { ...entering, ...(launch.fd === null ? {} : { keep: launch.fd }) }
  return { kind: 'ready', command: { ...start, cwd, env } }
}

/** The command with what brings it into the slot's cell, and into the groups that hold its limits. */
function enterCell(command: CellCommand, { cell, groups }: Slot, cwd: string): CellCommand {
  const bounded = cell.level !== 'cgroup' && groups.holds ? groups.enter(command) : command
  return cell.front(bounded, cwd)
}

/** What was found once is used again as long as it is there and executable. */
function resolveCached(host: Host, command: string, cwd: string): Resolved {
  const known = host.known.get(command)
  if (known !== undefined && resolveCommand(known, '/', []).kind === 'found')
    return { kind: 'found', file: known }
  const found = resolveCommand(command, cwd, host.directories)
  if (found.kind === 'found' && !command.includes('/')) host.known.set(command, found.file)
  return found
}

/** Where a bare name leads on the worker's PATH. */
export function pathOf(name: string, host: Pick<Host, 'directories'>): string | undefined {
  const found = resolveCommand(name, '/', host.directories)
  return found.kind === 'found' ? found.file : undefined
}

function refused(by: Refusal['by'], text: string, elsewhere = false): TaskCommandResult {
  return {
    kind: 'refused',
    refusal: { failure: 'not_started', exitCode: cannotExecute, text, by, elsewhere },
  }
}
