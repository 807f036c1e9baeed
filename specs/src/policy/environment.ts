/**
 * Which variables a Job may declare. Some change what any program does before its first line: those no worker hands to
 * a task. A worker that holds its Jobs to rules (`--allow`) hands on only those that are known to be harmless, and what
 * its operator adds: a list of the dangerous ones would never be whole (PATH, HOME, PAGER, GIT_SSH_COMMAND, TAR_OPTIONS …).
 */
import { type Glob, globOf, matchesGlob } from './glob.ts'

const reasons: Readonly<Record<string, string>> = Object.freeze({
  GLIBC_TUNABLES: 'it changes how the C library works in every program',
  GCONV_PATH: 'the C library loads code from there',
  BASH_ENV: 'bash runs the file it names before any script',
  ENV: 'sh runs the file it names',
  SHELLOPTS: 'bash takes its options from it',
  BASHOPTS: 'bash takes its options from it',
  PROMPT_COMMAND: 'bash runs what it says',
  NODE_OPTIONS: 'node loads the code it names',
  PYTHONSTARTUP: 'python runs the file it names',
  PERL5OPT: 'perl loads the code it names',
  PERL5DB: 'perl runs what it says',
  RUBYOPT: 'ruby loads the code it names',
  JAVA_TOOL_OPTIONS: 'java loads the code it names',
  _JAVA_OPTIONS: 'java loads the code it names',
  JDK_JAVA_OPTIONS: 'java loads the code it names',
})

const prefixes: readonly (readonly [string, string])[] = [
  ['LD_', 'the loader puts foreign code into every program with such variables'],
  ['DYLD_', 'the loader puts foreign code into every program with such variables'],
  ['BASH_FUNC_', 'bash takes functions from it in place of commands'],
]

/** Why no worker hands this variable to a task; undefined: it may be declared. */
export const refusedVariable = (name: string): string | undefined =>
  (Object.hasOwn(reasons, name) ? reasons[name] : undefined) ??
  prefixes.find(([prefix]) => name.startsWith(prefix))?.[1]

/** What a Job may declare on a worker with rules, without a word of its operator: words for people and for dates. */
export const plainVariables: readonly string[] = [
  'LANG',
  'LANGUAGE',
  'LC_*',
  'TZ',
  'TERM',
  'NO_COLOR',
  'COLUMNS',
  'LINES',
]

/** A name, in which `*` stands for any run of characters; undefined where the text is none. */
export const parseVariablePattern = (text: string): Glob | undefined =>
  /^[A-Za-z_][A-Za-z0-9_*]{0,127}$/.test(text) && !text.includes('**') ? globOf(text.split('*')) : undefined

export const matchesVariable = (patterns: readonly Glob[], name: string): boolean =>
  patterns.some((pattern) => matchesGlob(pattern, name))

type Declaring = {
  readonly env?: Readonly<Record<string, string>> | null | undefined
  readonly tasks: readonly {
    readonly env?: Readonly<Record<string, string>> | null | undefined
  }[]
}

/** The names that a Job declares, for itself and its Tasks, each once. */
export const declaredVariables = ({ env, tasks }: Declaring): readonly string[] => [
  ...new Set([env, ...tasks.map((task) => task.env)].flatMap((each) => Object.keys(each ?? {}))),
]

/** One line for each variable of a Job that every worker will refuse. */
export const warnVariables = (job: Declaring): readonly string[] =>
  declaredVariables(job).flatMap((name) => {
    const why = refusedVariable(name)
    return why === undefined ? [] : [`env ${name} is refused by every worker: ${why}. Leave it away.`]
  })
