/** A Plan for people: its Tasks as commands one could type, and which reads from which. Pure. */
import type { PlanDraft, Task } from '@agenix/specs'
import { quoteCommand } from '../pipeline/quote-word.ts'
import type { Palette } from './palette.ts'
import { type Cell, renderTable, showText } from './table.ts'
import { showCount } from './units.ts'

/** The whole plan. */
export function renderPlan(plan: PlanDraft, palette: Palette, width: number): string {
  const name = plan.plan_id === undefined ? palette.dim('(no id yet)') : palette.bold(showText(plan.plan_id))
  const head = `Plan ${name}, ${showCount(plan.tasks.length, 'task')}\n`
  const description = plan.plan_description ? `${showText(plan.plan_description)}\n` : ''
  const settings = renderSettings(plan, palette)
  if (plan.tasks.length === 0)
    return `${head}${description}${settings}No tasks yet. Add one: agx plan add 'sort -r'\n`
  const columns = [
    { header: '', align: 'right' as const },
    { header: '', max: Math.max(30, width - 40) },
    { header: '' },
  ]
  const rows = plan.tasks.map((task): readonly Cell[] => [
    String(task.task_number),
    quoteCommand(task.command, task.args ?? []),
    { text: notesOf(task), dress: palette.dim },
  ])
  return `${head}${description}${settings}\n${renderTable(columns, rows, palette)}`
}

function renderSettings(plan: PlanDraft, palette: Palette): string {
  const { plan_id: _plan, plan_description: _text, tasks: _tasks, job_id: _job, ...rest } = plan
  return Object.entries(rest)
    .map(
      ([name, value]) =>
        `${palette.dim(name)} ${showText(typeof value === 'string' ? value : JSON.stringify(value))}\n`,
    )
    .join('')
}

/** Where its stdin comes from, and what else is not as usual. */
function notesOf(task: Task): string {
  const source =
    task.input_from_task !== undefined
      ? `reads task ${task.input_from_task}`
      : task.task_number === 1
        ? "reads the Job's input"
        : 'reads nothing'
  const { task_number: _n, command: _c, args: _a, input_from_task: _i, ...rest } = task
  const more = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return [source, ...more].join(', ')
}
