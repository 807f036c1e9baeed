/** What may be looked at inside, as data: the questions of the key view, QUEUE.PEEK and METRICS. */
import type { Space } from './keyspace.ts'

export type Look =
  | {
      readonly of: 'keys'
      readonly cursor: number
      /** Keys that are looked at, at most; a worker and its life are one. */
      readonly count: number
      readonly spaces: readonly Space[]
      readonly monoMs: number
    }
  | { readonly of: 'key-counts'; readonly monoMs: number }
  | { readonly of: 'life'; readonly workerId: string; readonly monoMs: number }
  | { readonly of: 'queue-line'; readonly queue: string; readonly count: number }
  | { readonly of: 'totals'; readonly countBlobs: boolean }

/** What METRICS tells of the record. */
export interface Totals {
  readonly queues: readonly {
    readonly queue: string
    readonly status: string
    readonly jobs: number
    readonly bytes: number
  }[]
  readonly workers: readonly { readonly status: string; readonly slots: number; readonly held: number }[]
  readonly paused: number
  readonly blobs: { readonly blobs: number; readonly bytes: number } | null
}
