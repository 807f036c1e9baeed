/** The words of explanations: what exit codes and signals commonly say, and lists that read as sentences. */

/** Programs whose exit codes mean something of their own. */
const OF_PROGRAM: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map([
  ['grep', new Map([[1, 'no line matched']])],
  ['rg', new Map([[1, 'no line matched']])],
  ['diff', new Map([[1, 'the files differ']])],
  ['cmp', new Map([[1, 'the files differ']])],
  ['test', new Map([[1, 'the condition is false']])],
  ['timeout', new Map([[124, 'its command ran too long']])],
  [
    'curl',
    new Map([
      [6, 'the host name was not found'],
      [7, 'no connection to the host'],
      [22, 'the server answered with an error'],
      [28, 'it timed out'],
    ]),
  ],
])

const OF_ALL: ReadonlyMap<number, string> = new Map([
  [126, 'the command was found but could not be run'],
  [127, 'the command was not found'],
])

const SIGNALS: ReadonlyMap<string, string> = new Map([
  ['SIGKILL', 'killed at once: often memory ran out, or somebody used kill -9'],
  ['SIGTERM', 'asked to end'],
  ['SIGINT', 'interrupted'],
  ['SIGHUP', 'its terminal or session ended'],
  ['SIGSEGV', 'it crashed: it touched memory that is not its own'],
  ['SIGBUS', 'it crashed: memory or a mapped file was not there'],
  ['SIGABRT', 'it gave up by itself: an assertion failed'],
  ['SIGFPE', 'it crashed: an impossible calculation'],
  ['SIGILL', 'it crashed: an instruction this processor does not have'],
  ['SIGPIPE', 'nobody read its output any more'],
  ['SIGXCPU', 'it used up its processor time'],
  ['SIGXFSZ', 'it wrote a file larger than it may'],
])

/** 128 + n is how a shell reports that a command of its own was ended by signal n. */
const BY_NUMBER: ReadonlyMap<number, string> = new Map([
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [3, 'SIGQUIT'],
  [6, 'SIGABRT'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [13, 'SIGPIPE'],
  [14, 'SIGALRM'],
  [15, 'SIGTERM'],
])

/** What an exit code commonly says; undefined where it says nothing but that something failed. */
export function meaningOfExit(command: string, code: number): string | undefined {
  const program = command.slice(command.lastIndexOf('/') + 1)
  const known = OF_PROGRAM.get(program)?.get(code) ?? OF_ALL.get(code)
  if (known !== undefined) return known
  const signal = BY_NUMBER.get(code - 128)
  return signal === undefined ? undefined : `as a shell says that a command was ended by ${signal}`
}

export function meaningOfSignal(signal: string): string | undefined {
  return SIGNALS.get(signal)
}

/** `1 Job`, `3 Jobs`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `a`, `a and b`, `a, b and 7 more`. */
export function some(names: readonly string[], total: number = names.length): string {
  const shown = names.slice(0, 3)
  const more = total - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
