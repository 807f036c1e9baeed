/**
 * Errors of the command line itself. A `UsageError` is the caller's slip (exit 2); a `Failure` carries the exit
 * code it should end with. Their messages are whole: what is wrong and what to do.
 */

/** Ends agx with this message and exit code. */
export class Failure extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.name = 'Failure'
    this.exitCode = exitCode
  }
}

/** Wrong usage: exit 2. */
export class UsageError extends Failure {
  constructor(message: string) {
    super(message, 2)
    this.name = 'UsageError'
  }
}
