/** What retention wrote into a Job when it removed the bytes of its outputs. */
import type { JobRow } from './model.ts'

export interface Expired {
  /** The name of the rule. */
  readonly policy: string
  /** Wall clock, milliseconds. */
  readonly at: number
  /** Outputs of attempts up to this one are gone; those of later ones are not. */
  readonly token: number
}

/** Whether the outputs of the attempt with this token are gone, and by which rule. */
export function expiryOfOutputs(job: JobRow, token: number): Expired | null {
  if (job.outputsExpired === null) return null
  const expired = JSON.parse(job.outputsExpired) as Expired
  return token <= expired.token ? expired : null
}
