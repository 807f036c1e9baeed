/**
 * The outputs of one Job's tasks, from the first byte to the report: which of them a later task reads, how long their
 * files must stay whole, and when their room goes back to the disk. A file that is read goes when its last reader has
 * ended, but for what AGQ is to have of it.
 */
import { unlink } from 'node:fs/promises'
import { type CompleteJob, type CompleteTask, limits, type StreamReport } from '@agenix/specs'
import {
  type AttemptFiles,
  inputPath,
  keepStream,
  type StreamName,
  streamPath,
} from '../exec/attempt-files.ts'
import { GrowingOutput } from '../exec/growing-output.ts'
import { emptyStream, measureStream, putAside, sizeOf } from '../exec/stream-report.ts'
import type { BlobFile } from './grant.ts'
import type { TaskRecord } from './task-report.ts'

/** Shows what a look found. */
export type ShowOutput = (stream: StreamName, file: GrowingOutput, size: number) => void

const streams = ['stdout', 'stderr'] as const

/**
 * Of a Job that completed, outputs which its own tasks have read are kept whole up to here, where the envelope does not
 * say how much: they are for people to look at now and then, and hashing and sending them would take longer than making
 * them did. Of a Job that failed they are what JOB.RETRY FROM goes on with.
 */
const readWholeBytes = 16 * 1024 * 1024

export class Outputs {
  readonly #lastReader: ReadonlyMap<number, number>
  readonly #firstReader: ReadonlyMap<number, number>
  readonly #tasks: number
  readonly #mostBytes: number
  readonly #aside = new Map<number, Promise<StreamReport>>()
  #task = 0
  #growing: Readonly<Record<StreamName, GrowingOutput>> | null = null

  constructor(job: CompleteJob, mostBytes: number) {
    const pairs = job.tasks.flatMap(({ task_number: reader, input_from_task: from }) =>
      from === null ? [] : [[from, reader] as const],
    )
    this.#lastReader = new Map(pairs)
    this.#firstReader = new Map(pairs.toReversed())
    this.#tasks = job.tasks.length
    this.#mostBytes = mostBytes
  }

  /** Looks at the running task's streams. The words for why it must be stopped; null: it goes on. */
  look(files: AttemptFiles, task: CompleteTask, show: ShowOutput): string | null {
    const growing = this.#growingOf(files, task)
    for (const stream of streams) {
      const file = growing[stream]
      const size = file.look()
      if (size > 0) show(stream, file, size)
      const fault = size > 0 ? file.fault(size) : null
      if (fault !== null) return `its ${stream}${fault}`
    }
    return null
  }

  /** A task has ended: what it was the last one to read has served. `records`: of the tasks that ran here. */
  readerEnded(files: AttemptFiles, task: CompleteTask, records: readonly TaskRecord[]): void {
    const { task_number: reader, input_from_task: from } = task
    if (reader === 1 && this.#tasks > 1) removeSoon(inputPath(files))
    if (from === null || this.#lastReader.get(from) !== reader) return
    const path = streamPath(files, from, 'stdout')
    const writer = records.find((record) => record.task.task_number === from)
    // Nobody ran it here: the Job was resumed behind it, and AGQ has this output.
    if (writer === undefined) {
      removeSoon(path)
      return
    }
    const cap = writer.task.limits.output_bytes
    if (sizeOf(path) > cap) this.#putAside(from, path, cap)
  }

  /**
   * What is reported of a stream; a blob that goes with it is added to `blobs`. Once all tasks have ended. `completed`:
   * all ended well, so nobody will ask for this Job to go on from its middle.
   */
  async measure(
    files: AttemptFiles | null,
    record: TaskRecord,
    stream: StreamName,
    blobs: BlobFile[],
    completed: boolean,
  ): Promise<StreamReport> {
    if (record.pid === null || files === null) return emptyStream
    const { task_number: task, limits: own } = record.task
    const path = streamPath(files, task, stream)
    const most = this.#mostOf(record, completed)
    if (stream === 'stdout' && this.#lastReader.has(task) && sizeOf(path) > most)
      this.#putAside(task, path, own.output_bytes)
    const aside = stream === 'stdout' ? this.#aside.get(task) : undefined
    if (aside !== undefined) return aside
    const { report, gap } = await measureStream(path, own.output_bytes)
    if (report.blob) {
      const file = keepStream(files, task, stream)
      blobs.push({ sha256: report.sha256, bytes: report.kept_bytes, file, ...(gap === null ? {} : { gap }) })
    }
    return report
  }

  /** From how many bytes on an output is put aside that later tasks have read. */
  #mostOf({ task: { limits: own } }: TaskRecord, completed: boolean): number {
    const isOwn = own.output_bytes !== limits.outputBytes
    return isOwn || !completed ? own.output_bytes : Math.min(own.output_bytes, readWholeBytes)
  }

  #putAside(task: number, path: string, cap: number): void {
    if (this.#aside.has(task)) return
    const report = putAside(path, cap)
    // Whoever measures hears of a failure.
    report.catch(() => {})
    this.#aside.set(task, report)
  }

  #growingOf(files: AttemptFiles, { task_number: task, limits }: CompleteTask) {
    if (this.#growing !== null && this.#task === task) return this.#growing
    const of = (stream: StreamName): GrowingOutput =>
      new GrowingOutput(streamPath(files, task, stream), {
        cap: limits.output_bytes,
        reader: stream === 'stdout' ? (this.#firstReader.get(task) ?? null) : null,
        mostBytes: this.#mostBytes,
      })
    const growing = { stdout: of('stdout'), stderr: of('stderr') }
    this.#task = task
    this.#growing = growing
    return growing
  }
}

/** Beside the loop, as it may be large. What cannot be removed now is tried again, and told, when the attempt is removed. */
function removeSoon(path: string): void {
  unlink(path).catch(() => {})
}
