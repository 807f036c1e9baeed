/** A bell: many rings, one listener, no ring lost. Waiting ends with a ring or after a time, whichever is first. */

/** What rings and what waits. */
export interface Bell {
  ring(): void
  /** Resolves to true for a ring (also one from before), to false when the time is up. */
  wait(timeoutMs: number): Promise<boolean>
}

/** A new, silent bell. */
export function makeBell(): Bell {
  let rung = false
  let waiting: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      waiting?.()
    },
    wait: async (timeoutMs) => {
      if (!rung) {
        const heard = Promise.withResolvers<void>()
        const timer = setTimeout(heard.resolve, timeoutMs)
        waiting = heard.resolve
        await heard.promise
        clearTimeout(timer)
        waiting = undefined
      }
      const result = rung
      rung = false
      return result
    },
  }
}
