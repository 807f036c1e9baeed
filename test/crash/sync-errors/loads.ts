/**
 * What one client asks of AGQ until it is gone, one request after the other, so that syncs come in a known order. Each
 * load keeps what it was told; after the restart exactly that is asked for again.
 */
import { type Grant, grantsOf, registration } from '../../harness/index.ts'
import { type DrawnJob, drawJob, outputOf, sha256Of } from '../drawn-job.ts'
import { reportOf } from '../reports.ts'
import { type Wire, wordsOf } from '../wire.ts'

export interface Told {
  /** Acknowledged, in this order. */
  readonly submitted: DrawnJob[]
  /** The end that was acknowledged, by Job: its output. */
  readonly completed: Map<string, Buffer>
  readonly blobs: Buffer[]
  /** Sent, and the answer never came; or an error came. */
  readonly inFlight: Set<string>
  /** Refusals: none may be of another kind than 'the disk failed'. */
  readonly refused: string[]
}

export function nothingTold(): Told {
  return { submitted: [], completed: new Map(), blobs: [], inFlight: new Set(), refused: [] }
}

/** One step; there are as many as are needed. Throws when AGQ is gone. */
export type Load = (wire: Wire, told: Told, step: number) => Promise<void>

const worker = 'worker-of-the-load'

/** Three submits, then one is leased and reported. */
export const jobs: Load = async (wire, told, step) => {
  if (step === 0) await register(wire)
  await submit(wire, told, drawJob({ seed: 7, name: 'sync', largeOneIn: 1e9 }, step))
  if (step % 3 === 2) await workOne(wire, told)
}

/** Bytes that live in files: put whole, put in pieces, as the input of a Job, as the output of one. */
export const blobs: Load = async (wire, told, step) => {
  if (step === 0) await register(wire)
  const bytes = Buffer.from(`blob ${step} `.repeat(2_000))
  switch (step % 4) {
    case 0:
      await put(told, bytes, () => wire.call('BLOB.PUT', bytes))
      break
    case 1:
      await wire.call('BLOB.APPEND', `upload-${step}`, bytes.subarray(0, 9_000))
      await wire.call('BLOB.APPEND', `upload-${step}`, bytes.subarray(9_000))
      await put(told, bytes, () => wire.call('BLOB.COMMIT', `upload-${step}`, sha256Of(bytes)))
      break
    case 2:
      await submit(wire, told, drawJob({ seed: 8, name: 'sync', largeOneIn: 1 }, step))
      break
    default:
      await workOne(wire, told)
  }
}

/** Submits so large that the log is soon moved into the database. */
export const checkpoints: Load = async (wire, told, step) => {
  const job = drawJob({ seed: 9, name: 'sync', largeOneIn: 1e9 }, step)
  const padding = ['x'.repeat(65_000)]
  const envelope = JSON.parse(job.envelope)
  envelope.tasks[0].args = Array.from({ length: 14 }, () => padding[0])
  await submit(wire, told, { ...job, envelope: JSON.stringify(envelope) })
}

async function register(wire: Wire): Promise<void> {
  await wire.call('WORKER.REGISTER', JSON.stringify(registration(worker, ['true'])))
}

async function submit(wire: Wire, told: Told, job: DrawnJob): Promise<void> {
  const input = job.input === null ? [] : ['INPUT', job.input]
  told.inFlight.add(job.jobId)
  const words = wordsOf(await wire.call('JOB.SUBMIT', job.envelope, ...input))
  if (words !== `OK job_id=${job.jobId}`) {
    told.refused.push(`JOB.SUBMIT: ${words}`)
    return
  }
  told.inFlight.delete(job.jobId)
  told.submitted.push(job)
}

async function workOne(wire: Wire, told: Told): Promise<void> {
  const [grant] = grantsOf(await wire.call('JOB.LEASE', worker, 'COUNT', 1))
  const job = told.submitted.find(({ jobId }) => jobId === grant?.jobId)
  if (grant === undefined || job === undefined) return
  await finish(wire, told, grant, job)
}

async function finish(wire: Wire, told: Told, grant: Grant, job: DrawnJob): Promise<void> {
  const output = outputOf(job, Number(grant.token))
  if (job.largeOutput) {
    const words = wordsOf(await wire.call('BLOB.PUT', output))
    if (!words?.startsWith('OK ')) {
      told.refused.push(`BLOB.PUT: ${words}`)
      return
    }
  }
  const words = wordsOf(await wire.call('JOB.COMPLETE', job.jobId, grant.token, reportOf(job, output, false)))
  if (words === 'OK status=completed') told.completed.set(job.jobId, output)
  else told.refused.push(`JOB.COMPLETE: ${words}`)
}

async function put(told: Told, bytes: Buffer, call: () => ReturnType<Wire['call']>): Promise<void> {
  const words = wordsOf(await call())
  if (words?.startsWith('OK ')) told.blobs.push(bytes)
  else told.refused.push(`BLOB: ${words}`)
}
