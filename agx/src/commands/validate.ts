/**
 * `agx validate FILE…`: every problem of every file, each with its place. The same code AGQ uses, so what passes here
 * passes there. Talks to nobody.
 */
import { type Problem, readAction, readPlanOrJob, type Validated } from '@agenix/specs'
import { exitFailed, exitOk } from '../exit-code.ts'
import { writeJson } from '../render/answer.ts'
import type { Palette } from '../render/palette.ts'
import { showText } from '../render/table.ts'
import { showCount } from '../render/units.ts'
import { readDocument } from '../submit/read-document.ts'
import type { Verb } from './verb.ts'

interface Verdict {
  readonly file: string
  readonly valid: boolean
  readonly kind?: string
  readonly warnings: readonly string[]
  readonly problems: readonly Problem[]
}

/** Validates files; exit 1 when one is invalid. */
export const validate: Verb = async ({ terminal }, options, files) => {
  const verdicts: Verdict[] = []
  for (const file of files) verdicts.push(judge(file, await readDocument(file)))
  if (options.json === true) await writeJson(terminal, { files: verdicts })
  else for (const verdict of verdicts) await terminal.write(describe(verdict, terminal.outPalette))
  return verdicts.every((verdict) => verdict.valid) ? exitOk : exitFailed
}

function judge(file: string, bytes: Uint8Array): Verdict {
  if (looksLikeAction(bytes)) {
    return verdictOf(
      file,
      readAction(bytes, 'all'),
      (action) => `Action, ${showCount(action.inputs.length, 'input')}`,
    )
  }
  return verdictOf(file, readPlanOrJob(bytes, 'all'), (value) =>
    value.kind === 'job'
      ? `Job, ${showCount(value.job.tasks.length, 'task')}`
      : `Plan, ${showCount(value.plan.tasks.length, 'task')}`,
  )
}

function verdictOf<T>(file: string, read: Validated<T>, nameOf: (value: T) => string): Verdict {
  return read.ok
    ? { file, valid: true, kind: nameOf(read.value), warnings: read.warnings, problems: [] }
    : { file, valid: false, warnings: [], problems: read.problems }
}

/** An Action is told from a Job by its inputs; a text that is no JSON at all is judged as a Job. */
function looksLikeAction(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value === 'object' && value !== null && 'inputs' in value && !('tasks' in value)
  } catch {
    return false
  }
}

function describe(verdict: Verdict, palette: Palette): string {
  const name = palette.bold(showText(verdict.file))
  const warnings = verdict.warnings
    .map((warning) => `  ${palette.yellow('warning')}  ${showText(warning)}\n`)
    .join('')
  if (verdict.valid) return `${name}: ${palette.green('valid')} (${verdict.kind})\n${warnings}`
  const width = Math.max(...verdict.problems.map((problem) => placeOf(problem).length))
  const lines = verdict.problems.map(
    (problem) => `  ${palette.dim(placeOf(problem).padEnd(width))}  ${showText(problem.text)}\n`,
  )
  return `${name}: ${palette.red('invalid')}, ${showCount(verdict.problems.length, 'problem')}\n${lines.join('')}`
}

function placeOf(problem: Problem): string {
  return problem.pointer === '' ? '(document)' : showText(problem.pointer)
}
