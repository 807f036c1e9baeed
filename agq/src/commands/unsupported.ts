/** Envelope fields of the schema that this server does not honour yet: refused by name, for none is merely parsed. */
import type { JobEnvelope, Plan } from '@agenix/specs'
import { Refusal } from './arguments.ts'

export function refuseUnsupported(job: JobEnvelope | Plan): void {
  if (job.concurrency_key !== undefined || job.concurrency_limit !== undefined) {
    const field = job.concurrency_key === undefined ? 'concurrency_limit' : 'concurrency_key'
    throw new Refusal('ERR', `/${field}: this AGQ does not limit concurrency by key yet: leave the field out`)
  }
}
