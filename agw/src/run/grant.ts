/**
 * One Job as AGQ gave it to this worker: the words the other rooms share. Types only.
 */
import type { CompleteJob, JobReport } from '@agenix/specs'
import type { Gap } from '../exec/kept-part.ts'
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
  /** Null: from the beginning. */
  readonly resume: Resume | null
}

/** Where a Job begins whose earlier tasks ended well before, and the outputs of theirs that are read from there on. */
export interface Resume {
  readonly fromTask: number
  readonly outputs: readonly KeptOutput[]
}

/** The kept stdout of a task: bytes in hand, or a blob to fetch, or gone. */
export type KeptOutput =
  | { readonly task: number; readonly in: 'hand'; readonly sha256: string; readonly bytes: Uint8Array }
  | { readonly task: number; readonly in: 'blob'; readonly sha256: string }
  | { readonly task: number; readonly in: 'nothing' }

/** Bytes too many for the report: uploaded under their hash before it is sent. */
export interface BlobFile {
  readonly sha256: string
  readonly bytes: number
  /** The spool file's name; its first `bytes` bytes besides the gap are meant. It must stay until they are uploaded. */
  readonly file: string
  readonly gap?: Gap
}

/** How an attempt ended. A `drop` carries nothing; a `release` no report. */
export interface Outcome {
  readonly verdict: Verdict
  readonly report: JobReport | null
  readonly blobs: readonly BlobFile[]
}
