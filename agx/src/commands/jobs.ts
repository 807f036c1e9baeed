/** `agx jobs`: the Jobs AGQ knows, newest first. Pages through as many as were asked for. */
import { type JobStatusView, jobStates, limits } from '@agenix/specs'
import type { AgqClient } from '../client/agq-client.ts'
import { type Argument, readPage } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { writeJson } from '../render/answer.ts'
import { statusDress } from '../render/job-text.ts'
import type { Palette } from '../render/palette.ts'
import { type Column, renderTable } from '../render/table.ts'
import { showAge, showDuration } from '../render/units.ts'
import { readWhole, readWord } from './option-values.ts'
import { type CommonOptions, type Verb, withClient } from './verb.ts'

const defaultLimit = 20

/** Options of `agx jobs`. */
export interface JobsOptions extends CommonOptions {
  readonly status?: string | undefined
  readonly queue?: string
  readonly plan?: string
  readonly action?: string
  readonly limit?: string
}

/** Lists Jobs. */
export const jobs: Verb<JobsOptions> = async ({ terminal }, options) => {
  const limit = readWhole('--limit', options.limit, 1, 100_000) ?? defaultLimit
  const status = readWord(
    '--status',
    options.status,
    jobStates.map((state) => state.status),
  )
  return withClient(options, async (client) => {
    const found = await list(client, { ...options, status }, limit)
    if (options.json === true) {
      await writeJson(terminal, { jobs: found.rows, next: found.next })
    } else if (found.rows.length === 0) {
      terminal.say("No Jobs. Make one: agx run 'echo hello'")
    } else {
      await terminal.write(renderJobs(found.rows, terminal.outPalette, Date.now()))
      if (found.next !== null) terminal.say(`… and more: agx jobs --limit ${limit * 5}`)
    }
    return exitOk
  })
}

interface Found {
  readonly rows: readonly JobStatusView[]
  readonly next: string | null
}

async function list(client: AgqClient, options: JobsOptions, limit: number): Promise<Found> {
  const filters: Argument[] = []
  if (options.status !== undefined) filters.push('STATUS', options.status)
  if (options.queue !== undefined) filters.push('QUEUE', options.queue)
  if (options.plan !== undefined) filters.push('PLAN', options.plan)
  if (options.action !== undefined) filters.push('ACTION', options.action)
  const rows: JobStatusView[] = []
  let next: string | null = null
  do {
    const page: readonly Argument[] = ['LIMIT', Math.min(limits.listLimit.max, limit - rows.length)]
    const cursor: readonly Argument[] = next === null ? [] : ['CURSOR', next]
    const reply = readPage<JobStatusView>(await client.call('JOB.LIST', ...filters, ...page, ...cursor))
    rows.push(...reply.rows)
    next = reply.rows.length === 0 ? null : reply.next
  } while (next !== null && rows.length < limit)
  return { rows, next }
}

const columns: readonly Column[] = [
  { header: 'JOB' },
  { header: 'STATUS' },
  { header: 'PLAN', max: 24 },
  { header: 'QUEUE', max: 16 },
  { header: 'CREATED', align: 'right' },
  { header: 'TOOK', align: 'right' },
  { header: 'ERROR', max: 50 },
]

/** Jobs as a table. */
export function renderJobs(rows: readonly JobStatusView[], palette: Palette, nowMs: number): string {
  const cells = rows.map((row) => [
    row.job_id,
    { text: row.status, dress: statusDress(row.status, palette) },
    row.plan_id,
    row.queue,
    showAge(row.created_at, nowMs),
    tookOf(row),
    row.error ?? '',
  ])
  return renderTable(columns, cells, palette)
}

function tookOf(row: JobStatusView): string {
  if (!row.started_at || !row.completed_at) return ''
  return showDuration(Date.parse(row.completed_at) - Date.parse(row.started_at))
}
