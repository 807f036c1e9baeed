/**
 * The readers: bytes of a stranger in, a typed value or problems out. The one piece of code that AGX uses before it
 * sends and AGQ when it receives.
 *
 * The way of a document: guard and parse (json/), upgrade of 0.1, schema, rules. Nothing later runs on what an earlier
 * stage refused. No reader throws, whatever the bytes.
 */
import type {
  ActionRequest,
  HeartbeatStats,
  JobEnvelope,
  JobEnvelope01,
  JobReport,
  JobStatusView,
  JobWhyView,
  Plan,
  PlanDraft,
  RetentionPolicy,
  WorkerRegistration,
} from '../generated/types.ts'
import { parseJson } from '../json/parse.ts'
import { limits } from '../limits.ts'
import { warnVariables } from '../policy/environment.ts'
import { accept, type Problem, type Problems, type Refused, type Report, type Validated } from '../result.ts'
import { checkSchema, type SchemaName } from './check.ts'
import { checkPolicy } from './registration-rules.ts'
import { checkReport } from './report-rules.ts'
import { checkRetention } from './retention-rules.ts'
import { checkRules, checkTasks, numberedTasks } from './rules.ts'
import { deprecation, isVersion01, toVersion01, upgrade01 } from './upgrade.ts'

const refuseAll = (problems: Problems): Refused => ({ ok: false, problems })

const cutTo = (problems: readonly Problem[], report: Report): Problems | undefined => {
  const [head, ...rest] = problems
  return head === undefined
    ? undefined
    : report === 'first'
      ? [head]
      : [head, ...rest.slice(0, limits.problems - 1)]
}

const parse = (bytes: Uint8Array | string, maxBytes: number): Validated<unknown> =>
  parseJson(bytes, { maxBytes, maxDepth: limits.jsonDepth })

/** Schema only: what has no rules beyond it. */
const readPlain = <T>(
  name: SchemaName,
  bytes: Uint8Array | string,
  maxBytes: number,
  report: Report,
): Validated<T> => {
  const parsed = parse(bytes, maxBytes)
  if (!parsed.ok) return parsed
  const problems = checkSchema(name, parsed.value, report)
  return problems === undefined ? accept(parsed.value as T) : refuseAll(problems)
}

type EnvelopeName = 'jobEnvelope' | 'plan' | 'planDraft'
type Envelope = PlanDraft

const checkEnvelope = <T extends Envelope>(
  name: EnvelopeName,
  value: unknown,
  report: Report,
): Validated<T> => {
  if (isVersion01(value)) return checkEnvelope01(name, value, report)
  const shape = checkSchema(name, value, report)
  if (shape === undefined) {
    const problems = cutTo(checkRules(value as T), report)
    return problems === undefined ? accept(value as T, warnVariables(value as T)) : refuseAll(problems)
  }
  // Whoever corrects a document by hand wants to hear about the numbers too, not only once the rest is right.
  const numbers = report === 'all' ? checkTasks(numberedTasks(value)) : []
  return refuseAll(cutTo([...shape, ...numbers], report) ?? shape)
}

const checkEnvelope01 = <T extends Envelope>(
  name: EnvelopeName,
  value: unknown,
  report: Report,
): Validated<T> => {
  const shape = checkSchema('jobEnvelope01', value, report)
  if (shape !== undefined) return refuseAll(shape)
  const checked = checkEnvelope<T>(name, upgrade01(value as JobEnvelope01), report)
  if (checked.ok) return accept(checked.value, [deprecation, ...checked.warnings])
  const [head, ...rest] = checked.problems
  return refuseAll([toVersion01(head), ...rest.map(toVersion01)])
}

const readEnvelope = <T extends Envelope>(
  name: EnvelopeName,
  bytes: Uint8Array | string,
  report: Report,
): Validated<T> => {
  const parsed = parse(bytes, limits.envelopeBytes)
  return parsed.ok ? checkEnvelope(name, parsed.value, report) : parsed
}

/** A Job envelope, 0.2 or 0.1 (upgraded, with a warning). */
export const readJob = (bytes: Uint8Array | string, report: Report): Validated<JobEnvelope> =>
  readEnvelope('jobEnvelope', bytes, report)

/** A Plan: an envelope with a plan_id and without a job_id. */
export const readPlan = (bytes: Uint8Array | string, report: Report): Validated<Plan> =>
  readEnvelope('plan', bytes, report)

/** The plan buffer: ids may be missing, tasks may be empty. */
export const readPlanDraft = (bytes: Uint8Array | string, report: Report): Validated<PlanDraft> =>
  readEnvelope('planDraft', bytes, report)

export type PlanOrJob =
  | { readonly kind: 'job'; readonly job: JobEnvelope }
  | { readonly kind: 'plan'; readonly plan: Plan }

const hasJobId = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'job_id')

/** With a `job_id` a Job, without one a Plan. */
export const readPlanOrJob = (bytes: Uint8Array | string, report: Report): Validated<PlanOrJob> => {
  const parsed = parse(bytes, limits.envelopeBytes)
  if (!parsed.ok) return parsed
  if (hasJobId(parsed.value)) {
    const job = checkEnvelope<JobEnvelope>('jobEnvelope', parsed.value, report)
    return job.ok ? accept({ kind: 'job', job: job.value }, job.warnings) : job
  }
  const plan = checkEnvelope<Plan>('plan', parsed.value, report)
  return plan.ok ? accept({ kind: 'plan', plan: plan.value }, plan.warnings) : plan
}

/** An Action: up to 16 MiB. */
export const readAction = (bytes: Uint8Array | string, report: Report): Validated<ActionRequest> =>
  readPlain('action', bytes, limits.actionBytes, report)

/** The JSON of WORKER.REGISTER. */
export const readRegistration = (
  bytes: Uint8Array | string,
  report: Report,
): Validated<WorkerRegistration> => {
  const read = readPlain<WorkerRegistration>('workerRegistration', bytes, limits.registrationBytes, report)
  if (!read.ok) return read
  const problems = cutTo(checkPolicy(read.value), report)
  return problems === undefined ? read : refuseAll(problems)
}

/** The JSON of WORKER.HEARTBEAT. */
export const readHeartbeat = (bytes: Uint8Array | string, report: Report): Validated<HeartbeatStats> =>
  readPlain('heartbeat', bytes, limits.heartbeatBytes, report)

/** The JSON of JOB.STATUS, for clients that want it checked; fields it does not know are left in place. */
export const readJobStatus = (bytes: Uint8Array | string, report: Report): Validated<JobStatusView> =>
  readPlain('jobStatus', bytes, limits.bulkBytes, report)

/** The JSON of JOB.WHY, for clients that want it checked; fields it does not know are left in place. */
export const readJobWhy = (bytes: Uint8Array | string, report: Report): Validated<JobWhyView> =>
  readPlain('jobWhy', bytes, limits.bulkBytes, report)

/** The JSON of JOB.COMPLETE and JOB.FAIL. */
export const readTaskReport = (bytes: Uint8Array | string, report: Report): Validated<JobReport> => {
  const read = readPlain<JobReport>('jobReport', bytes, limits.reportBytes, report)
  if (!read.ok) return read
  const problems = cutTo(checkReport(read.value), report)
  return problems === undefined ? read : refuseAll(problems)
}

/** The file of agq --retention. */
export const readRetention = (bytes: Uint8Array | string, report: Report): Validated<RetentionPolicy> => {
  const read = readPlain<RetentionPolicy>('retention', bytes, limits.retentionBytes, report)
  if (!read.ok) return read
  const problems = cutTo(checkRetention(read.value), report)
  return problems === undefined ? read : refuseAll(problems)
}
