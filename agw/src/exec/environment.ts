/**
 * The environment a task gets: what the Job and the task declare, a few inherited names, and who it is.
 * Nothing else of the worker's environment passes, so its keys and its operator's habits stay its own.
 */

/** The mark by which a process is recognised as a task's, whatever it did to its group and session. */
export const markName = 'AGX_WORKER_MARK'

/** The names inherited from the worker; a Job may declare them differently. */
export type BaseEnvironment = Readonly<Record<string, string>>

/** Who runs: becomes AGX_JOB_ID, AGX_TASK, AGX_ATTEMPT, AGX_TOKEN, which no Job can declare away. */
export interface TaskIdentity {
  readonly jobId: string
  readonly task: number
  readonly attempt: number
  readonly token: number
}

const inherited = ['PATH', 'HOME', 'LANG', 'TZ'] as const

/** Picks the inherited names out of an environment. */
export function baseEnvironment(environment: Readonly<Record<string, string | undefined>>): BaseEnvironment {
  const pairs = inherited.flatMap((name) => {
    const value = environment[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.freeze(Object.fromEntries(pairs))
}

/** The mark of one attempt. Parts hold no ':' ambiguity: the state id is hex and token and attempt are digits. */
export function attemptMark(stateId: string, jobId: string, token: number): string {
  return `${stateId}:${jobId}:${token}`
}

export function taskEnvironment(
  base: BaseEnvironment,
  jobEnv: Readonly<Record<string, string>>,
  taskEnv: Readonly<Record<string, string>>,
  identity: TaskIdentity,
  mark: string,
): Record<string, string> {
  return {
    ...base,
    ...jobEnv,
    ...taskEnv,
    AGX_JOB_ID: identity.jobId,
    AGX_TASK: String(identity.task),
    AGX_ATTEMPT: String(identity.attempt),
    AGX_TOKEN: String(identity.token),
    [markName]: mark,
  }
}
