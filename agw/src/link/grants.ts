/**
 * Reads what JOB.LEASE (and JOB.COMPLETE … NEXT) answers: an array of grants, each a flat list of names and values.
 * The envelope is read by the same code that AGQ accepted it with; one that does not pass is handed back as such.
 */
import type { BytesReply } from '@agenix/agx/client'
import { readJob, withDefaults } from '@agenix/specs'
import type { Sealed } from '../policy/signed-jobs.ts'
import type { Grant, KeptOutput, Resume } from '../run/grant.ts'

/** A grant, or a lease on something this worker cannot read (an envelope of a newer AGQ). */
export type Granted =
  | ({ readonly kind: 'grant' } & Sealed)
  | { readonly kind: 'unreadable'; readonly jobId: string; readonly token: number; readonly text: string }

export function readGrants(reply: BytesReply): readonly Granted[] {
  if (!Array.isArray(reply)) return []
  return reply.flatMap((item: BytesReply) => (Array.isArray(item) ? [readGrant(item)] : []))
}

function readGrant(flat: readonly BytesReply[]): Granted {
  const fields = new Map<string, BytesReply>()
  for (let at = 0; at + 1 < flat.length; at += 2) fields.set(String(flat[at]), flat[at + 1] ?? null)
  const jobId = String(fields.get('job_id'))
  const token = Number(fields.get('token'))
  const given = fields.get('envelope')
  const envelope = Buffer.isBuffer(given) ? given : Buffer.alloc(0)
  const job = readJob(envelope, 'first')
  if (!job.ok) return { kind: 'unreadable', jobId, token, text: job.problems[0].text }
  const resume = readResume(fields.get('resume'), job.value.tasks.length)
  if (resume === 'unreadable')
    return { kind: 'unreadable', jobId, token, text: 'where to resume it is not said clearly' }
  const input = fields.get('input')
  const inputRef = fields.get('input_ref')
  const grant: Grant = {
    jobId,
    attempt: Number(fields.get('attempt')),
    token,
    job: withDefaults(job.value),
    input: Buffer.isBuffer(input) ? input : null,
    inputRef: inputRef === null || inputRef === undefined ? null : String(inputRef),
    resume,
  }
  const sig = fields.get('signature')
  return { kind: 'grant', grant, envelope, signature: sig === null || sig === undefined ? null : String(sig) }
}

function readResume(reply: BytesReply | undefined, tasks: number): Resume | null | 'unreadable' {
  if (reply === null || reply === undefined) return null
  try {
    const value = JSON.parse(String(reply)) as ResumeReply
    const fromTask = value.from_task
    if (!Number.isInteger(fromTask) || fromTask < 1 || fromTask > tasks) return 'unreadable'
    return { fromTask, outputs: value.outputs.map(keptOutput) }
  } catch {
    return 'unreadable'
  }
}

/** As AGQ writes it. */
interface ResumeReply {
  readonly from_task: number
  readonly outputs: readonly {
    readonly task: number
    readonly sha256: string
    readonly inline?: string
    readonly blob?: boolean
  }[]
}

function keptOutput({ task, sha256, inline, blob }: ResumeReply['outputs'][number]): KeptOutput {
  if (blob === true) return { task, in: 'blob', sha256 }
  if (inline === undefined) return { task, in: 'nothing' }
  return { task, in: 'hand', sha256, bytes: Buffer.from(inline, 'base64') }
}
