/**
 * Notices when somebody sets the wall clock: it and the monotonic one run side by side, so what is between them moves
 * only then (or while the machine slept). A delay that was promised in seconds must not feel it; an hour that was
 * promised by the calendar must.
 */
import type { Command, Instant } from '../engine/commands.ts'

/** Less is drift: clocks are slewed all the time, and each look begins anew. */
const JUMP_MS = 2_000

export class WallClock {
  #offsetMs: number

  constructor(at: Instant) {
    this.#offsetMs = offsetOf(at)
  }

  /** So far the clock was set since the last look; 0: it was not. */
  jumpAt(at: Instant): number {
    const jumpMs = offsetOf(at) - this.#offsetMs
    this.#offsetMs = offsetOf(at)
    return Math.abs(jumpMs) < JUMP_MS ? 0 : jumpMs
  }

  /** Nobody could be told of it: the next look finds it again. */
  forget(jumpMs: number): void {
    this.#offsetMs -= jumpMs
  }
}

/**
 * The same command as if the clock had been set before it came: all commands of a batch live in one time. Only a step
 * of retention is never moved ahead: it asked when the clock could be believed, and nothing is older now than it was.
 */
export function inTimeOf<C extends Command>(command: C, at: Instant): C {
  if (!('at' in command)) return command
  const behindMs = offsetOf(at) - offsetOf(command.at)
  if (Math.abs(behindMs) < JUMP_MS) return command
  if (behindMs > 0 && command.kind === 'retention.sweep') return command
  return { ...command, at: { ...command.at, wallMs: command.at.wallMs + behindMs } }
}

function offsetOf({ wallMs, monoMs }: Instant): number {
  return wallMs - monoMs
}
