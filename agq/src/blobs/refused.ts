/** Why bytes were not taken: what the caller did wrong, or what the disk says. */
import type { ErrorCode } from '@agenix/specs'

export class BlobRefused extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, text: string, options?: ErrorOptions) {
    super(text, options)
    this.code = code
  }
}

/** No room on the device, none in the quota, or a file larger than this process may write. */
const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export function noRoom(consequence: string, cause?: unknown): BlobRefused {
  return new BlobRefused('FULL', `the disk of AGQ is full: ${consequence} when there is room`, { cause })
}

/** The device or the file system is broken: nothing that is written to it can be trusted any more. */
const BROKEN: ReadonlySet<string | undefined> = new Set(['EIO', 'EROFS', 'EUCLEAN', 'ENODEV', 'ENXIO'])

export function diskFailed(error: unknown): error is NodeJS.ErrnoException {
  return BROKEN.has((error as NodeJS.ErrnoException).code)
}

export function isFull(error: unknown): boolean {
  return FULL.has((error as NodeJS.ErrnoException).code)
}

/** What to tell of a failed write: errors of the disk with the consequence for the caller, all others as they are. */
export function refusalOf(error: unknown, consequence: string): unknown {
  const { code, errno } = error as NodeJS.ErrnoException
  if (errno === undefined) return error
  if (isFull(error)) return noRoom(consequence, error)
  return new BlobRefused('ERR', `the disk of AGQ failed (${code}): ${consequence}`, { cause: error })
}
