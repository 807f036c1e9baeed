/**
 * A pipeline that cannot be taken as written: what stands in the way, where, and what to write instead.
 * People see the line with a caret under the place; programs see `at` (a UTF-16 index) and `width`.
 */

/** Refusal of a pipeline text. */
export class PipelineError extends Error {
  /** The whole text that was refused. */
  readonly line: string
  /** Index of the first character of the trouble, and how many it is long. */
  readonly at: number
  readonly width: number
  /** What to write instead. */
  readonly advice: string

  constructor(
    line: string,
    place: { readonly at: number; readonly width: number },
    what: string,
    advice: string,
  ) {
    super(what)
    this.name = 'PipelineError'
    this.line = line
    this.at = place.at
    this.width = place.width
    this.advice = advice
  }

  /** The column people count: 1-based, in characters, within its line. */
  get column(): number {
    const lineStart = this.line.lastIndexOf('\n', this.at - 1) + 1
    return [...this.line.slice(lineStart, this.at)].length + 1
  }
}

const viewWidth = 100

/** The refusal for people: the place, the line with a caret, the way out. */
export function explainPipelineError(error: PipelineError): string {
  const { shown, caret } = showPlace(error)
  return `column ${error.column}: ${error.message}\n  ${shown}\n  ${caret}\n${error.advice}`
}

/** The line the trouble is in, cut to a window around it, and the caret line below. */
function showPlace(error: PipelineError): { readonly shown: string; readonly caret: string } {
  const start = error.line.lastIndexOf('\n', error.at - 1) + 1
  const nextBreak = error.line.indexOf('\n', error.at)
  const end = nextBreak === -1 ? error.line.length : nextBreak
  const characters = [...error.line.slice(start, end)].map((character) => (character < ' ' ? ' ' : character))
  const column = error.column - 1
  const from = column < viewWidth - 10 ? 0 : column - Math.floor(viewWidth / 2)
  const window = characters.slice(from, from + viewWidth)
  const head = from > 0 ? '…' : ''
  const tail = from + viewWidth < characters.length ? '…' : ''
  const marks = '^'.repeat(Math.max(1, Math.min(error.width, from + viewWidth - column)))
  return {
    shown: `${head}${window.join('')}${tail}`,
    caret: `${' '.repeat(head.length + column - from)}${marks}`,
  }
}
