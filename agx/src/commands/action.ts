/** `agx action submit|status|list|cancel|retry`: one stored Plan run for many inputs, a Job for each. */
import { type ActionRequest, readAction } from '@agenix/specs'
import { v7 as uuidv7 } from 'uuid'
import type { AgqClient } from '../client/agq-client.ts'
import { AgqError } from '../client/agq-error.ts'
import { type Reply, readOk } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { statusDress } from '../render/job-text.ts'
import { renderTable, showText } from '../render/table.ts'
import { describeProblems } from '../submit/make-envelope.ts'
import { readDocument } from '../submit/read-document.ts'
import { Failure, UsageError } from '../usage-error.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

/** Options of `agx action submit`. */
export interface ActionSubmitOptions extends CommonOptions {
  readonly planId: string
  readonly actionId?: string
  readonly inputsFile?: string
  readonly input?: readonly string[]
}

/** Submits an Action. */
export const actionSubmit: Verb<ActionSubmitOptions> = async ({ terminal }, options) => {
  const inputs = await readInputs(options)
  const action = { action_id: options.actionId ?? uuidv7(), plan_id: options.planId, inputs }
  const bytes = JSON.stringify(action)
  const read = readAction(bytes, 'all')
  if (!read.ok) throw new Failure(describeProblems('the Action', read.problems))
  return withClient(options, async (client) => {
    const reply = readOk(await submitTo(client, bytes, options.planId))
    const created = Number(reply.jobs_created ?? inputs.length)
    const actionId = reply.action_id ?? action.action_id
    if (wantsJson(options, terminal, true)) {
      await writeJson(terminal, { action_id: actionId, plan_id: options.planId, jobs_created: created })
    } else {
      await terminal.write(
        `Action ${actionId} made ${created} Jobs. See it with: agx action status ${actionId}\n`,
      )
    }
    return exitOk
  })
}

async function submitTo(client: AgqClient, bytes: string, planId: string): Promise<Reply> {
  try {
    return await client.call('ACTION.SUBMIT', bytes)
  } catch (error) {
    if (!(error instanceof AgqError) || error.code !== 'NOTFOUND') throw error
    throw new Failure(
      `AGQ has no Plan ${JSON.stringify(planId)}. Store it with: agx plan submit --store-only; list those that are there with: agx plan list`,
    )
  }
}

async function readInputs(options: ActionSubmitOptions): Promise<ActionRequest['inputs']> {
  const inline = (options.input ?? []).map((text, index) => parseInput(text, `--input ${index + 1}`))
  const fromFile =
    options.inputsFile === undefined
      ? []
      : readInputLines(options.inputsFile, await readDocument(options.inputsFile))
  const inputs = [...fromFile, ...inline]
  if (inputs.length === 0) {
    throw new UsageError(
      'give the inputs: --inputs-file FILE (a JSON array, or JSON lines), or --input \'{"name":"value"}\'.',
    )
  }
  return inputs as ActionRequest['inputs']
}

/** A JSON array, or one JSON object a line. */
function readInputLines(file: string, bytes: Uint8Array): readonly unknown[] {
  const text = Buffer.from(bytes).toString('utf8')
  if (text.trimStart().startsWith('[')) {
    const value = parseInput(text, file)
    return Array.isArray(value) ? value : [value]
  }
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseInput(line, `${file}, line ${index + 1}`)]))
}

function parseInput(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Shows the totals of an Action. */
export const actionStatus: Verb = async ({ terminal }, options, [actionId = '']) =>
  withClient(options, async (client) => {
    const reply = await client.call('ACTION.STATUS', actionId)
    if (typeof reply !== 'string')
      throw new Failure(`AGQ has no Action ${JSON.stringify(actionId)}. Check the id.`)
    const view = JSON.parse(reply) as Readonly<Record<string, unknown>>
    if (options.json === true) {
      await writeJson(terminal, view)
      return exitOk
    }
    const { outPalette: palette } = terminal
    const lines = flatten(view).map(([name, value]) => [
      { text: name, dress: palette.dim },
      { text: value, dress: statusDress(name, palette) },
    ])
    await terminal.write(renderTable([{ header: '' }, { header: '', max: 100 }], lines, palette))
    return exitOk
  })

/** One level of nesting is shown as lines of its own: the totals by status. */
function flatten(view: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(view).flatMap(([name, value]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.entries(value).map(([inner, count]) => [inner, showText(String(count))] as const)
    }
    return [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const]
  })
}
