/**
 * A task that waits exactly until the test lets it go: it reads a FIFO that the test holds. Its start is known too,
 * from the line it writes before it waits. This is how tests have Jobs "in the middle" without sleeping.
 */
import { execFileSync } from 'node:child_process'
import { constants, openSync, watch, writeSync } from 'node:fs'
import { join } from 'node:path'
import { within } from './deadline.ts'
import { readLedger } from './ledger.ts'
import { temporaryDirectory } from './temporary.ts'

export interface Gate {
  /** A shell script that says it is there, then waits for the gate. */
  readonly script: string
  /** Waits until `count` tasks in all have reached the gate; their lines: `pid job task attempt token`. */
  reached(count: number): Promise<readonly string[]>
  /** Lets all that wait pass, and all that come later. */
  open(): void
}

export function makeGate(): Gate {
  const directory = temporaryDirectory('gate')
  const fifo = join(directory, 'fifo')
  const ledger = join(directory, 'reached')
  execFileSync('mkfifo', [fifo])
  // Held open for reading and writing: a reader waits instead of seeing the end, and nothing here blocks.
  const holder = openSync(fifo, constants.O_RDWR)
  let isOpen = false
  const mark = '$$ $AGX_JOB_ID $AGX_TASK $AGX_ATTEMPT $AGX_TOKEN'
  return {
    script: `echo "${mark}" >> '${ledger}'; read line < '${fifo}'`,
    reached: (count) => ledgerLines(directory, ledger, count),
    open: () => {
      if (isOpen) return
      isOpen = true
      writeSync(holder, '\n'.repeat(1_000)) // one line a reader, more than any test has
    },
  }
}

/** Waits until the ledger has at least `count` lines. */
export function ledgerLines(directory: string, ledger: string, count: number): Promise<readonly string[]> {
  const watcher = watch(directory)
  const lines = new Promise<readonly string[]>((resolve) => {
    const check = (): void => {
      const found = readLedger(ledger)
      if (found.length >= count) resolve(found)
    }
    watcher.on('change', check)
    check()
  })
  return within(lines, () => `${count} lines in the ledger, has ${readLedger(ledger).join(' | ')}`).finally(
    () => watcher.close(),
  )
}
