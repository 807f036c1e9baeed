/** `agx action list|cancel|retry`: Actions looked over, stopped, and their failed Jobs sent back. */
import { limits } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { AgqError } from '../client/agq-error.ts'
import { readPage } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import type { Palette } from '../render/palette.ts'
import { type Column, renderTable } from '../render/table.ts'
import { showAge } from '../render/units.ts'
import { Failure } from '../usage-error.ts'
import { readWhole } from './option-values.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

/** As ACTION.STATUS and ACTION.LIST tell it. */
interface ActionView {
  readonly action_id: string
  readonly plan_id: string
  readonly created_at: string
  readonly jobs: number
  readonly done: boolean
  readonly totals: Readonly<Record<string, number>>
}

const defaultLimit = 20

/** Options of `agx action list`. */
export interface ActionListOptions extends CommonOptions {
  readonly limit?: string
}

/** `agx action list`. */
export const actionList: Verb<ActionListOptions> = async ({ terminal }, options) => {
  const limit = readWhole('--limit', options.limit, 1, limits.listLimit.max) ?? defaultLimit
  return withClient(options, async (client) => {
    const page = readPage<ActionView>(await client.call('ACTION.LIST', 'LIMIT', limit))
    if (options.json === true) await writeJson(terminal, { actions: page.rows, next: page.next })
    else if (page.rows.length === 0) terminal.say('No Actions. Make one: agx action submit --plan-id ID …')
    else {
      await terminal.write(render(page.rows, terminal.outPalette, Date.now()))
      if (page.next !== null) terminal.say(`… and more: agx action list --limit ${limit * 5}`)
    }
    return exitOk
  })
}

const columns: readonly Column[] = [
  { header: 'ACTION' },
  { header: 'PLAN', max: 24 },
  { header: 'JOBS', align: 'right' },
  { header: 'TOTALS', max: 80 },
  { header: 'CREATED', align: 'right' },
]

function render(rows: readonly ActionView[], palette: Palette, nowMs: number): string {
  const cells = rows.map((row) => [
    row.action_id,
    row.plan_id,
    String(row.jobs),
    totalsText(row.totals),
    showAge(row.created_at, nowMs),
  ])
  return renderTable(columns, cells, palette)
}

function totalsText(totals: ActionView['totals']): string {
  return Object.entries(totals)
    .filter(([, jobs]) => jobs > 0)
    .map(([status, jobs]) => `${jobs} ${status}`)
    .join(', ')
}

/** `agx action cancel ID`. */
export const actionCancel = sweeping('ACTION.CANCEL', 'cancelled', 'are cancelled')

/** `agx action retry ID`. */
export const actionRetry = sweeping('ACTION.RETRY', 'retried', 'are sent back')

function sweeping(command: string, count: 'cancelled' | 'retried', says: string): Verb {
  return async ({ terminal }, options, [actionId = '']) =>
    withClient(options, async (client) => {
      const view = await sweep(client, command, actionId)
      if (wantsJson(options, terminal, false)) await writeJson(terminal, view)
      else {
        terminal.say(
          `${view[count]} Jobs of Action ${actionId} ${says}. See it with: agx action status ${actionId}`,
        )
      }
      return exitOk
    })
}

type Swept = ActionView & { readonly cancelled?: number; readonly retried?: number }

async function sweep(client: AgqClient, command: string, actionId: string): Promise<Swept> {
  try {
    return JSON.parse(String(await client.call(command, actionId))) as Swept
  } catch (error) {
    if (error instanceof AgqError && error.code === 'NOTFOUND') {
      throw new Failure(`AGQ has no Action ${JSON.stringify(actionId)}. List them with: agx action list`)
    }
    throw error
  }
}
