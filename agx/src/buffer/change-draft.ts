/** Changes of a plan draft as pure functions: draft in, draft out. */
import type { PlanDraft, Task } from '@agenix/specs'
import { UsageError } from '../usage-error.ts'

/** Where appended Tasks read from: `previous`, nothing, or the Task of that number. */
export type AppendFrom = 'previous' | 'none' | number

/** Appends Tasks made by `make`, which is told their first number and what the first one reads from. */
export function appendTasks(
  draft: PlanDraft,
  from: AppendFrom,
  make: (firstNumber: number, firstInput: number | undefined) => readonly Task[],
): { readonly draft: PlanDraft; readonly added: readonly Task[] } {
  const count = draft.tasks.length
  const input = from === 'previous' ? (count === 0 ? undefined : count) : from === 'none' ? undefined : from
  if (input !== undefined && (input < 1 || input > count)) {
    const there = count === 0 ? 'the plan has no task yet' : `the plan has tasks 1 to ${count}`
    throw new UsageError(`--from ${input}: ${there}. Name one of those, or none.`)
  }
  const added = make(count + 1, input)
  return { draft: { ...draft, tasks: [...draft.tasks, ...added] }, added }
}

/** Reads the value of `--from`. */
export function readFrom(text: string | undefined): AppendFrom {
  if (text === undefined) return 'previous'
  if (text.toLowerCase() === 'none') return 'none'
  if (/^\d{1,3}$/.test(text)) return Number(text)
  throw new UsageError(`--from must be the number of a task, or none, not ${JSON.stringify(text)}.`)
}
