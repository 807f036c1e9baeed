/**
 * `--allow` as it is asked at run time: rules and variables (judged by words, in specs), the places they lead to (judged
 * by files), and what the operator is told about them at the start.
 */
import { basename } from 'node:path'
import { type Allowance, allowanceOf, judgeCommand, tellForbidden, type WorkerPolicy } from '@agenix/specs'
import { launches } from './launchers.ts'
import { type Place, Places } from './places.ts'

export interface Allow {
  /** As it is registered. */
  readonly policy: WorkerPolicy
  readonly allowance: Allowance
  readonly places: Places
}

/** How an allowed command is started. */
export interface Launch {
  readonly file: string
  readonly argv0: string
  /** The same for a program that is put in front of it and starts it. */
  readonly behind: string
  /** What that one must be given, for it has none of the worker's descriptors. */
  readonly fd: number | null
}

export type AllowVerdict =
  | { readonly kind: 'allowed'; readonly launch: Launch }
  /** `elsewhere`: by words, so that a worker with other rules may run it. */
  | { readonly kind: 'refused'; readonly text: string; readonly elsewhere: boolean }

/** Rules that were checked, and what they are held against. Opens nothing yet. */
export function allowOf(policy: WorkerPolicy, directories: readonly string[]): Allow {
  return { policy, allowance: allowanceOf(policy), places: new Places(directories) }
}

/** May this command, which was resolved to `file`, run with these arguments, and how? */
export function mayLaunch(
  { allowance, places }: Allow,
  command: string,
  args: readonly string[],
  file: string,
): AllowVerdict {
  const spelled = command.includes('/') ? file : command
  const judged = judgeCommand(allowance.rules, spelled, args, (rule) => places.isAt(rule.command, file))
  if (judged.kind !== 'allowed') {
    const text = `this worker ${tellForbidden(allowance.rules, judged, command)}. Add a rule for it there, or change the Job`
    return { kind: 'refused', text, elsewhere: true }
  }
  const place = places.at(judged.rule.command)
  if (place.kind === 'void') return refused(`${command} is allowed, but ${place.text}`)
  // Not what the Job calls it: some programs look for their own parts beside it.
  const argv0 = command.includes('/') ? place.path : command
  if (place.kind === 'steady') return { kind: 'allowed', launch: pathLaunch(place.path, argv0) }
  if (place.spoilt)
    return refused(
      `${command} is allowed, but the bytes of ${place.real} are others than when agw started (${place.who || 'root may change it'}). Start agw again to accept them`,
    )
  const opened = `/proc/self/fd/${place.fd}`
  // Who is started by another sees that as its own name. A link to a program of many names would not know its own.
  const needsName = basename(place.real) !== basename(place.path) && place.who === ''
  const behind = needsName ? place.path : opened
  return { kind: 'allowed', launch: { file: opened, argv0, behind, fd: needsName ? null : place.fd } }
}

/** By its path, whoever starts it. */
export function pathLaunch(path: string, argv0: string): Launch {
  return { file: path, argv0, behind: path, fd: null }
}

/** The names among `found` that some rule leads to; `fileOf`: where they lead on PATH. */
export function allowedTools(
  { allowance, places }: Allow,
  found: readonly string[],
  fileOf: (name: string) => string,
): readonly string[] {
  const byName = Map.groupBy(allowance.rules, ({ command }) => basename(command))
  return found.filter((name) =>
    byName
      .get(name)
      ?.some(({ command }) =>
        command === name ? places.at(name).kind !== 'void' : places.isAt(command, fileOf(name)),
      ),
  )
}

/** One line for each rule that says less or more than it seems to. */
export function warnAllow({ allowance, places }: Allow): readonly string[] {
  const commands = [...new Set(allowance.rules.map(({ command }) => command))]
  const there = places.begin(commands)
  const lines = commands.flatMap((command) => warnPlace(command, there.get(command)))
  for (const { text, command, words, rest } of allowance.rules) {
    const place = there.get(command)
    if (!(words === null || (rest && words.length === 0)) || place === undefined) continue
    const why = launches(basename(command), ...(place.kind === 'void' ? [] : [basename(place.real)]))
    if (why !== undefined)
      lines.push(
        `the rule "${text}" allows anything: ${basename(command)} ${why}. Add patterns for its arguments`,
      )
  }
  return lines
}

function warnPlace(command: string, place: Place | undefined): readonly string[] {
  if (place?.kind === 'void') return [`the rule for ${command} allows nothing now: ${place.text}`]
  if (place?.kind !== 'held' || place.who === '') return []
  return [
    `${place.who}: a task could change what ${command} is. What is there now is held and run until agw ends; give it and its directory to root`,
  ]
}

function refused(text: string): AllowVerdict {
  return { kind: 'refused', text, elsewhere: false }
}
