/** Queues and their lines as tables for people. */
import type { JobStatusView } from '@agenix/specs'
import type { Palette } from './palette.ts'
import { type Column, renderTable } from './table.ts'
import { showAge, showBytes, showDuration } from './units.ts'

/** A row of QUEUE.STATS. What an AGQ leaves out is shown as nothing. */
export interface QueueView {
  readonly queue: string
  readonly output_bytes?: number
  readonly waiting_since?: string
  readonly paused_since?: string
  readonly weight?: number
  readonly max_waiting?: number
  readonly ttl_secs?: number
  readonly [status: string]: unknown
}

const states = ['scheduled', 'pending', 'running', 'completed', 'failed', 'cancelled', 'dead'] as const

/** Counts by status, and what was set where something was. */
export function renderQueues(rows: readonly QueueView[], palette: Palette, nowMs: number): string {
  const columns: readonly Column[] = [
    { header: 'QUEUE', max: 40 },
    ...states.map((state): Column => ({ header: state.toUpperCase(), align: 'right' })),
    { header: 'OUTPUT', align: 'right' },
    { header: 'OLDEST', align: 'right' },
    { header: 'WEIGHT', align: 'right' },
    { header: 'MAX', align: 'right' },
    { header: 'TTL', align: 'right' },
    { header: '' },
  ]
  const cells = rows.map((row) => [
    row.queue,
    ...states.map((state) => String(countOf(row, state))),
    row.output_bytes === undefined ? '' : showBytes(row.output_bytes),
    showAge(row.waiting_since, nowMs),
    textOf(row.weight),
    textOf(row.max_waiting),
    row.ttl_secs === undefined ? '' : showDuration(row.ttl_secs * 1000),
    row.paused_since === undefined
      ? ''
      : { text: `paused ${showAge(row.paused_since, nowMs)}`, dress: palette.yellow },
  ])
  return renderTable(columns, cells, palette)
}

/** A row of QUEUE.PEEK. */
export interface LineView extends JobStatusView {
  readonly gated?: boolean
  readonly concurrency_key?: string
}

/** The next Jobs of a queue, the first one first. */
export function renderLine(jobs: readonly LineView[], palette: Palette, nowMs: number): string {
  const columns: readonly Column[] = [
    { header: '#', align: 'right' },
    { header: 'JOB' },
    { header: 'PLAN', max: 24 },
    { header: 'PRIORITY', align: 'right' },
    { header: 'CREATED', align: 'right' },
    { header: '' },
  ]
  const cells = jobs.map((job, index) => [
    String(index + 1),
    job.job_id,
    job.plan_id,
    String(job.priority),
    showAge(job.created_at, nowMs),
    job.gated === true
      ? { text: `waits for its key ${job.concurrency_key ?? ''}`, dress: palette.yellow }
      : '',
  ])
  return renderTable(columns, cells, palette)
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value)
}

function countOf(row: QueueView, state: string): number {
  const value = row[state]
  return typeof value === 'number' ? value : 0
}
