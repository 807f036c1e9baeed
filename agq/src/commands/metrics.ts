/** METRICS: the server in numbers, for Prometheus or as JSON. */
import type { Totals } from '../engine/look.ts'
import { type Measured, OTHER_QUEUES, QUEUES_TOLD, type Sample } from '../ops/meters.ts'
import type { Caller, Reply } from '../wire/index.ts'
import { Refusal, textOf } from './arguments.ts'
import type { CommandEntry, Context } from './context.ts'
import { bulk } from './replies.ts'

export const metricsCommands: readonly CommandEntry[] = [
  {
    name: 'METRICS',
    arity: -1,
    summary: 'The server in numbers: METRICS [PROMETHEUS|JSON]',
    run: metrics,
  },
]

async function metrics(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const form = args.length === 0 ? 'PROMETHEUS' : textOf(args[0]).toUpperCase()
  if (args.length > 1 || (form !== 'PROMETHEUS' && form !== 'JSON')) {
    throw new Refusal('ERR', 'METRICS takes PROMETHEUS (the default) or JSON')
  }
  const measured = await measure(context, caller)
  if (form === 'JSON') return bulk(JSON.stringify(await context.meters.json(measured)))
  return bulk(await context.meters.text(measured))
}

async function measure(context: Context, caller: Caller): Promise<readonly Measured[]> {
  const { meters } = context
  const { monoMs } = context.clock.now()
  const countBlobs = meters.wantsBlobs(monoMs)
  const answer = await context.loop.submit(caller.id, { kind: 'look', look: { of: 'totals', countBlobs } })
  if (answer.kind !== 'json') throw new Error('the totals were not answered')
  const totals = JSON.parse(answer.text) as Totals
  if (totals.blobs !== null) meters.countedBlobs(monoMs, totals.blobs)
  const facts = context.facts()
  const { rss } = process.memoryUsage()
  const cpu = process.cpuUsage()
  return [
    gauge('agq_info', 'This server', [{ labels: { version: facts.version }, value: 1 }]),
    gauge('agq_uptime_seconds', 'Since it was started', plain((monoMs - facts.startedAtMs) / 1000)),
    ...ofJobs(totals),
    ...ofWorkers(totals),
    gauge('agq_clients_connected', 'Open connections', plain(facts.clients)),
    gauge('agq_clients_blocked', 'Callers that wait for a Job to lease, or for one to end', [
      { labels: { for: 'lease' }, value: context.leases.size },
      { labels: { for: 'end' }, value: context.waits.size },
    ]),
    counter('agq_commands_total', 'Commands taken, by name', labelled('command', facts.traffic.commands)),
    counter('agq_errors_total', 'Errors answered, by code', labelled('code', facts.traffic.errors)),
    counter('agq_events_total', 'Events of Jobs and workers', plain(context.events.count)),
    gauge('agq_blobs', 'Stored blobs; counted once a minute', plain(meters.blobs.blobs)),
    gauge('agq_blob_bytes', 'Bytes of stored blobs; counted once a minute', plain(meters.blobs.bytes)),
    gauge('agq_disk_free_bytes', 'Free on the disk of the data directory', plain(facts.disk.freeBytes)),
    gauge(
      'agq_disk_full',
      '1 while nothing is accepted that grows',
      plain(facts.disk.fullSince === null ? 0 : 1),
    ),
    gauge('process_resident_memory_bytes', 'Memory of the process', plain(rss)),
    counter('process_cpu_seconds_total', 'Processor time', plain((cpu.user + cpu.system) / 1e6)),
  ]
}

function ofJobs({ queues, paused }: Totals): readonly Measured[] {
  const byQueue = Map.groupBy(queues, ({ queue }) => queue)
  const busiest = [...byQueue]
    .map(([queue, rows]) => ({ queue, jobs: rows.reduce((sum, { jobs }) => sum + jobs, 0) }))
    .sort((a, b) => b.jobs - a.jobs || (a.queue < b.queue ? -1 : 1))
    .slice(0, QUEUES_TOLD)
  const told = new Set(busiest.map(({ queue }) => queue))
  const jobs = new Map<string, Sample>()
  const bytes = new Map<string, Sample>()
  for (const row of queues) {
    const queue = told.has(row.queue) ? row.queue : OTHER_QUEUES
    add(jobs, { queue, status: row.status }, row.jobs)
    add(bytes, { queue }, row.bytes)
  }
  return [
    gauge('agq_jobs', 'Jobs by queue and status', [...jobs.values()]),
    gauge('agq_output_bytes', 'Kept outputs by queue', [...bytes.values()]),
    gauge('agq_queues', 'Queues that have Jobs', plain(byQueue.size)),
    gauge('agq_queues_paused', 'Queues that are paused', plain(paused)),
  ]
}

const WORKER_STATUSES = ['live', 'draining', 'lost', 'gone'] as const

function ofWorkers({ workers }: Totals): readonly Measured[] {
  const live = workers.filter(({ status }) => status === 'live')
  return [
    gauge(
      'agq_workers',
      'Workers by status',
      WORKER_STATUSES.map((status) => ({
        labels: { status },
        value: workers.filter((worker) => worker.status === status).length,
      })),
    ),
    gauge('agq_slots', 'Jobs that the live workers can run at a time', plain(sumOf(live, 'slots'))),
    gauge('agq_leases_held', 'Jobs that workers hold', plain(sumOf(workers, 'held'))),
  ]
}

function sumOf(workers: Totals['workers'], field: 'slots' | 'held'): number {
  return workers.reduce((sum, worker) => sum + worker[field], 0)
}

function add(samples: Map<string, Sample>, labels: Sample['labels'], value: number): void {
  const key = Object.values(labels).join(' ')
  samples.set(key, { labels, value: (samples.get(key)?.value ?? 0) + value })
}

function labelled(label: string, counts: ReadonlyMap<string, number>): readonly Sample[] {
  return [...counts].map(([name, value]) => ({ labels: { [label]: name }, value }))
}

function plain(value: number): readonly Sample[] {
  return [{ labels: {}, value }]
}

function gauge(name: string, help: string, samples: readonly Sample[]): Measured {
  return { name, help, type: 'gauge', samples }
}

function counter(name: string, help: string, samples: readonly Sample[]): Measured {
  return { name, help, type: 'counter', samples }
}
