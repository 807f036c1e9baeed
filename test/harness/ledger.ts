/**
 * A file to which tasks append one line each: the record of what truly ran, kept by the tasks themselves and not by
 * the system under test. A short line appended with `>>` is written whole or not at all.
 */
import { readFileSync } from 'node:fs'

/** The complete lines so far; a missing file has none. */
export function readLedger(path: string): readonly string[] {
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return text.split('\n').slice(0, -1)
}
