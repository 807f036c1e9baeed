/**
 * What Job number n of a leg is, and what becomes of it: drawn from the seed and the number alone, so that a submission
 * that is tried again has the same content, and a worker knows its part without being told.
 */
import { createHash } from 'node:crypto'

export type Fate =
  /** Its task ends well. */
  | 'complete'
  /** Its task fails, and it has one attempt. */
  | 'fail'
  /** Fails the first time and ends well later. */
  | 'retry'
  /** The worker gives it back the first time. */
  | 'release'

export interface DrawnJob {
  readonly jobId: string
  readonly envelope: string
  readonly input: Buffer | null
  readonly fate: Fate
  /** Its output is too large for the database: it is uploaded before the report names it. */
  readonly largeOutput: boolean
}

export interface Draw {
  readonly seed: number
  /** Part of each id, so that the Jobs of several legs may live in one AGQ. */
  readonly name: string
  /** One Job in so many has a large output, one in so many a large input. */
  readonly largeOneIn: number
}

const LARGE_BYTES = 20_000
const queues = ['default', 'north', 'south', 'west']
const fates: Readonly<Record<number, Fate>> = { 0: 'fail', 1: 'retry', 2: 'release' }

export function drawJob({ seed, name, largeOneIn }: Draw, index: number): DrawnJob {
  const bits = mix(seed, index)
  const fate = fates[bits % 50] ?? 'complete'
  const more = fate === 'retry' ? ',"max_attempts":3,"backoff":{"base_secs":0.1,"max_secs":1}' : ''
  const jobId = idOf(name, index)
  const envelope =
    `{"job_id":"${jobId}","plan_id":"p${bits % 7}","queue":"${queues[(bits >>> 8) % queues.length]}",` +
    `"priority":${(bits >>> 10) % 10},"tasks":[{"task_number":1,"command":"true","args":["${bits}"]}]${more}}`
  const isLarge = (salt: number): boolean => mix(seed ^ salt, index) % largeOneIn === 0
  const input = isLarge(0x11)
    ? bytesOf(`input of ${jobId}`)
    : (bits >>> 14) % 8 === 0
      ? Buffer.from(jobId)
      : null
  return { jobId, envelope, input, fate, largeOutput: isLarge(0x22) }
}

export function idOf(name: string, index: number): string {
  return `${name}-${index}`
}

/** The number in an id of this name; -1 for an id that was never ours. */
export function indexOf(name: string, jobId: string): number {
  const index = Number(jobId.slice(name.length + 1))
  return jobId === idOf(name, index) ? index : -1
}

/** What an attempt writes to its stdout: who it is, and where it is to be large, as many bytes as only it would write. */
export function outputOf(job: DrawnJob, token: number): Buffer {
  const line = `${job.jobId} ${token}\n`
  return job.largeOutput ? Buffer.concat([Buffer.from(line), bytesOf(line)]) : Buffer.from(line)
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Bytes that differ for each text, and are not compressible to nothing. */
function bytesOf(text: string): Buffer {
  const block = createHash('sha512').update(text).digest('base64')
  return Buffer.from(block.repeat(Math.ceil(LARGE_BYTES / block.length)))
}

function mix(seed: number, index: number): number {
  let bits = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b)
  bits ^= bits >>> 13
  bits = Math.imul(bits, 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
