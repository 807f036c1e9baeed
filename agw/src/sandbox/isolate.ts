/**
 * One task and its sandbox: what it may see, where a path of the host is inside, and the command that starts it there.
 * Refuses in words what could not work inside, before anything is started. It looks at files and changes none.
 */
import type { CompleteTask } from '@agenix/specs'
import type { BaseEnvironment } from '../exec/environment.ts'
import { type InsideCommand, type Mount, type SandboxCommand, sandboxCommand } from './command.ts'
import { insideEnvironment } from './environment.ts'
import { insideHome, type Means, type Sandbox } from './means.ts'
import { isWithin, mountsOf, realPathOf } from './paths.ts'

/** The sandbox of one task. `work` is the private directory on the host. */
export interface Room {
  readonly means: Means
  readonly network: CompleteTask['network']
  readonly work: string
  readonly mounts: readonly Mount[]
}

export type Opened =
  | { readonly kind: 'ok'; readonly room: Room }
  | { readonly kind: 'refused'; readonly text: string }

/** A path inside, or why there is none. */
export type Inside =
  | { readonly kind: 'ok'; readonly path: string }
  | { readonly kind: 'refused'; readonly text: string }

export function mustIsolate(sandbox: Sandbox, task: CompleteTask): boolean {
  return sandbox.always || task.sandbox === 'isolated'
}

export function openRoom(sandbox: Sandbox, task: CompleteTask, work: string): Opened {
  if (sandbox.kind === 'missing') {
    return refused(
      `this worker cannot isolate tasks (sandbox: isolated): ${sandbox.why} Such Jobs go to workers with the tag sandbox:isolated.`,
    )
  }
  if (sandbox.always && task.network === 'host') {
    return refused(
      "network: host is not given on this worker, which isolates every task (agw --sandbox require). Ask for loopback or none, or send the Job elsewhere (a tag in 'requires').",
    )
  }
  const found = mountsOf(task, sandbox.rules)
  if (found.kind === 'refused') return found
  return { kind: 'ok', room: { means: sandbox.means, network: task.network, work, mounts: found.mounts } }
}

/** Where a path of the host is inside; `what` begins the refusal of one that is not. Both ends of a link must be there. */
export function insidePath(room: Room, path: string, what: string): Inside {
  const below = belowWork(path, room.work)
  if (below !== null) return { kind: 'ok', path: `${insideHome}${below}` }
  const real = realPathOf(path)
  if (isVisible(room, path) && (isVisible(room, real) || isWithin(real, room.work)))
    return { kind: 'ok', path }
  const at = real === path ? path : `${path} (which leads to ${real})`
  return refused(
    `${what} ${at} is not to be seen in the sandbox. Declare it, or a directory that holds it, in "read_paths" or "write_paths".`,
  )
}

/** What the task inherits inside. */
export function baseOf(room: Room, base: BaseEnvironment, directories: readonly string[]): BaseEnvironment {
  return insideEnvironment(
    base,
    directories.filter((directory) => isVisible(room, directory)),
  )
}

export function isolate(room: Room, command: InsideCommand): SandboxCommand {
  return sandboxCommand(command, room.network, room.work, room.mounts, room.means)
}

function isVisible({ means, mounts }: Room, path: string): boolean {
  return (
    means.system.some((mount) => isWithin(path, mount.path)) ||
    mounts.some((mount) => isWithin(path, mount.path))
  )
}

function belowWork(path: string, work: string): string | null {
  if (isWithin(path, work)) return path.slice(work.length)
  // The state directory's path is a real one; a cwd that leads there by a link is the same place.
  const real = realPathOf(path)
  return isWithin(real, work) ? real.slice(work.length) : null
}

function refused(text: string): { readonly kind: 'refused'; readonly text: string } {
  return { kind: 'refused', text }
}
