/**
 * What this worker runs: `--tools` (what it offers) and `--allow` (what it runs at all) as one question.
 * Asked for every task just before it starts, because a registration only tells AGQ what to send. Paths are compared
 * as written, links not followed: one file may be many programs (busybox), told apart by name alone.
 */
import { basename, dirname, normalize } from 'node:path'
import { resolveCommand } from '../exec/resolve-command.ts'

/** null: no restriction. Names are bare; paths absolute. */
export interface Policy {
  readonly tools: ReadonlySet<string> | null
  readonly allow: ReadonlySet<string> | null
}

export type Verdict = { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly text: string }

/** May `command`, which was resolved to `file`, run? A name covers the files of that name on PATH, however written. */
export function mayRun(
  policy: Policy,
  command: string,
  file: string,
  directories: readonly string[],
): Verdict {
  if (policy.tools !== null && !covers(policy.tools, command, file, directories)) {
    return refused(
      `${command} is not among the tools this worker offers (agw --tools). Start one that offers it, or add it there.`,
    )
  }
  if (policy.allow !== null && !covers(policy.allow, command, file, directories)) {
    return refused(
      `${command} is not allowed on this worker (agw --allow). Add its name or its absolute path there.`,
    )
  }
  return { kind: 'allowed' }
}

/** The names of `found` that a worker with this policy offers. */
export function offeredTools(
  policy: Policy,
  found: readonly string[],
  directories: readonly string[],
): readonly string[] {
  if (policy.tools === null && policy.allow === null) return found
  return found.filter(
    (name) => mayRun(policy, name, resolveOnPath(name, directories), directories).kind === 'allowed',
  )
}

function resolveOnPath(name: string, directories: readonly string[]): string {
  const found = resolveCommand(name, '/', directories)
  return found.kind === 'found' ? found.file : ''
}

function covers(
  list: ReadonlySet<string>,
  command: string,
  file: string,
  directories: readonly string[],
): boolean {
  const path = normalize(file)
  if (list.has(path)) return true
  if (!command.includes('/')) return list.has(command)
  const name = basename(path)
  return list.has(name) && directories.includes(dirname(path))
}

function refused(text: string): Verdict {
  return { kind: 'refused', text }
}
