/**
 * The questions of those who look inside (the key view, JOB.WHY, QUEUE.PEEK, METRICS), as operations of the store. Each of
 * them is bounded: by its limit, or by what is small by nature (workers, queues).
 */
import type { JobRow } from './model.ts'

/** What has a key and a number that grows: its place in a scan. */
export type NumberedSpace = 'job' | 'plan' | 'action'

export interface NumberedKey {
  /** Positive; of things that are there, no two are alike, and it never changes. */
  readonly position: number
  readonly id: string
}

export interface Inspection {
  /** In the order of their positions, from the first behind `after`. */
  keysAfter(space: NumberedSpace, after: number, limit: number): Promise<readonly NumberedKey[]>
  /** All Plans and Actions. */
  keyCounts(): Promise<{ readonly plans: number; readonly actions: number }>
  /** Jobs that these workers may have processes of, the longest held first. */
  heldByWorkers(workerIds: readonly string[], limit: number): Promise<readonly JobRow[]>
  /** Jobs of this concurrency key that workers may have processes of, the longest held first. */
  heldByKey(key: string, limit: number): Promise<readonly JobRow[]>
  /** How many ready Jobs of its lane go before this one, counted up to `limit`. */
  countAhead(job: JobRow, limit: number): Promise<number>
  /** Gated Jobs of a queue by rank; exact among the first `among` of them that are found. */
  gatedIn(queue: string, limit: number, among: number): Promise<readonly JobRow[]>
  /** All blobs. It counts them one by one: not a question for every second. */
  blobTotals(): Promise<{ readonly blobs: number; readonly bytes: number }>
}
