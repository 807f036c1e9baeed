/**
 * What AGQ answers, as types: the JSON that agq/README.md promises. Fields a newer AGQ adds are simply there.
 * Types only; nothing here checks, because the server is trusted to keep its own contract.
 */
import type { JobStatus } from '@agenix/specs'

export type { JobStatusView, TaskResultView } from '@agenix/specs'

/** A RESP reply with bulks as UTF-8 text. */
export type Reply = string | number | null | readonly Reply[]
/** A RESP reply with bulks (and simple strings) as bytes. */
export type BytesReply = Buffer | number | null | readonly BytesReply[]
/** What may stand in a command. Numbers are written in decimal. */
export type Argument = string | Uint8Array | number

/** Which of a task's two streams. */
export type StreamName = 'STDOUT' | 'STDERR'

/** JOB.WHY: why a Job is not running, or why it ended so. */
export interface WhyView {
  readonly sentence: string
  readonly code?: string
  readonly evidence?: Readonly<Record<string, unknown>>
}

/** One message of the channels `job:<id>` and `jobs`. */
export interface JobEvent {
  readonly seq: number
  readonly event: string
  readonly job_id: string
  readonly status: JobStatus
  readonly at?: string
  readonly task_number?: number
  readonly stream?: string
  readonly offset?: number
  readonly bytes?: number
  readonly [more: string]: unknown
}

/** Where a blob is: its name is its content. */
export interface BlobRef {
  readonly sha256: string
  readonly bytes: number
}

/** Reads the `name=value` words of a `+OK …` reply. */
export function readOk(reply: Reply): Readonly<Record<string, string>> {
  const words = typeof reply === 'string' ? reply.split(' ') : []
  const pairs = words.flatMap((word) => {
    const equals = word.indexOf('=')
    return equals === -1 ? [] : [[word.slice(0, equals), word.slice(equals + 1)] as const]
  })
  return Object.fromEntries(pairs)
}

/** Reads a JSON reply that is an array of rows, or one row. */
export function readRows<T>(reply: Reply): readonly T[] {
  const value: unknown = typeof reply === 'string' ? JSON.parse(reply) : null
  if (value === null) return []
  return Array.isArray(value) ? (value as T[]) : [value as T]
}

/** Reads a page: the next cursor (null at the end), then the JSON rows. */
export function readPage<T>(reply: Reply): { readonly next: string | null; readonly rows: readonly T[] } {
  const [cursor, ...rows] = Array.isArray(reply) ? (reply as readonly Reply[]) : []
  const next = cursor === null || cursor === undefined ? null : String(cursor)
  return { next, rows: rows.map((row) => JSON.parse(String(row)) as T) }
}
