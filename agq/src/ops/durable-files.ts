/** Files and folders that are there after a power cut: synced, and their names too. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes the folder and those above it that are missing, for this user alone. */
export function makeFolderDurably(path: string): void {
  const topmost = mkdirSync(path, { recursive: true, mode: 0o700 })
  if (topmost === undefined) return
  for (let made = path; ; made = dirname(made)) {
    syncPath(dirname(made))
    if (made === topmost || made === dirname(made)) return
  }
}

/** The file has the old content or the new one, whole, whatever happens; after the return it has the new one. */
export function writeFileDurably(path: string, text: string): void {
  const beside = `${path}.new`
  writeFileSync(beside, text, { mode: 0o600, flush: true })
  renameSync(beside, path)
  syncPath(dirname(path))
}

/** Syncs a file, or the names in a folder. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
