/**
 * The error table: every code that the server answers, the first word of the error on the wire.
 *
 * Guarantees: codes are stable, they are part of the contract with the outside. One place says what a code means for
 * people (text), for a shell (exitCode), for HTTP (httpStatus) and for a program that may try again (retryable).
 */
export type ErrorCode =
  | 'ERR'
  | 'NOAUTH'
  | 'WRONGPASS'
  | 'NOPERM'
  | 'NOTFOUND'
  | 'DUPLICATE'
  | 'FENCED'
  | 'FULL'
  | 'PAUSED'
  | 'TOOBIG'
  | 'BUSY'

export type ErrorEntry = {
  readonly code: ErrorCode
  /** What it means and what to do: the words used where nothing more exact is known. */
  readonly text: string
  /** Exit code of the command line: 1 refused, 3 cannot reach or enter the server. */
  readonly exitCode: 1 | 3
  readonly httpStatus: number
  /** True: the same request may succeed later, unchanged. */
  readonly retryable: boolean
}

const entry = (
  code: ErrorCode,
  text: string,
  exitCode: 1 | 3,
  httpStatus: number,
  retryable: boolean,
): ErrorEntry => Object.freeze({ code, text, exitCode, httpStatus, retryable })

export const errorTable: Readonly<Record<ErrorCode, ErrorEntry>> = Object.freeze({
  ERR: entry('ERR', 'the request was refused: correct it and send it again', 1, 400, false),
  NOAUTH: entry('NOAUTH', 'authentication required: send AUTH with a session key first', 3, 401, false),
  WRONGPASS: entry('WRONGPASS', 'wrong name or key: check the session key of this server', 3, 401, false),
  NOPERM: entry('NOPERM', 'this key may not do that: use a key with another role', 1, 403, false),
  NOTFOUND: entry('NOTFOUND', 'no such thing: check the id', 1, 404, false),
  DUPLICATE: entry('DUPLICATE', 'this id is taken by other content: use another id', 1, 409, false),
  FENCED: entry(
    'FENCED',
    'the lease is lost, another attempt may own the Job: drop this work',
    1,
    409,
    false,
  ),
  FULL: entry('FULL', 'the server takes no more for now: try again later', 1, 503, true),
  PAUSED: entry('PAUSED', 'the queue is paused: resume it, or try again later', 1, 503, true),
  TOOBIG: entry('TOOBIG', 'too big: send less, or send it as a blob', 1, 413, false),
  BUSY: entry('BUSY', 'the server is busy with something that excludes this: try again later', 1, 503, true),
})
