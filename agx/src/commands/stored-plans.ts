/** `agx plan list` and `agx plan get ID`: the Plans stored on AGQ. */
import type { Plan } from '@agenix/specs'
import { readPage } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { writeJson } from '../render/answer.ts'
import { renderPlan } from '../render/plan-text.ts'
import { type Cell, renderTable } from '../render/table.ts'
import { showAge } from '../render/units.ts'
import { Failure } from '../usage-error.ts'
import { readWhole } from './option-values.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

interface PlanRow {
  readonly plan_id: string
  readonly plan_description?: string | null
  readonly created_at?: string
  readonly tasks?: number
}

/** Options of `agx plan list`. */
export interface PlanListOptions extends CommonOptions {
  readonly limit?: string
}

/** Lists stored Plans. */
export const planList: Verb<PlanListOptions> = async ({ terminal }, options, [pattern]) => {
  const limit = readWhole('--limit', options.limit, 1, 1_000) ?? 100
  return withClient(options, async (client) => {
    const filters = pattern === undefined ? [] : [pattern]
    const { rows, next } = readPage<PlanRow>(await client.call('PLAN.LIST', ...filters, 'LIMIT', limit))
    if (options.json === true) await writeJson(terminal, { plans: rows, next })
    else if (rows.length === 0) terminal.say('No stored Plans. Store one: agx plan submit --store-only')
    else {
      const columns = [
        { header: 'PLAN' },
        { header: 'TASKS', align: 'right' as const },
        { header: 'CREATED', align: 'right' as const },
        { header: 'DESCRIPTION', max: 60 },
      ]
      await terminal.write(renderTable(columns, rows.map(cellsOf), terminal.outPalette))
      if (next !== null) terminal.say('… and more: agx plan list --limit 1000')
    }
    return exitOk
  })
}

function cellsOf(row: PlanRow): readonly Cell[] {
  return [
    row.plan_id,
    String(row.tasks ?? ''),
    showAge(row.created_at, Date.now()),
    row.plan_description ?? '',
  ]
}

/** Shows one stored Plan. */
export const planGet: Verb = async ({ terminal }, options, [planId = '']) =>
  withClient(options, async (client) => {
    const reply = await client.call('PLAN.GET', planId)
    if (typeof reply !== 'string') {
      throw new Failure(`AGQ has no Plan ${JSON.stringify(planId)}. List them with: agx plan list`)
    }
    const plan = JSON.parse(reply) as Plan
    if (options.json === true) await writeJson(terminal, plan)
    else await terminal.write(renderPlan(plan, terminal.outPalette, terminal.width))
    return exitOk
  })
