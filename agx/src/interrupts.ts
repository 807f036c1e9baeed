/**
 * Ctrl-C and its kin. The first one asks the work to stop in order; the second ends the process at once, because
 * whoever presses it twice means it. Exit codes as shells count them: 130 for SIGINT, 143 for SIGTERM.
 */

/** A watch that can be ended. */
export interface InterruptWatch {
  /** The exit code of the signal that came, if one came. */
  exitCode(): number | undefined
  close(): void
}

/** The exit code of a process that a signal ended, as shells count it. */
export const interruptExitCodes = { SIGINT: 130, SIGTERM: 143 } as const
type Interrupt = keyof typeof interruptExitCodes

/** Calls `onFirst` for the first signal; the next one ends the process, after a last word. */
export function watchInterrupts(onFirst: (signal: Interrupt) => void, onSecond: () => void): InterruptWatch {
  let code: number | undefined
  const handle = (signal: Interrupt): void => {
    if (code !== undefined) {
      onSecond()
      process.exit(interruptExitCodes[signal])
    }
    code = interruptExitCodes[signal]
    onFirst(signal)
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
  return {
    exitCode: () => code,
    close: () => {
      process.off('SIGINT', handle)
      process.off('SIGTERM', handle)
    },
  }
}
