/**
 * From a declared task to the command that is started, or to the reason why not: what it may see, cwd, executable,
 * policy, limits, environment, the sandbox around it, in that order. It looks at files and starts nothing.
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
import { baseOf, insidePath, isolate, mustIsolate, openRoom, type Room } from '../sandbox/isolate.ts'
import type { Owner, Sandbox } from '../sandbox/means.ts'
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
  readonly sandbox: Sandbox
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
  /** null: not isolated. Else the process that is started is not the task but what isolates it. */
  readonly isolation: Isolation | null
}

export interface Isolation {
  /** Whom the task's directory and streams must be handed to; null: they are its own already. */
  readonly owner: Owner | null
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
  const opened = mustIsolate(host.sandbox, task) ? openRoom(host.sandbox, task, work) : null
  if (opened?.kind === 'refused') return refused('policy', opened.text)
  const room = opened?.room ?? null
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
  const placed = room === null ? null : placeInside(room, found.file, cwd)
  if (placed?.kind === 'refused') return refused('task', placed.text)
  const target = placed?.file ?? launch.behind
  const means = limitMeans(host, slot, room !== null)
  const limited = applyLimits({ file: target, args: task.args }, task.limits, means)
  if (limited.kind === 'refused') return refused('policy', limited.text)
  if (!groups.hold(limited.held)) return refused('worker', 'the kernel refuses the limits of this task')
  const env = taskEnvironment(
    room === null ? host.base : baseOf(room, host.base, host.directories),
    grant.job.env,
    task.env,
    { jobId: grant.jobId, task: task.task_number, attempt: grant.attempt, token: grant.token },
    mark,
  )
  if (room !== null && placed !== null) {
    const { env: carried, ...front } = isolate(room, { ...limited.command, cwd: placed.cwd, env })
    const entered = enterCell({ ...front, argv0: front.file }, slot, '/')
    const isolation = { owner: room.means.runAs?.owner ?? null }
    return { kind: 'ready', command: { ...entered, cwd: '/', env: carried, isolation } }
  }
  const argv0 = limited.command.file === launch.behind ? launch.argv0 : limited.command.file
  const entering = enterCell({ ...limited.command, argv0 }, slot, cwd)
  const start =
    entering.file === launch.behind
      ? { ...entering, file: launch.file }
      : { ...entering, ...(launch.fd === null ? {} : { keep: launch.fd }) }
  return { kind: 'ready', command: { ...start, cwd, env, isolation: null } }
}

/**
 * An isolated task is never root. Its processes are counted in its own user namespace, for the groups would count what
 * isolates it too.
 */
function limitMeans({ limitMeans }: Host, { groups }: Slot, isolated: boolean): LimitMeans {
  if (!isolated) return { ...limitMeans, canHold: (limits) => groups.canHold(limits) }
  const canHold: LimitMeans['canHold'] = (limits) => limits.processes === null && groups.canHold(limits)
  return { ...limitMeans, isRoot: false, canHold }
}

type Placed =
  | { readonly kind: 'ok'; readonly file: string; readonly cwd: string }
  | { readonly kind: 'refused'; readonly text: string }

function placeInside(room: Room, file: string, cwd: string): Placed {
  const insideFile = insidePath(room, file, 'the command')
  if (insideFile.kind === 'refused') return insideFile
  const insideCwd = insidePath(room, cwd, 'the cwd')
  if (insideCwd.kind === 'refused')
    return {
      kind: 'refused',
      text: `${insideCwd.text} Without a cwd it runs in a directory of its own (agx run --cwd none).`,
    }
  return { kind: 'ok', file: insideFile.path, cwd: insideCwd.path }
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
