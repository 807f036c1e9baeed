/**
 * The executables on PATH, found once at start: what the worker registers as its tools.
 * A name counts once, as the first directory that has it wins, like in a shell.
 */
import { readdirSync, statSync } from 'node:fs'
import { limits } from '@agenix/specs'

const longestName = 256
// What a registration may be minus room for everything else in it.
const namesBytes = limits.registrationBytes - 64 * 1024

/** Every executable's bare name, sorted. Directories that cannot be read are skipped. */
export function findTools(directories: readonly string[]): readonly string[] {
  const names = new Set<string>()
  for (const directory of directories) {
    for (const name of namesIn(directory)) {
      if (!names.has(name) && name.length <= longestName && isExecutable(`${directory}/${name}`))
        names.add(name)
    }
  }
  return [...names].sort()
}

/** As many of the names as a registration may carry. */
export function capTools(names: readonly string[]): readonly string[] {
  let bytes = 0
  const fits = names.slice(0, limits.workerTools).findIndex((name) => {
    bytes += Buffer.byteLength(name) + 3
    return bytes > namesBytes
  })
  return names.slice(0, fits === -1 ? limits.workerTools : fits)
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function isExecutable(path: string): boolean {
  try {
    const stat = statSync(path)
    return stat.isFile() && (stat.mode & 0o111) !== 0
  } catch {
    // A link to nowhere or to itself, or into what this user may not enter.
    return false
  }
}
