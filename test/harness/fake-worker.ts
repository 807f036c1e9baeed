/**
 * A worker by hand: speaks the worker's side of the protocol over a bare connection and runs nothing, so that a test
 * decides when and what it reports.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { Connection } from './connection.ts'
import type { Argument, Reply } from './resp.ts'

export interface Grant {
  readonly jobId: string
  readonly attempt: number
  readonly token: string
  readonly leaseMs: number
  readonly envelope: { readonly tasks: readonly { readonly task_number: number; readonly command: string }[] }
  readonly input: Buffer | null
  readonly inputRef: string | null
  readonly inputBytes: number
}

export interface Registration {
  readonly worker_id: string
  readonly instance: string
  readonly capabilities: { readonly tools: readonly string[] }
}

/** A registration with everything in it; `more` overrides. */
export function registration(
  workerId: string,
  tools: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Registration {
  return {
    worker_id: workerId,
    hostname: 'test',
    platform: 'linux-x64',
    agw_version: '0.0.0',
    capabilities: { tools },
    max_concurrent_jobs: 50,
    tags: [],
    instance: randomUUID(),
    ...more,
  } as Registration
}

export async function register(
  connection: Connection,
  workerId: string,
  tools: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<Registration> {
  const wanted = registration(workerId, tools, more)
  const reply = await connection.text('WORKER.REGISTER', JSON.stringify(wanted))
  if (!reply?.startsWith(`OK worker_id=${workerId} `))
    throw new Error(`odd reply to WORKER.REGISTER: ${reply}`)
  return wanted
}

/** The grants in a reply of JOB.LEASE, JOB.COMPLETE … NEXT or JOB.FAIL … NEXT. */
export function grantsOf(reply: Reply): readonly Grant[] {
  if (reply.kind === 'nil') return []
  if (reply.kind !== 'array') throw new Error(`wanted grants, got ${JSON.stringify(reply)}`)
  return reply.items.map((item) => {
    if (item.kind !== 'array') throw new Error(`a grant is an array, got ${JSON.stringify(item)}`)
    const fields = new Map<string, Reply>()
    for (let index = 0; index + 1 < item.items.length; index += 2) {
      fields.set(textOf(item.items[index]) ?? '', item.items[index + 1] ?? { kind: 'nil' })
    }
    const input = fields.get('input')
    return {
      jobId: textOf(fields.get('job_id')) ?? '',
      attempt: Number(textOf(fields.get('attempt'))),
      token: textOf(fields.get('token')) ?? '',
      leaseMs: Number(textOf(fields.get('lease_ms'))),
      envelope: JSON.parse(textOf(fields.get('envelope')) ?? 'null'),
      input: input?.kind === 'bulk' ? input.value : null,
      inputRef: textOf(fields.get('input_ref')),
      inputBytes: Number(textOf(fields.get('input_bytes'))),
    }
  })
}

export async function lease(
  connection: Connection,
  workerId: string,
  ...more: readonly Argument[]
): Promise<readonly Grant[]> {
  return grantsOf(await connection.call('JOB.LEASE', workerId, ...more))
}

/** Leases exactly one Job, waiting up to five seconds for it. */
export async function leaseOne(connection: Connection, workerId: string): Promise<Grant> {
  const [grant] = await lease(connection, workerId, 'COUNT', 1, 'BLOCK', 5_000)
  if (grant === undefined) throw new Error('nothing to lease')
  return grant
}

export function stream(bytes: Uint8Array | string = ''): object {
  const data = Buffer.from(bytes as Uint8Array)
  const sha256 = createHash('sha256').update(data).digest('hex')
  return {
    bytes: data.length,
    kept_bytes: data.length,
    sha256,
    truncated: false,
    inline: data.toString('base64'),
  }
}

/** A task's report: a success with this stdout unless `more` says otherwise. */
export function taskReport(
  taskNumber: number,
  command: string,
  stdout: Uint8Array | string = '',
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    task_number: taskNumber,
    command,
    exit_code: 0,
    signal: null,
    timed_out: false,
    failure: null,
    started_at: '2026-01-02T03:04:05.678Z',
    duration_ms: 1,
    stdout: stream(stdout),
    stderr: stream(),
    ...more,
  }
}

/** The report of a Job all of whose tasks ended well and wrote nothing. */
export function successReport(grant: Grant, stdout: Uint8Array | string = ''): string {
  const task_results = grant.envelope.tasks.map((task) => taskReport(task.task_number, task.command, stdout))
  return JSON.stringify({ task_results })
}

/** The report of a Job whose first task ended with `exitCode`. */
export function failureReport(
  grant: Grant,
  exitCode: number,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const [task] = grant.envelope.tasks
  const command = task?.command ?? ''
  const failure = { exit_code: exitCode, failure: 'exit', error: `${command} exited with ${exitCode}` }
  return JSON.stringify({
    task_results: [taskReport(1, command, '', failure)],
    error: failure.error,
    ...more,
  })
}

function textOf(reply: Reply | undefined): string | null {
  if (reply === undefined || reply.kind === 'nil') return null
  if (reply.kind === 'bulk') return reply.value.toString('utf8')
  if (reply.kind === 'simple') return reply.text
  if (reply.kind === 'int') return String(reply.value)
  throw new Error(`wanted a string in a grant, got ${JSON.stringify(reply)}`)
}
