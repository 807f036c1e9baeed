/**
 * What a worker must have to run a Job, and its signature: the key of the index that ready Jobs wait in.
 *
 * Guarantees: two Jobs have the same signature exactly if the same workers may run them.
 */
import type { JobEnvelope } from '../generated/types.ts'

export type Requirement = {
  /** Bare command names, sorted, each once. A path is not a tool: only the worker can say whether it exists. */
  readonly tools: readonly string[]
  /** Tags, sorted, each once. */
  readonly tags: readonly string[]
}

/** The tag that workers carry which can isolate a Task. */
export const isolatedTag = 'sandbox:isolated'

const sorted = (words: Iterable<string>): readonly string[] => [...new Set(words)].sort()

/** The tools and tags that a Job needs; `sandbox: isolated` in any Task adds the tag `sandbox:isolated`. */
export const requirementsOf = (job: Pick<JobEnvelope, 'tasks' | 'requires'>): Requirement => {
  const tools = job.tasks.map((task) => task.command).filter((command) => !command.includes('/'))
  const isolated = job.tasks.some((task) => task.sandbox === 'isolated')
  return { tools: sorted(tools), tags: sorted([...(job.requires ?? []), ...(isolated ? [isolatedTag] : [])]) }
}

// A command name may hold any character; the two that separate (and the one that escapes) are written as in a URL.
const escapeWord = (word: string): string =>
  word.replaceAll('%', '%25').replaceAll(',', '%2C').replaceAll('|', '%7C')

/** The signature as canonical text: `grep,sort|gpu,sandbox:isolated`; `|` alone where nothing is needed. */
export const requirementKey = (requirement: Requirement): string => {
  const words = (list: readonly string[]): string => sorted(list).map(escapeWord).join(',')
  return `${words(requirement.tools)}|${words(requirement.tags)}`
}
