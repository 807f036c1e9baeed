/** A wrong use of the command line: said on stderr already, or with this text. */
export class Usage extends Error {
  readonly exitCode: number
  constructor(text: string, exitCode = 2) {
    super(text)
    this.exitCode = exitCode
  }
}
