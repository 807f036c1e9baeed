/**
 * Whose word counts on a running Job: where the caller's key speaks for certain workers alone, the worker that holds
 * the lease must be one of them. A token says which attempt is meant; it is a small number, and no secret.
 */
import type { Speaking } from '../commands.ts'
import { type Outcome, type Rows, refuse } from '../rule.ts'

/** The refusal; undefined: it may be heard. Who has the wrong token is answered FENCED as ever. */
export function wrongSpeaker(
  rows: Rows,
  { jobId, token, speakers }: Speaking & { readonly jobId: string; readonly token: number },
): Outcome | undefined {
  if (speakers === undefined) return undefined
  const job = rows.job(jobId)
  if (job === undefined || job.heldBy === null || job.token !== token) return undefined
  if (speakers.includes(job.heldBy)) return undefined
  return refuse('NOPERM', `worker ${job.heldBy} holds Job ${jobId}, and this key is not that worker's`)
}
