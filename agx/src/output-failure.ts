/**
 * Our own stdout cannot be written: a full disk, a broken device. Not the same as a reader who left (EPIPE), which is
 * no failure but an answer. Ends agx with exit 1, so that a cut file is never taken for a whole one.
 */
import { getSystemErrorMessage } from 'node:util'
import { Failure } from './usage-error.ts'

/** stdout refused bytes. Its message is one line: the reason, and where the bytes still are. */
export class OutputFailure extends Failure {
  readonly #reason: string

  constructor(reason: string, more?: string) {
    super(`cannot write the output: ${reason}${more === undefined ? '.' : `; ${more}`}`)
    this.name = 'OutputFailure'
    this.#reason = reason
  }

  /** The same failure with what is to be done about it. */
  and(more: string): OutputFailure {
    return new OutputFailure(this.#reason, more)
  }
}

/** Whether the one who read our stdout has left. A socket's peer that left bytes unread says so by ECONNRESET. */
export function isReaderGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'EPIPE' || code === 'ECONNRESET'
}

/** The failed write as people should hear of it: `no space left on device`. */
export function outputFailureOf(error: unknown): OutputFailure {
  if (!(error instanceof Error)) return new OutputFailure(String(error))
  const known = 'errno' in error && typeof error.errno === 'number' && error.errno < 0
  return new OutputFailure(known ? getSystemErrorMessage(error.errno as number) : error.message)
}
