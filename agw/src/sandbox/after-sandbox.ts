/**
 * The moment after an isolated task: its exit is told before the kernel has taken its namespace down, with whatever the
 * task left in it. Nothing has to be killed for that, only waited for.
 */
import { setTimeout as delay } from 'node:timers/promises'

const lookAgainMs = 1
const goneWithinMs = 250

/** Whether there is still somebody, when all should be gone. */
export async function afterSandbox(hasLeftovers: () => boolean): Promise<boolean> {
  const deadline = performance.now() + goneWithinMs
  while (hasLeftovers()) {
    if (performance.now() > deadline) return true
    await delay(lookAgainMs)
  }
  return false
}
