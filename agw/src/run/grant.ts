/**
 * One Job as AGQ gave it to this worker: the words the other rooms share. Types only.
 */
import type { CompleteJob, JobReport } from '@agenix/specs'
import type { Verdict } from './machine.ts'

/** A lease of one attempt. The token fences every write about it. */
export interface Grant {
  readonly jobId: string
  readonly attempt: number
  readonly token: number
  readonly job: CompleteJob
  /** The input of task 1: bytes in hand, or the blob to fetch, or neither. */
  readonly input: Uint8Array | null
  readonly inputRef: string | null
}

/** Bytes too many for the report: uploaded under their hash before it is sent. */
export interface BlobFile {
  readonly sha256: string
  readonly bytes: number
  /** The spool file's name; its first `bytes` bytes are meant. It must stay until they are uploaded. */
  readonly file: string
}

/** How an attempt ended. A `drop` carries nothing; a `release` no report. */
export interface Outcome {
  readonly verdict: Verdict
  readonly report: JobReport | null
  readonly blobs: readonly BlobFile[]
}
