/**
 * From a validated envelope to what is stored of it: its content hash, its lane, the shape that a Plan compares.
 * Pure: the same envelope gives the same answer on every server.
 */
import {
  type CompleteJob,
  canonicalJson,
  type JobEnvelope,
  type Plan,
  parseTime,
  requirementKey,
  requirementsOf,
  sha256Hex,
  withDefaults,
} from '@agenix/specs'
import type { NewJob } from './commands.ts'
import type { Signature } from './model.ts'
import { signerTag } from './signer.ts'

export interface JobInput {
  readonly bytes: Uint8Array | null
  readonly ref: string | null
  readonly sizeBytes: number
}

export const NO_INPUT: JobInput = { bytes: null, ref: null, sizeBytes: 0 }

/** `text` is the envelope exactly as it will be forwarded. */
export function prepareJob(
  envelope: JobEnvelope,
  text: string,
  input: JobInput,
  signature: Signature | null = null,
): NewJob {
  const job = withDefaults(envelope)
  const { tools, tags: required } = requirementsOf(envelope)
  const tags = signature === null ? required : [...required, signerTag(signature.keyId)]
  const inputHash = input.ref ?? (input.bytes === null ? '' : sha256Hex(input.bytes))
  return {
    jobId: job.job_id,
    planId: job.plan_id,
    envelope: text,
    shape: shapeOf(envelope.tasks),
    // Who signed it belongs to what it is; a signature renewed by the same key makes no other Job of it.
    contentHash: sha256Hex(
      `${canonicalJson(envelope)}\n${inputHash}${signature === null ? '' : `\n${signature.keyId}`}`,
    ),
    queue: job.queue,
    priority: job.priority,
    laneId: laneIdOf(job.queue, requirementKey({ tools, tags })),
    tools,
    tags,
    maxAttempts: job.max_attempts,
    retryPolicy: retryPolicyOf(job),
    notBefore: timeOf(envelope.not_before),
    expiresAt: timeOf(envelope.expires_at),
    concurrencyKey: envelope.concurrency_key ?? null,
    concurrencyLimit: envelope.concurrency_key === undefined ? null : (envelope.concurrency_limit ?? 1),
    labels: Object.entries(envelope.labels ?? {}),
    input: input.bytes,
    inputRef: input.ref,
    inputBytes: input.sizeBytes,
    signature,
  }
}

/**
 * JSON of [command, input_from_task or null] for each task, and of an isolated one what it is let see: what all Jobs
 * of one Plan share. An unisolated task has two items, as in every Plan stored before there was isolation.
 */
export function shapeOf(tasks: Plan['tasks']): string {
  return JSON.stringify(
    tasks.map((task) => [task.command, task.input_from_task ?? null, ...isolationOf(task)]),
  )
}

function isolationOf(task: Plan['tasks'][number]): readonly unknown[] {
  if (task.sandbox !== 'isolated') return []
  return [[task.network ?? 'none', sorted(task.read_paths), sorted(task.write_paths)]]
}

function sorted(paths: readonly string[] = []): readonly string[] {
  return paths.toSorted()
}

/** 48 bits of the sha256: the same lane has the same number on every server, and it is a safe integer. */
const laneIds = new Map<string, number>()
const REMEMBERED_LANES = 10_000

export function laneIdOf(queue: string, requirement: string): number {
  const name = `${queue}\n${requirement}`
  const known = laneIds.get(name)
  if (known !== undefined) return known
  const laneId = Number.parseInt(sha256Hex(name).slice(0, 12), 16)
  if (laneIds.size >= REMEMBERED_LANES) laneIds.clear()
  laneIds.set(name, laneId)
  return laneId
}

function retryPolicyOf(job: CompleteJob): string | null {
  if (job.max_attempts === 1) return null
  return JSON.stringify({ ...job.backoff, exit_codes: job.retry_exit_codes ?? null })
}

function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : (parseTime(text) ?? null)
}
