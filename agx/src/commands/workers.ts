/** `agx workers`: who is there to run Jobs, how busy, and since when it was heard of; and sending one home. */
import { readOk, readRows } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { writeJson } from '../render/answer.ts'
import { type Column, renderTable, showText } from '../render/table.ts'
import { showAge } from '../render/units.ts'
import { type Verb, withClient } from './verb.ts'

/** A row of WORKER.LIST. What an AGQ leaves out is shown as nothing. */
interface WorkerRow {
  readonly worker_id: string
  readonly status?: string
  readonly hostname?: string
  readonly platform?: string
  readonly agw_version?: string
  readonly max_concurrent_jobs?: number
  readonly running_jobs?: number
  readonly tags?: readonly string[]
  readonly tools_count?: number
  readonly policy?: { readonly allow_count?: number }
  readonly containment?: string
  readonly seen_at?: string
  /** Of its last heartbeat. */
  readonly stats?: {
    readonly slots_total?: number
    readonly slots_used?: number
    readonly load?: number
    readonly disk_free_bytes?: number
    readonly disk_low?: boolean
  }
}

const columns: readonly Column[] = [
  { header: 'WORKER', max: 40 },
  { header: 'STATUS' },
  { header: 'HOST', max: 24 },
  { header: 'VERSION' },
  { header: 'SLOTS', align: 'right' },
  { header: 'LEASES', align: 'right' },
  { header: 'LOAD', align: 'right' },
  { header: 'ISOLATION' },
  { header: 'TOOLS', align: 'right' },
  { header: 'RULES', align: 'right' },
  { header: 'HEARD', align: 'right' },
  { header: 'TAGS', max: 40 },
]

/** Lists the workers. */
export const workers: Verb = async ({ terminal }, options) =>
  withClient(options, async (client) => {
    const rows = readRows<WorkerRow>(await client.call('WORKER.LIST'))
    if (options.json === true) await writeJson(terminal, { workers: rows })
    else if (rows.length === 0) terminal.say('No workers. Start one: agw')
    else await terminal.write(renderTable(columns, rows.map(cellsOf), terminal.outPalette))
    return exitOk
  })

/** Gives a worker no further Jobs: it finishes what it runs, and ends. */
export const workersDrain: Verb = async ({ terminal }, options, [workerId = '']) =>
  withClient(options, async (client) => {
    const reply = await client.call('WORKER.DRAIN', workerId)
    if (options.json === true) await writeJson(terminal, readOk(reply))
    else
      terminal.say(
        `Worker ${showText(workerId)} takes no more Jobs; it ends when it has finished what it runs.`,
      )
    return exitOk
  })

function cellsOf(row: WorkerRow): readonly string[] {
  const { stats } = row
  return [
    row.worker_id,
    stats?.disk_low === true ? `${row.status ?? ''}, disk nearly full` : (row.status ?? ''),
    row.hostname ?? '',
    row.agw_version ?? '-',
    `${stats?.slots_used ?? row.running_jobs ?? 0}/${row.max_concurrent_jobs ?? '?'}`,
    String(row.running_jobs ?? 0),
    stats?.load === undefined ? '-' : stats.load.toFixed(1),
    row.containment ?? '-',
    row.tools_count === undefined ? '' : String(row.tools_count),
    // Those of agw --allow; nothing: it runs anything.
    row.policy?.allow_count === undefined ? '' : String(row.policy.allow_count),
    showAge(row.seen_at, Date.now()),
    row.tags?.join(',') ?? '',
  ]
}
