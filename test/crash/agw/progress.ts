/**
 * How far a round has come, counted in acknowledgements and in Jobs whose first task has written its line. Moments to
 * kill are given in these, not in seconds, so that a slow machine is hit in the same places as a fast one.
 */
import { closeSync, openSync, watch } from 'node:fs'
import { join } from 'node:path'
import { readLedger, within } from '../../harness/index.ts'

export interface Progress {
  /** The file that tasks append to. */
  readonly ledger: string
  acknowledged(): void
  reached(count: number): Promise<void>
  close(): void
}

export function trackProgress(directory: string): Progress {
  const ledger = join(directory, 'ledger')
  closeSync(openSync(ledger, 'a'))
  let acknowledgements = 0
  let started = 0
  const waiting = new Set<() => void>()
  const tell = (): void => {
    for (const check of waiting) check()
  }
  const watcher = watch(ledger, () => {
    started = new Set(readLedger(ledger).map((line) => line.split(' ')[0])).size
    tell()
  })
  return {
    ledger,
    acknowledged: () => {
      acknowledgements += 1
      tell()
    },
    reached: (count) => {
      const reached = new Promise<void>((resolve) => {
        const check = (): void => {
          if (acknowledgements + started < count) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      })
      return within(
        reached,
        () => `${count} steps; at ${acknowledgements} acknowledged and ${started} run`,
        60_000,
      )
    },
    close: () => watcher.close(),
  }
}
