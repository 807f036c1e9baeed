/**
 * What this worker runs: `--tools` (what it offers) and `--allow` (what it runs at all) as one question, asked for every
 * task just before it starts, because a registration only tells AGQ what to send. Before the first task the whole Job is
 * asked about by words, so that none is half run when the policy refuses the rest.
 */
import { basename, dirname, normalize } from 'node:path'
import { type CompleteJob, forbiddenOf, forbiddenVariable } from '@agenix/specs'
import { resolveCommand } from '../exec/resolve-command.ts'
import { type Allow, type AllowVerdict, allowedTools, mayLaunch, pathLaunch } from './allow.ts'

/** null: no restriction. The names of `tools` are bare; paths absolute. */
export interface Policy {
  readonly tools: ReadonlySet<string> | null
  readonly allow: Allow | null
}

export type Verdict = AllowVerdict

/** May `command`, which was resolved to `file`, run? A name covers the files of that name on PATH, however written. */
export function mayRun(
  policy: Policy,
  command: string,
  args: readonly string[],
  file: string,
  directories: readonly string[],
): Verdict {
  if (policy.tools !== null && !covers(policy.tools, command, file, directories)) {
    return {
      kind: 'refused',
      text: `${command} is not among the tools this worker offers (agw --tools). Start one that offers it, or add it there.`,
      elsewhere: false,
    }
  }
  if (policy.allow !== null) return mayLaunch(policy.allow, command, args, file)
  return { kind: 'allowed', launch: pathLaunch(file, command) }
}

/** What forbids the whole Job here, by words: a command, its arguments, a variable. null: nothing. */
export function forbidsJob(
  { allow }: Policy,
  job: CompleteJob,
): { readonly text: string; readonly elsewhere: boolean } | null {
  const always = forbiddenVariable(null, job)
  if (always !== undefined) return { text: `this worker ${always}: leave it away`, elsewhere: false }
  if (allow === null) return null
  const forbidden = forbiddenOf(allow.allowance, job)
  if (forbidden === undefined) return null
  const task = forbidden.task === null ? '' : `task ${forbidden.task.task_number}: `
  return { text: `${task}this worker ${forbidden.text}`, elsewhere: true }
}

/** The names of `found` that a worker with this policy offers. */
export function offeredTools(
  policy: Policy,
  found: readonly string[],
  directories: readonly string[],
): readonly string[] {
  const { tools, allow } = policy
  const offered =
    tools === null ? found : found.filter((name) => tools.has(name) || tools.has(fileOf(name, directories)))
  return allow === null ? offered : allowedTools(allow, offered, (name) => fileOf(name, directories))
}

function fileOf(name: string, directories: readonly string[]): string {
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
