/** `agx queue stats [QUEUE]`: how many Jobs stand where. */
import { readRows } from '../client/views.ts'
import { exitOk } from '../exit-code.ts'
import { writeJson } from '../render/answer.ts'
import { type Column, renderTable } from '../render/table.ts'
import { type Verb, withClient } from './verb.ts'

type QueueRow = Readonly<Record<string, unknown>>

const states = ['scheduled', 'pending', 'running', 'completed', 'failed', 'cancelled', 'dead'] as const

/** Shows the counts of one queue, or of all. */
export const queueStats: Verb = async ({ terminal }, options, [queue]) =>
  withClient(options, async (client) => {
    const reply = await client.call('QUEUE.STATS', ...(queue === undefined ? [] : [queue]))
    const rows = readRows<QueueRow>(reply)
    if (options.json === true) await writeJson(terminal, { queues: rows })
    else if (rows.length === 0) terminal.say('No queues yet: the first Job makes one.')
    else await terminal.write(render(rows, terminal.outPalette))
    return exitOk
  })

function render(rows: readonly QueueRow[], palette: Parameters<typeof renderTable>[2]): string {
  const columns: readonly Column[] = [
    { header: 'QUEUE', max: 40 },
    ...states.map((state): Column => ({ header: state.toUpperCase(), align: 'right' })),
    { header: '' },
  ]
  const cells = rows.map((row) => [
    String(row.queue ?? row.name ?? ''),
    ...states.map((state) => String(countOf(row, state))),
    row.paused === true ? { text: 'paused', dress: palette.yellow } : '',
  ])
  return renderTable(columns, cells, palette)
}

function countOf(row: QueueRow, state: string): number {
  const counts = typeof row.counts === 'object' && row.counts !== null ? row.counts : row
  const value: unknown = Reflect.get(counts, state)
  return typeof value === 'number' ? value : 0
}
