/**
 * What this worker does about isolation: what the operator wants, held against what the machine can. Once, at start.
 */
import type { PathRules, Sandbox } from './means.ts'
import { realPathOf } from './paths.ts'
import { probeSandbox } from './probe.ts'

export interface Wish {
  readonly sandbox: 'auto' | 'off' | 'require'
  readonly sandboxPaths: readonly string[] | null
  readonly closedPaths: readonly string[]
  readonly directories: readonly string[]
}

/** Throws with a text for people where isolation is required and cannot be had. */
export async function chooseSandbox(wish: Wish, state: string, isRoot: boolean): Promise<Sandbox> {
  const rules: PathRules = {
    closed: [state, ...wish.closedPaths].map(realPathOf),
    within: wish.sandboxPaths?.map(realPathOf) ?? null,
  }
  const always = wish.sandbox === 'require'
  if (wish.sandbox === 'off') return { kind: 'missing', why: 'agw --sandbox off.', always, rules }
  const probed = await probeSandbox(state, wish.directories, isRoot)
  if (always && probed.kind === 'missing')
    throw new Error(`--sandbox require: this machine cannot isolate: ${probed.why}`)
  return { ...probed, always, rules }
}

/** One line about it, for people and the log. */
export function describeSandbox(sandbox: Sandbox): string {
  if (sandbox.kind === 'missing') return `cannot isolate tasks: ${sandbox.why}`
  const { version, runAs, forbidsUserNamespaces } = sandbox.means
  const notes = [
    version,
    ...(runAs === null ? [] : [`tasks are uid ${runAs.owner.uid}`]),
    ...(forbidsUserNamespaces ? [] : ['tasks may make user namespaces of their own']),
  ]
  return `isolates ${sandbox.always ? 'every task' : 'tasks that ask for it'}: ${notes.join(', ')}`
}
