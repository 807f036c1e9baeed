/**
 * The envelope that goes to AGQ: validated here with the same code as there, ids added where they are missing.
 * Bytes that are complete already are sent as they were written, so that the same file is the same Job.
 */
import { type JobEnvelope, type PlanDraft, type Problem, readPlanOrJob, type Task } from '@agenix/specs'
import { v7 as uuidv7 } from 'uuid'
import { Failure } from '../usage-error.ts'

/** What is sent, and what is in it. */
export interface Envelope {
  readonly job: JobEnvelope
  readonly bytes: Uint8Array | string
  readonly warnings: readonly string[]
  /** Whether the job_id was chosen by the user, so that AGQ may know the Job already. */
  readonly idWasGiven: boolean
}

/** A file's envelope as a Job; `jobId` replaces the one in it. Throws `Failure` with every problem. */
export function envelopeOf(file: string, bytes: Uint8Array, jobId: string | undefined): Envelope {
  const read = readPlanOrJob(bytes, 'all')
  if (!read.ok) throw new Failure(describeProblems(file, read.problems))
  const { value, warnings } = read
  if (value.kind === 'job' && jobId === undefined)
    return { job: value.job, bytes, warnings, idWasGiven: true }
  const content = value.kind === 'job' ? value.job : value.plan
  const job: JobEnvelope = { ...content, job_id: jobId ?? uuidv7() }
  return { ...completed(job), warnings, idWasGiven: jobId !== undefined }
}

/** Tasks as a Job of their own. Ids are made. Throws `Failure` when the Tasks are beyond a limit. */
export function jobOf(
  tasks: readonly Task[],
  extra: { readonly jobId?: string | undefined; readonly cwd?: string | undefined },
): Envelope {
  const job: JobEnvelope = {
    job_id: extra.jobId ?? uuidv7(),
    plan_id: `run-${uuidv7()}`,
    ...(extra.cwd === undefined ? {} : { cwd: extra.cwd }),
    tasks,
  }
  return { ...completed(job), warnings: [], idWasGiven: extra.jobId !== undefined }
}

/** A Job made here, checked like a file's. */
export function completed(job: JobEnvelope): { readonly job: JobEnvelope; readonly bytes: string } {
  const bytes = JSON.stringify(job)
  const read = readPlanOrJob(bytes, 'all')
  if (!read.ok) throw new Failure(describeProblems('the Job', read.problems))
  return { job, bytes }
}

/** What would be wrong with a Plan once it is submitted as a Job: the ids that are added then count too. */
export function problemsAsJob(plan: PlanDraft): readonly Problem[] {
  const job = { job_id: uuidv7(), plan_id: uuidv7(), ...plan }
  const read = readPlanOrJob(JSON.stringify(job), 'all')
  if (read.ok) return []
  return read.problems.map(({ pointer, text }) => ({ pointer, text: `${text} (with the ids added)` }))
}

/** Problems for people, one a line. */
export function describeProblems(what: string, problems: readonly Problem[]): string {
  const lines = problems.map(
    (problem) => `\n  ${problem.pointer === '' ? '(whole document)' : problem.pointer}  ${problem.text}`,
  )
  return `${what} is not valid:${lines.join('')}`
}
