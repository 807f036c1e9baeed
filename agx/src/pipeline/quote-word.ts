/**
 * The way back: words → a line that reads as those words again, with as few quotes as people would write.
 * The output is also correct for any POSIX shell. It refuses nothing: every string without NUL can be quoted.
 */
import { reservedWords } from './shell-syntax.ts'

const plain = /^[A-Za-z0-9_%+,./:@-][A-Za-z0-9_%+,./:@=^-]*$/

/** One word, quoted only if it must be. */
export function quoteWord(word: string): string {
  if (plain.test(word) && !/^[A-Za-z_]\w*\+?=/.test(word) && !reservedWords.has(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command with its arguments, as one would type it. Arguments like `NAME=value` stay readable. */
export function quoteCommand(command: string, args: readonly string[]): string {
  const readable = args.map((argument) => (plain.test(argument) ? argument : quoteWord(argument)))
  return [quoteWord(command), ...readable].join(' ')
}
