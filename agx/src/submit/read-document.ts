/**
 * A document named on the command line: a file, or `-` for stdin. A file that cannot be read is wrong usage,
 * and the message says which and why.
 */
import { readFileSync } from 'node:fs'
import { UsageError } from '../usage-error.ts'

/** The bytes of the file, or of stdin for `-`. */
export async function readDocument(file: string): Promise<Uint8Array> {
  if (file === '-') return readStdin()
  try {
    return readFileSync(file)
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${fileTrouble(error)}.`)
  }
}

/** Why a file could not be used, in words. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of its path is no directory',
    ENOSPC: 'no space left on device',
    EROFS: 'the file system is read-only',
  }
  return known[code] ?? code
}

async function readStdin(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of process.stdin) pieces.push(piece)
  return Buffer.concat(pieces)
}
