/** `agx plan new|add|preview|validate|submit`: a Plan written step by step in the plan buffer. */
import { type JobEnvelope, readPlan, readPlanDraft } from '@agenix/specs'
import { v7 as uuidv7 } from 'uuid'
import { appendTasks, readFrom } from '../buffer/change-draft.ts'
import { needBuffer, readBuffer, readIfThere, writeBuffer, writeJobNote } from '../buffer/plan-buffer.ts'
import { readOk } from '../client/views.ts'
import { exitFailed, exitOk } from '../exit-code.ts'
import { pipelineToTasks } from '../pipeline/pipeline-to-plan.ts'
import { quoteCommand } from '../pipeline/quote-word.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { renderPlan } from '../render/plan-text.ts'
import { showCount } from '../render/units.ts'
import { completed, describeProblems, problemsAsJob } from '../submit/make-envelope.ts'
import { Failure, UsageError } from '../usage-error.ts'
import { readJobId, readWhole } from './option-values.ts'
import { type SubmitOptions, submitEnvelope } from './submit.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

/** Options of `agx plan new`. */
export interface PlanNewOptions extends CommonOptions {
  readonly planId?: string
  readonly description?: string
  readonly force?: boolean
}

/** Begins a new, empty plan. A plan with tasks in it is not thrown away without --force. */
export const planNew: Verb<PlanNewOptions> = async ({ config, terminal }, options) => {
  if (options.force !== true) {
    const there = readBuffer(config.planPath)
    const count = there?.draft.tasks.length ?? 0
    if (count > 0) {
      throw new Failure(
        `the plan buffer ${config.planPath} has ${showCount(count, 'task')}. Replace it with: agx plan new --force`,
      )
    }
  }
  const draft = {
    ...(options.planId === undefined ? {} : { plan_id: options.planId }),
    ...(options.description === undefined ? {} : { plan_description: options.description }),
    tasks: [],
  }
  writeBuffer(config.planPath, draft)
  if (options.json === true) await writeJson(terminal, { plan_path: config.planPath, ...draft })
  else terminal.say(`New plan in ${config.planPath}. Add to it: agx plan add 'sort -r'`)
  return exitOk
}

/** Options of `agx plan add`. */
export interface PlanAddOptions extends CommonOptions {
  readonly from?: string
  readonly timeoutSecs?: string
}

/** Appends the commands of a pipeline; begins a plan where there is none. */
export const planAdd: Verb<PlanAddOptions> = async ({ config, terminal }, options, args) => {
  const [line = '', ...excess] = args
  if (excess.length > 0)
    throw new UsageError("write the command as one argument, in quotes: agx plan add 'sort -r'")
  const timeoutSecs = readWhole('--timeout-secs', options.timeoutSecs, 1, 3_600)
  const { draft } = readBuffer(config.planPath) ?? { draft: { tasks: [] } }
  const changed = appendTasks(draft, readFrom(options.from), (firstNumber, firstInput) =>
    pipelineToTasks(line, { firstNumber, firstInput, timeoutSecs }),
  )
  writeBuffer(config.planPath, changed.draft)
  if (options.json === true) await writeJson(terminal, { added: changed.added })
  for (const task of options.json === true ? [] : changed.added) {
    terminal.say(`task ${task.task_number}: ${quoteCommand(task.command, task.args ?? [])}`)
  }
  return exitOk
}

/** Shows the plan. */
export const planPreview: Verb = async ({ config, terminal }, options) => {
  const { draft, warnings } = needBuffer(config.planPath)
  for (const warning of warnings) terminal.say(`agx: ${warning}`)
  if (options.json === true) await writeJson(terminal, draft)
  else await terminal.write(renderPlan(draft, terminal.outPalette, terminal.width))
  return exitOk
}

/** Whether the plan could be submitted now. */
export const planValidate: Verb = async ({ config, terminal }, options) => {
  const bytes = readIfThere(config.planPath)
  if (bytes === undefined) needBuffer(config.planPath)
  const read = readPlanDraft(bytes ?? '', 'all')
  const empty = read.ok && read.value.tasks.length === 0
  const problems = read.ok
    ? empty
      ? [{ pointer: '/tasks', text: 'tasks must not be empty' }]
      : problemsAsJob(read.value)
    : read.problems
  const valid = problems.length === 0
  if (options.json === true) await writeJson(terminal, { valid, problems })
  else if (valid && read.ok)
    terminal.say(`The plan is valid (${showCount(read.value.tasks.length, 'task')}).`)
  else terminal.say(`agx: ${describeProblems(`the plan buffer ${config.planPath}`, problems)}`)
  return valid ? exitOk : exitFailed
}

/** Options of `agx plan submit`. */
export interface PlanSubmitOptions extends SubmitOptions {
  readonly storeOnly?: boolean
}

/** Submits the plan as a Job, or stores it as a Plan with --store-only. Missing ids are made. */
export const planSubmit: Verb<PlanSubmitOptions> = async (context, options) => {
  const { config } = context
  const { draft, warnings } = needBuffer(config.planPath)
  const planId = draft.plan_id ?? uuidv7()
  if (options.storeOnly === true && options.sign !== undefined)
    throw new UsageError('--sign is for Jobs: a stored Plan is no Job. Leave --store-only or --sign away.')
  if (options.storeOnly === true) return storePlan(context, options, { ...draft, plan_id: planId })
  const givenId = readJobId(options.jobId) ?? draft.job_id
  const job: JobEnvelope = { ...draft, job_id: givenId ?? uuidv7(), plan_id: planId }
  const envelope = { ...completed(job), warnings, idWasGiven: givenId !== undefined }
  return submitEnvelope(context, options, envelope, true, () => writeJobNote(config.planPath, job.job_id))
}

const storePlan = async (
  { terminal }: Parameters<Verb>[0],
  options: CommonOptions,
  draft: Omit<JobEnvelope, 'job_id'>,
): Promise<number> => {
  const bytes = JSON.stringify({ ...draft, job_id: undefined })
  const read = readPlan(bytes, 'all')
  if (!read.ok) throw new Failure(describeProblems('the plan', read.problems))
  return withClient(options, async (client) => {
    const { plan_id: planId } = readOk(await client.call('PLAN.SUBMIT', bytes))
    if (wantsJson(options, terminal, true)) await writeJson(terminal, { plan_id: planId })
    else
      await terminal.write(
        `Plan ${planId} is stored. Run it for many inputs with: agx action submit --plan-id ${planId}\n`,
      )
    return exitOk
  })
}
