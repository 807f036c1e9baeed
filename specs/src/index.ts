/**
 * What AGX, AGQ and AGW agree on: shapes, bounds, states, errors, and the one piece of code that reads what strangers
 * send. No I/O, no configuration, imports nobody.
 */
export { canonicalJson, sha256Hex } from './canonical.ts'
export { type CompleteJob, type CompleteTask, withDefaults } from './envelope/defaults.ts'
export {
  type PlanOrJob,
  readAction,
  readHeartbeat,
  readJob,
  readJobStatus,
  readJobWhy,
  readPlan,
  readPlanDraft,
  readPlanOrJob,
  readRegistration,
  readRetention,
  readTaskReport,
} from './envelope/read.ts'
export { isolatedTag, type Requirement, requirementKey, requirementsOf } from './envelope/requirement.ts'
export { parseTime } from './envelope/times.ts'
export { type ErrorCode, type ErrorEntry, errorTable } from './errors.ts'
export type * from './generated/types.ts'
export { drawJobStatesMermaid, drawJobStatesText } from './job-states/picture.ts'
export {
  isTerminal,
  type JobEvent,
  type JobState,
  type JobStatus,
  type JobTransition,
  jobStates,
  jobTransitions,
  nextStatus,
} from './job-states/table.ts'
export { type ParseLimits, parseJson } from './json/parse.ts'
export { limits } from './limits.ts'
export {
  type AllowRule,
  matchesArguments,
  type ParsedRule,
  parseAllowRule,
  splitAllowFile,
  splitAllowList,
} from './policy/allow-rule.ts'
export { parseVariablePattern, plainVariables, refusedVariable } from './policy/environment.ts'
export {
  type Allowance,
  allowanceOf,
  type Forbidden,
  forbiddenOf,
  forbiddenVariable,
  type Judged,
  judgeCommand,
  type LeadsThere,
  policyTag,
  tellForbidden,
} from './policy/judge.ts'
export type { Problem, Problems, Report, Validated } from './result.ts'
export {
  isKeyId,
  type JobSignature,
  keyIdOf,
  readPrivateKey,
  readPublicKey,
  type SignedJob,
  signJob,
  type VerifiedJob,
  verifyJob,
} from './signature/signature.ts'
export { isAudience, type Statement } from './signature/statement.ts'
