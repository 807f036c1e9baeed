/**
 * A cell is where the processes of one task live, so that all of them can be found and ended, whatever they do to
 * their session, their parents or their environment. One Job at a time has a cell; it is used again when empty.
 * The levels differ in how sure that is; a worker has one level, probed at its start.
 */
import type { Killed, Tree } from '../kill-tree.ts'
import type { Place } from '../native/namespaces.ts'

/**
 * - `pid-namespace`: a namespace of process numbers for each slot. The kernel ends everything in it at one stroke,
 *   also when the worker is killed. The tasks see their own processes only.
 * - `cgroup`: a control group for each slot, ended by `cgroup.kill`. Survives a killed worker until its next start.
 * - `session`: process group, session, a mark in the environment, and the place where a process stands.
 */
export const levels = ['pid-namespace', 'cgroup', 'session'] as const
export type Level = (typeof levels)[number]

export interface CellCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly argv0: string
}

export interface Cell {
  readonly level: Level
  /** Null: tasks can start at once. Otherwise resolves when they can; rejects when they never will. */
  ready(): Promise<void> | null
  /** What to start instead of the command, so that it gets into the cell; `cwd` is where it will stand. */
  front(command: CellCommand, cwd: string): CellCommand
  /** Runs `start`, which starts a process in the place that it is given, so that it is born in the cell. */
  within<Result>(start: (place: Place | null) => Promise<Result>): Promise<Result>
  /** After a task's own process has ended: whether others of it live on. */
  hasLeftovers(leader: number): boolean
  /** Sends SIGTERM to every process in it, once. */
  terminate(tree: Tree): void
  /** SIGKILLs until nothing is left, at most ten seconds. */
  kill(tree: Tree): Promise<Killed>
  /** Ends what keeps the cell, and whatever is still in it. Never rejects. */
  close(): Promise<void>
}

/** Makes a cell; `slot` tells it from the others of this worker. */
export type MakeCell = (slot: number) => Cell
