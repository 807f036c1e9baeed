/**
 * A Job for people: the line per task that ends `agx run`, and the longer view of `agx job status`.
 * Pure: status in, lines out.
 */
import { isTerminal, type JobStatusView, type TaskResultView } from '@agenix/specs'
import type { Palette } from './palette.ts'
import { type Cell, type Column, renderTable, showText } from './table.ts'
import { showAge, showBytes, showCount, showDuration } from './units.ts'

/** What the command lines of the Tasks were, by number, where the caller knows them. */
export type CommandLines = ReadonlyMap<number, string>

/** One aligned line per task: number, command, exit, time, bytes. Tasks that never ran are there too. */
export function renderTasks(
  status: JobStatusView,
  commands: CommandLines,
  palette: Palette,
  width: number,
): string {
  const room = Math.max(20, width - 44)
  const columns: readonly Column[] = [
    { header: '', align: 'right' },
    { header: '', max: room },
    { header: '' },
    { header: '', align: 'right' },
    { header: '', align: 'right' },
  ]
  const results = new Map(status.task_results.map((result) => [result.task_number, result]))
  const numbers = [...new Set([...commands.keys(), ...results.keys()])].sort((a, b) => a - b)
  const rows = numbers.map((number): readonly Cell[] => {
    const result = results.get(number)
    const command = commands.get(number) ?? result?.command ?? ''
    if (result === undefined) {
      const stopped = isTerminal(status.status) ? 'stopped' : 'running'
      const state = status.running_task === number ? stopped : 'not run'
      return [
        String(number),
        { text: command, dress: palette.dim },
        { text: state, dress: palette.dim },
        '',
        '',
      ]
    }
    return [
      String(number),
      command,
      outcomeCell(result, palette),
      showDuration(result.duration_ms),
      showBytes(result.stdout_bytes),
    ]
  })
  return renderTable(columns, rows, palette)
}

/** How a task ended, in a word or two. */
export function outcomeOf(result: TaskResultView): string {
  if (result.timed_out) return 'timed out'
  if (result.failure === 'not_found') return 'not found'
  if (result.failure === 'cancelled') return 'cancelled'
  if (result.failure === 'lost') return 'lost'
  if (result.signal) return result.signal
  return result.exit_code === null ? 'no exit code' : `exit ${result.exit_code}`
}

function outcomeCell(result: TaskResultView, palette: Palette): Cell {
  const well = result.failure === null || result.failure === undefined
  const text = outcomeOf(result)
  if (!well) return { text, dress: palette.red }
  return { text, dress: result.exit_code === 0 ? palette.green : palette.yellow }
}

/** Who sends a Job back gives it an attempt more than it was allowed: then the bound says nothing. */
function attemptText({ attempt, max_attempts, hand_retries }: JobStatusView): string {
  return hand_retries === undefined ? `${attempt} of ${max_attempts}` : String(attempt)
}

/** The whole status for people. */
export function renderStatus(status: JobStatusView, palette: Palette, width: number, nowMs: number): string {
  const facts: readonly (readonly [string, string])[] = [
    ['job', showText(status.job_id)],
    ['plan', showText(status.plan_id)],
    ['action', showText(status.action_id ?? '')],
    ['status', dressStatus(status.status, palette)],
    ['attempt', attemptText(status)],
    [
      'sent back',
      status.hand_retries === undefined ? '' : `${showCount(status.hand_retries, 'time')} by hand`,
    ],
    ['resumed', status.resumed_from === undefined ? '' : `from task ${status.resumed_from}`],
    ['pinned', status.pinned === true ? 'yes' : ''],
    ['queue', showText(`${status.queue} (priority ${status.priority})`)],
    ['worker', showText(status.worker_id ?? '')],
    ['created', showMoment(status.created_at, nowMs)],
    ['started', showMoment(status.started_at, nowMs)],
    ['ended', endOf(status, nowMs)],
    ['error', palette.red(showText(status.error ?? ''))],
    ['outputs', expiryOf(status, nowMs)],
  ]
  const head = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${palette.dim(name.padEnd(10))}${value}\n`)
    .join('')
  const tasks = renderTasks(status, new Map(), palette, width)
  return tasks === '' ? head : `${head}\n${tasks}`
}

/** Why there is nothing to see of what the tasks wrote. */
function expiryOf({ outputs_expired: expired }: JobStatusView, nowMs: number): string {
  if (expired === undefined) return ''
  return `expired by policy ${showText(expired.policy)}, ${showMoment(expired.at, nowMs)}`
}

/** The status word in the colour of its meaning. */
export function dressStatus(status: string, palette: Palette): string {
  return statusDress(status, palette)(status)
}

/** The colour of a status. */
export function statusDress(status: string, palette: Palette): (text: string) => string {
  if (status === 'completed') return palette.green
  if (status === 'failed' || status === 'dead') return palette.red
  if (status === 'running') return palette.cyan
  if (status === 'cancelled') return palette.yellow
  return (text) => text
}

/** One line that says how the Job ended and why. */
export function summarise(status: JobStatusView): string {
  const ran = showCount(status.task_results.length, 'task')
  const why = status.error ? `: ${showText(status.error)}` : ''
  if (status.status === 'completed') return `Job ${status.job_id} completed (${ran})`
  return `Job ${status.job_id} ${status.status}${why}`
}

function endOf(status: JobStatusView, nowMs: number): string {
  if (!status.completed_at) return ''
  const moment = showMoment(status.completed_at, nowMs)
  if (!status.started_at) return moment
  return `${moment}, took ${showDuration(Date.parse(status.completed_at) - Date.parse(status.started_at))}`
}

function showMoment(at: string | null | undefined, nowMs: number): string {
  return at ? `${at} (${showAge(at, nowMs)})` : ''
}
