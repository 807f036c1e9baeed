/**
 * `agx validate FILE…`: every problem of every file, each with its place. The same code AGQ uses, so what passes here
 * passes there. A file that cannot be read is a verdict as well. Talks to nobody.
 */
import { type PlanOrJob, type Problem, readAction, readPlanOrJob, type Validated } from '@agenix/specs'
import { exitFailed, exitOk, exitUsage } from '../exit-code.ts'
import { writeJson } from '../render/answer.ts'
import type { Palette } from '../render/palette.ts'
import { showText } from '../render/table.ts'
import { showCount } from '../render/units.ts'
import { problemsAsJob } from '../submit/make-envelope.ts'
import { readDocument } from '../submit/read-document.ts'
import { UsageError } from '../usage-error.ts'
import type { Verb } from './verb.ts'

interface Verdict {
  readonly file: string
  readonly valid: boolean
  /** It could not even be read. */
  readonly unread?: boolean
  readonly kind?: string
  readonly warnings: readonly string[]
  readonly problems: readonly Problem[]
}

/** Validates files; exit 1 when one is invalid, 2 (wrong usage) when not one of them could be read. */
export const validate: Verb = async ({ terminal }, options, files) => {
  const verdicts: Verdict[] = []
  for (const file of files) verdicts.push(await look(file))
  if (options.json === true) await writeJson(terminal, { files: verdicts.map(({ unread, ...told }) => told) })
  else for (const verdict of verdicts) await terminal.write(describe(verdict, terminal.outPalette))
  if (verdicts.every((verdict) => verdict.unread)) return exitUsage
  return verdicts.every((verdict) => verdict.valid) ? exitOk : exitFailed
}

async function look(file: string): Promise<Verdict> {
  try {
    return judge(file, await readDocument(file))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return {
      file,
      valid: false,
      unread: true,
      warnings: [],
      problems: [{ pointer: '', text: error.message }],
    }
  }
}

function judge(file: string, bytes: Uint8Array): Verdict {
  if (looksLikeAction(bytes)) {
    return verdictOf(
      file,
      readAction(bytes, 'all'),
      (action) => `Action, ${showCount(action.inputs.length, 'input')}`,
    )
  }
  return verdictOf(file, readAsJob(bytes), (value) =>
    value.kind === 'job'
      ? `Job, ${showCount(value.job.tasks.length, 'task')}`
      : `Plan, ${showCount(value.plan.tasks.length, 'task')}`,
  )
}

/** A Plan is judged as the Job that submit makes of it, too. */
function readAsJob(bytes: Uint8Array): Validated<PlanOrJob> {
  const read = readPlanOrJob(bytes, 'all')
  if (!read.ok || read.value.kind === 'job') return read
  const [problem, ...more] = problemsAsJob(read.value.plan)
  return problem === undefined ? read : { ok: false, problems: [problem, ...more] }
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
