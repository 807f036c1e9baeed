/**
 * What a Job finds around itself on this worker, and what it says to the outside: the two sides of its driver.
 * Types only.
 */
import type { AttemptFiles, AttemptRoots } from '../exec/attempt-files.ts'
import type { Slots } from '../exec/cells/slots.ts'
import type { GrowingOutput } from '../exec/growing-output.ts'
import type { Alarm } from './alarm.ts'
import type { Outcome } from './grant.ts'
import type { Leftovers } from './leftovers.ts'
import type { Host } from './task-command.ts'
import type { Watch } from './watch.ts'

/** What all Jobs of this worker share. */
export interface Surroundings {
  readonly host: Host
  readonly roots: AttemptRoots
  readonly stateId: string
  readonly killGraceMs: number
  /** Bytes that one output may have which a later task reads. */
  readonly maxSpoolBytes: number
  /** Something of an attempt cannot be removed: told, and left to the next start. */
  readonly cannotRemove: (files: AttemptFiles, error: unknown) => void
  /** /dev/null, open for reading. */
  readonly nothing: number
  readonly alarm: Alarm
  readonly watch: Watch
  readonly slots: Slots
  /** What the weakest level of containment needs beside the cells; null where cells are sure. */
  readonly leftovers: Leftovers | null
}

/** What a running Job says to the outside. None of it may throw, none may block the Job, except the last two. */
export interface Outlet {
  progress(task: number, state: 'started' | 'finished'): void
  /** New bytes may be there: the size as seen just now. */
  output(task: number, stream: 'stdout' | 'stderr', path: string, size: number, file: GrowingOutput): void
  /** Fetches the Job's input into the file; throws with a text for people when it cannot be had. */
  fetchInput(sha256: string, path: string, givenUp: AbortSignal): Promise<void>
  /** Nothing of it runs any more: its slot may be taken. Comes once, before or after `finish`. */
  ended(): void
  /** Resolves once the outcome is safe. */
  finish(outcome: Outcome): Promise<void>
  /** What it left on the disk is gone, but for what its report needs. */
  removed?(): void
}
