/**
 * A fresh directory for each test, removed when the test ends, however it ends.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The part of a tap test that owns things: what is started within a test ends with it. */
export interface Owner {
  teardown(end: () => unknown): void
}

/** An owner outside of a test, for the long forms: what is started in `work` ends with it, the newest first. */
export async function withOwner<T>(work: (owner: Owner) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = []
  try {
    return await work({ teardown: (end) => ends.unshift(end) })
  } finally {
    for (const end of ends) await end()
  }
}

const open = new Set<string>()
process.on('exit', () => {
  for (const directory of open) {
    try {
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // a child that is just being killed still wrote into it: leave it to the system's cleaning of /tmp
    }
  }
})

/**
 * Makes a directory. It goes when the process ends rather than in the test's teardown, because programs that
 * write into it are ended in teardowns too, in an order that is not ours.
 */
export function temporaryDirectory(label = 'test'): string {
  const directory = mkdtempSync(join(tmpdir(), `agenix-${label}-`))
  open.add(directory)
  return directory
}
