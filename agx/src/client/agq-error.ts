/**
 * The one error of the SDK. Its message is for people and says what to do; its code is for programs:
 * the first word of AGQ's refusal, or UNREACHABLE (no connection) and TIMEOUT (no answer).
 * It never carries the command's arguments, because those may be a key.
 */
import { type ErrorCode, errorTable } from '@agenix/specs'

/** What went wrong: a code from AGQ's error table, or one of the two that only a client can have. */
export type AgqErrorCode = ErrorCode | 'UNREACHABLE' | 'TIMEOUT'

/** A refusal by AGQ, or a connection that is not there. */
export class AgqError extends Error {
  /** The first word of AGQ's refusal, or `UNREACHABLE`, or `TIMEOUT`. */
  readonly code: AgqErrorCode
  /** The exit code a command line should end with. */
  readonly exitCode: number
  /** The system's answer to every address was that nobody listens there. Without it AGQ may be there, unheard. */
  readonly refused: boolean

  constructor(
    code: AgqErrorCode,
    message: string,
    exitCode: number = exitCodeOf(code),
    refused: boolean = false,
  ) {
    super(message)
    this.name = 'AgqError'
    this.code = code
    this.exitCode = exitCode
    this.refused = refused
  }
}

/** Whether the connection was the trouble, so that the call may never have reached AGQ, or its reply was lost. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof AgqError && (error.code === 'UNREACHABLE' || error.code === 'TIMEOUT')
}

/**
 * AGQ's refusal as an `AgqError`: the first word is the code when the error table has it.
 * Other first words (a proxy's, another server's) become `ERR` with the text kept whole.
 */
export function refusalOf(text: string): AgqError {
  const space = text.indexOf(' ')
  const word = space === -1 ? text : text.slice(0, space)
  if (!isErrorCode(word)) return new AgqError('ERR', text)
  const rest = space === -1 ? '' : text.slice(space + 1)
  return new AgqError(word, rest === '' ? errorTable[word].text : rest)
}

function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(errorTable, word)
}

function exitCodeOf(code: AgqErrorCode): number {
  return code === 'UNREACHABLE' || code === 'TIMEOUT' ? 3 : errorTable[code].exitCode
}
