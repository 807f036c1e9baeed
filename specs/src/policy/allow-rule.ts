/**
 * The language of `agw --allow`: a rule is a command and, if it is to be held to them, patterns for its arguments.
 *
 *   grep                                  any arguments
 *   git clone https://github.com/*        these two arguments, `*` any run of characters within one of them
 *   tar -tf * **                          `**` at the end: any further arguments
 *   date $                                `$` at the end of the name alone: no arguments
 *
 * A pattern is held against one whole argument; none reaches into the next. A backslash takes the meaning from the
 * character behind it (a blank, `*`, `$`, `,`, `#`, a backslash). There is nothing else: no regular expressions, no
 * alternatives, no "not". The first rule that matches decides, and what no rule matches is refused.
 */
import { limits } from '../limits.ts'
import { type Glob, globOf, matchesGlob } from './glob.ts'

export type AllowRule = {
  /** As it was written. */
  readonly text: string
  /** A bare name or an absolute path, literally. */
  readonly command: string
  /** null: any arguments. */
  readonly words: readonly Glob[] | null
  /** More arguments may follow those. */
  readonly rest: boolean
}

export type ParsedRule =
  | { readonly ok: true; readonly rule: AllowRule }
  | { readonly ok: false; readonly text: string }

/** A word of a rule: its literal pieces between stars. */
type Word = { readonly pieces: readonly string[]; readonly raw: string }

export const parseAllowRule = (text: string): ParsedRule => {
  const written = withoutBlanks(text)
  const bad = (why: string): ParsedRule => ({ ok: false, text: `the rule "${shown(written)}" ${why}` })
  if (written.length > limits.allowRuleLength)
    return bad(`is longer than ${limits.allowRuleLength} characters: split it`)
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(written)) return bad('has control characters: write one rule a line')
  const words = splitWords(written)
  if (words === null) return bad('ends with a backslash: write \\\\ for a backslash, "\\ " for a blank')
  const [name, ...patterns] = words
  if (name === undefined) return bad('names no command: write a name, or an absolute path')
  const wrong = nameFault(name)
  if (wrong !== null) return bad(wrong)
  const command = name.pieces[0] ?? ''
  const rule = (words: readonly Word[] | null, rest: boolean): ParsedRule => ({
    ok: true,
    rule: { text: written, command, words: words?.map(({ pieces }) => globOf(pieces)) ?? null, rest },
  })
  if (patterns.length === 0) return rule(null, true)
  if (patterns.length === 1 && patterns[0]?.raw === '$') return rule([], false)
  const rest = patterns.at(-1)?.raw === '**'
  const exact = rest ? patterns.slice(0, -1) : patterns
  if (exact.some(({ raw }) => raw === '$'))
    return bad(
      'has a "$" among its arguments: alone it says that there are none; write \\$ for the character',
    )
  if (exact.some(({ pieces }) => pieces.slice(1, -1).includes('')))
    return bad('has "**" where it means nothing: alone at the end it stands for any further arguments')
  return rule(exact, rest)
}

/** Do these arguments match the patterns of the rule, one by one and all of them? */
export const matchesArguments = ({ words, rest }: AllowRule, args: readonly string[]): boolean => {
  if (words === null) return true
  if (rest ? args.length < words.length : args.length !== words.length) return false
  return words.every((word, index) => matchesGlob(word, args[index] ?? ''))
}

/** The rules of a comma-separated list; `\,` is a comma of a rule. */
export const splitAllowList = (list: string): readonly string[] =>
  (list.match(/(?:\\[\s\S]|[^,\\]|\\$)+/g) ?? []).filter((rule) => rule.trim() !== '')

/** The rules of a file: one a line, blank lines and those that begin with `#` left out. */
export const splitAllowFile = (text: string): readonly { readonly line: number; readonly text: string }[] =>
  text
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter(({ text: line }) => line.trim() !== '' && !line.trimStart().startsWith('#'))

/** Without the blanks around it, except a last one that a backslash keeps. */
const withoutBlanks = (text: string): string => {
  const begun = text.trimStart()
  const ended = begun.trimEnd()
  const slashes = ended.length - ended.replace(/\\+$/, '').length
  return slashes % 2 === 1 ? begun.slice(0, ended.length + 1) : ended
}

const splitWords = (text: string): readonly Word[] | null => {
  const words: Word[] = []
  let pieces: string[] = ['']
  let raw = ''
  const close = (): void => {
    if (raw !== '') words.push({ pieces, raw })
    pieces = ['']
    raw = ''
  }
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') {
      at++
      if (at === text.length) return null
      raw += `\\${text.charAt(at)}`
      pieces.push(`${pieces.pop() ?? ''}${text.charAt(at)}`)
    } else if (char === ' ' || char === '\t') {
      close()
    } else if (char === '*') {
      raw += char
      pieces.push('')
    } else {
      raw += char
      pieces.push(`${pieces.pop() ?? ''}${char}`)
    }
  }
  close()
  return words
}

const nameFault = ({ pieces }: Word): string | null => {
  const [command = ''] = pieces
  if (pieces.length > 1)
    return 'has a "*" in the name of its command: write the name out, "*" is for arguments (\\* for the character)'
  if (command.length > limits.commandLength)
    return `has a command of more than ${limits.commandLength} characters`
  if (!command.includes('/')) return command === '.' || command === '..' ? 'names a directory' : null
  if (!command.startsWith('/'))
    return 'has a relative path: write a bare name, which is looked up on PATH, or an absolute path'
  const clean = command.split('/').slice(1)
  return clean.some((part) => part === '' || part === '.' || part === '..')
    ? 'has a path with "//", "." or ".." in it, or with a "/" at its end: write it straight'
    : null
}

const shown = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)
