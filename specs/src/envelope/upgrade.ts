/**
 * Version 0.1 (`steps`, `step_number`, `input_from_step`) read as version 0.2.
 *
 * A document is 0.1 exactly if it has `steps` and no `tasks`. Then it is held against the schema of 0.1, which knows the
 * fields of 0.1 only: who wants a newer field renames first. With both `steps` and `tasks` it is 0.2 with an unknown field.
 * After the upgrade everything is 0.2; pointers in problems are led back to the names that the author wrote.
 */
import type { JobEnvelope01, Step, Task } from '../generated/types.ts'
import type { Problem } from '../result.ts'

export const deprecation =
  'Version 0.1 is deprecated: rename steps to tasks, step_number to task_number and input_from_step to input_from_task'

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Is this (parsed, not yet validated) value a document of version 0.1? */
export const isVersion01 = (value: unknown): boolean =>
  isObject(value) && Object.hasOwn(value, 'steps') && !Object.hasOwn(value, 'tasks')

const upgradeStep = ({ step_number, input_from_step, ...same }: Step): Task => ({
  task_number: step_number,
  ...same,
  ...(input_from_step === undefined ? {} : { input_from_task: input_from_step }),
})

/** The same Job in version 0.2. The value must obey the schema of 0.1. */
export const upgrade01 = ({
  steps,
  ...same
}: JobEnvelope01): Omit<JobEnvelope01, 'steps'> & { readonly tasks: readonly Task[] } => ({
  ...same,
  tasks: steps.map(upgradeStep),
})

/** A problem found after the upgrade, with the pointer into the document as it was written. */
export const toVersion01 = ({ pointer, text }: Problem): Problem => ({
  pointer: pointer
    .replace(/^\/tasks\b/, '/steps')
    .replace(/\/task_number$/, '/step_number')
    .replace(/\/input_from_task$/, '/input_from_step'),
  text,
})
