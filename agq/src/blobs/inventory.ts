/** What lies under blobs/, looked at without opening the store: for `agq check` and `agq backup`. It changes nothing. */
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export interface BlobFile {
  readonly sha256: string
  readonly bytes: number
}

/** Where a blob lies, below the data directory. */
export function blobPath(sha256: string): string {
  return join('blobs', sha256.slice(0, 2), sha256)
}

/** All files that are named as blobs are, ordered by name. */
export function* blobFiles(dataDir: string): Generator<BlobFile> {
  const root = join(dataDir, 'blobs')
  for (const folder of namesIn(root).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const sha256 of namesIn(join(root, folder)).filter((name) => /^[0-9a-f]{64}$/.test(name))) {
      const found = statSync(join(root, folder, sha256), { throwIfNoEntry: false })
      if (found !== undefined) yield { sha256, bytes: found.size }
    }
  }
}

/** Its size; null: there is none. */
export function sizeOfBlob(dataDir: string, sha256: string): number | null {
  return statSync(join(dataDir, blobPath(sha256)), { throwIfNoEntry: false })?.size ?? null
}

/** The hash of what the file holds. */
export async function hashOfBlob(dataDir: string, sha256: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(join(dataDir, blobPath(sha256))), hash)
  return hash.digest('hex')
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
