/**
 * One Plan, many inputs: an Action makes a Job of each, all of them or none. `{{key}}` in args, env and cwd becomes
 * the input's value as one argument (there is no shell that could split it); the input's JSON is task 1's stdin.
 */
import { canonicalJson, limits, type Plan, readJob, sha256Hex } from '@agenix/specs'
import type { WriteCommand } from '../commands.ts'
import { prepareJob } from '../prepare.ts'
import { accept, type Change, jobEvent, type Outcome, type Rows, refuse } from '../rule.ts'
import { newJobRow, refuseExpired, refuseFull, storeNewJob } from './submit.ts'

type Submit = Extract<WriteCommand, { kind: 'action.submit' }>
type Input = Submit['request']['inputs'][number]

export function submitAction(rows: Rows, command: Submit): Outcome {
  const { request, at } = command
  const { action_id: actionId, plan_id: planId, inputs } = request
  const reply = `action_id=${actionId} jobs_created=${inputs.length}`
  const known = rows.action(actionId)
  if (known !== undefined) {
    if (known.contentHash === command.contentHash) return accept(reply)
    return refuse(
      'DUPLICATE',
      `Action ${actionId} exists with other content: give the new Action another action_id`,
    )
  }
  const plan = rows.plan(planId)
  if (plan === undefined) return refuse('NOTFOUND', `no Plan ${planId}: store it first with PLAN.SUBMIT`)
  // Known before any work is done: what one transaction may write.
  if (plan.document.length * inputs.length > limits.actionStoredBytes)
    return refuse('TOOBIG', tooMuch(inputs.length))
  const template = JSON.parse(plan.document) as Plan
  const full = refuseFull(rows, template.queue ?? 'default', inputs.length)
  if (full !== null) return full

  const changes: Change[] = [
    {
      table: 'action',
      row: {
        tenant: rows.tenant,
        actionId,
        planId,
        contentHash: command.contentHash,
        jobs: inputs.length,
        origin: command.origin,
        createdAt: at.wallMs,
      },
    },
  ]
  const events = []
  const lanesMade = new Set<number>()
  let stored = 0
  for (const [index, input] of inputs.entries()) {
    const jobId = jobIdOf(actionId, index + 1)
    if (rows.job(jobId) !== undefined) {
      return refuse('DUPLICATE', `Job ${jobId}, which input ${index + 1} would make, exists already`)
    }
    const filled = fill(template, input)
    if ('missing' in filled) {
      return refuse(
        'ERR',
        `/inputs/${index} has no key "${filled.missing}", which Plan ${planId} uses as {{${filled.missing}}}: add it to the input`,
      )
    }
    if ('tooBig' in filled) {
      return refuse(
        'TOOBIG',
        `/inputs/${index} makes an envelope over ${limits.envelopeBytes} bytes: give it smaller values`,
      )
    }
    const text = JSON.stringify({ job_id: jobId, ...filled.plan })
    stored += text.length
    if (stored > limits.actionStoredBytes) return refuse('TOOBIG', tooMuch(inputs.length))
    const read = readJob(text, 'first')
    if (!read.ok) return refuse('ERR', `/inputs/${index} makes an invalid Job: ${read.problems[0].text}`)
    const bytes = Buffer.from(JSON.stringify(input))
    const job = prepareJob(read.value, text, { bytes, ref: null, sizeBytes: bytes.length })
    const refused = refuseExpired(job, at)
    if (refused !== null) return refused
    const row = newJobRow(rows, job, { actionId, origin: command.origin, at })
    for (const change of storeNewJob(rows, job, row)) {
      if (change.table === 'lane' && lanesMade.has(change.row.laneId)) continue
      if (change.table === 'lane') lanesMade.add(change.row.laneId)
      changes.push(change)
    }
    events.push(jobEvent(row, 'submitted', at.wallMs))
  }
  return accept(reply, changes, events)
}

/** Readable where it fits an id's 64 characters, a digest of the Action's id where it does not. */
export function jobIdOf(actionId: string, number: number): string {
  const readable = `${actionId}.${number}`
  return readable.length <= limits.idLength ? readable : `${sha256Hex(actionId).slice(0, 40)}.${number}`
}

export function actionHash(request: Submit['request']): string {
  return sha256Hex(canonicalJson(request))
}

function tooMuch(inputs: number): string {
  return `${inputs} inputs would store over ${limits.actionStoredBytes} bytes of envelopes: split the Action`
}

type Filled = { readonly plan: Plan } | { readonly missing: string } | { readonly tooBig: true }

/** A value may stand in the Plan thousands of times: what it grows to is bounded while it grows. */
function fill(plan: Plan, input: Input): Filled {
  const values = new Map(
    Object.entries(input).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  let missing: string | null = null
  let left: number = limits.envelopeBytes
  const put = (text: string): string =>
    text.replaceAll(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_, key: string) => {
      const value = values.get(key)
      if (value === undefined) missing ??= key
      left -= value?.length ?? 0
      return left < 0 ? '' : (value ?? '')
    })
  const putAll = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, put(value)]))
  const filled = {
    ...plan,
    ...(plan.env === undefined ? {} : { env: putAll(plan.env) }),
    ...(plan.cwd === undefined ? {} : { cwd: put(plan.cwd) }),
    tasks: plan.tasks.map((task) => ({
      ...task,
      ...(task.args === undefined ? {} : { args: task.args.map(put) }),
      ...(task.env === undefined ? {} : { env: putAll(task.env) }),
      ...(task.cwd === undefined ? {} : { cwd: put(task.cwd) }),
    })),
  }
  if (missing !== null) return { missing }
  return left < 0 ? { tooBig: true } : { plan: filled as Plan }
}
