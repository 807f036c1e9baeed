/**
 * What an error of SQLite means: no room (the transaction was rolled back, and the server goes on), or that the disk or
 * the file failed (the server stops, for nothing that it would say could be trusted). The text names the file and the
 * way out. It never repairs.
 */
import { StoreFull } from '../../engine/port.ts'

/** The primary result codes that matter, as sqlite3.h has them. */
const IO_ERROR = 10
const CORRUPT = 11
const FULL = 13
const NOT_A_DATABASE = 26
/** Of the index that a reader of the log needs: it is a file, and found no room. */
const IO_ERROR_SHMSIZE = 4_874

/** The disk or the file failed. */
export class StoreFailed extends Error {}

export function faultOf(error: unknown, path: string): unknown {
  const code = codeOf(error)
  switch (code === IO_ERROR_SHMSIZE ? FULL : primaryCodeOf(error)) {
    case FULL:
      return new StoreFull(`the disk of ${path} is full`, { cause: error })
    case IO_ERROR:
      return new StoreFailed(
        `the disk failed under ${path} (${textOf(error)}). Look at the machine's disk and kernel log first, then run 'agq check'`,
        { cause: error },
      )
    case CORRUPT:
    case NOT_A_DATABASE:
      return new StoreFailed(
        `${path} is damaged (${textOf(error)}). Nothing was changed: keep a copy of the data directory, run 'agq check', and restore a backup (docs/backup.md)`,
        { cause: error },
      )
    default:
      return error
  }
}

function primaryCodeOf(error: unknown): number | null {
  const code = codeOf(error)
  return code === null ? null : code & 0xff
}

function codeOf(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code : null
}

function textOf(error: unknown): string {
  const { message, errcode } = error as Error & { readonly errcode: number }
  return `${message}, SQLite code ${errcode}`
}
