/**
 * A shell pipeline as text → its commands and words, by the POSIX rules of quoting and nothing else.
 * Guarantee: what it accepts means the same here as in a shell; everything a shell would do beyond splitting
 * words and piping is refused with its place. It never guesses and never expands.
 */
import { PipelineError } from './pipeline-error.ts'
import {
  expansions,
  numberedRedirection,
  operators,
  type Refusal,
  reservedWords,
  shellBuiltIns,
} from './shell-syntax.ts'

/** One word of a command, quotes removed. */
export interface Word {
  readonly text: string
  /** Where it begins in the line. */
  readonly at: number
  /** Whether any part of it was quoted or escaped. */
  readonly quoted: boolean
}

/** One command of the pipeline: its name and its arguments. Never empty. */
export type Stage = readonly [Word, ...Word[]]

/** The word being read: `bare` is its text with every quoted character as U+FFFF, to see what syntax is left. */
interface OpenWord {
  readonly at: number
  text: string
  bare: string
  quoted: boolean
}

const quotedMark = '\uffff'

/** Reads a pipeline. Throws `PipelineError`. */
export function readPipeline(line: string): readonly [Stage, ...Stage[]] {
  return new Reader(line).read()
}

class Reader {
  readonly #line: string
  readonly #end: number
  readonly #stages: Stage[] = []
  #words: Word[] = []
  #word: OpenWord | undefined
  #at = 0

  constructor(line: string) {
    this.#line = line
    this.#end = line.replace(/[\r\n]+$/, '').length
  }

  read(): readonly [Stage, ...Stage[]] {
    while (this.#at < this.#end) this.#step()
    this.#closeStage(this.#end)
    const [first, ...rest] = this.#stages
    if (first === undefined) throw new Error('a pipeline without a stage must have been refused')
    return [first, ...rest]
  }

  #step(): void {
    const character = this.#line[this.#at] ?? ''
    if (character === ' ' || character === '\t') {
      this.#closeWord()
      this.#at += 1
    } else if (character === "'") this.#readSingleQuoted()
    else if (character === '"') this.#readDoubleQuoted()
    else if (character === '\\') this.#readEscape()
    else if (character === '|' && !this.#startsWith('||') && !this.#startsWith('|&')) {
      this.#closeStage(this.#at)
      this.#at += 1
    } else this.#readBare(character)
  }

  #readBare(character: string): void {
    this.#refuseSyntax(character)
    this.#append(character, character)
    this.#at += 1
  }

  /** Refuses an unquoted character that would mean something to a shell in this place. */
  #refuseSyntax(character: string): void {
    if (character === '\0')
      this.#refuse(1, { what: 'a NUL character', advice: 'No command can be given one. Leave it away.' })
    if (character === '\n') this.#refuse(1, expansions.newline)
    if (character === '`') this.#refuse(1, expansions.command)
    if (character === '$') this.#refuseDollar(false)
    if (character === '*' || character === '?' || character === '[') this.#refuse(1, expansions.glob)
    if (character === '#' && this.#word === undefined) this.#refuse(1, expansions.comment)
    if (character === '~' && this.#tildeExpands()) this.#refuse(1, expansions.tilde)
    for (const [operator, refusal] of operators) {
      if (!this.#startsWith(operator)) continue
      const number = this.#word?.bare ?? ''
      if ((character === '>' || character === '<') && /^(\d+|\{\w+\})$/.test(number)) {
        this.#refuse(number.length + operator.length, numberedRedirection, this.#at - number.length)
      }
      this.#refuse(operator.length, refusal)
    }
  }

  /** At a word's start, and in what looks like an assignment after `=` or `:` (bash expands it there too). */
  #tildeExpands(): boolean {
    if (this.#word === undefined) return true
    return /^[A-Za-z_]\w*\+?=(.*:)?$/s.test(this.#word.bare)
  }

  /** A `$` that begins nothing is a plain character, as in a shell: grep "error$" is fine. */
  #refuseDollar(inQuotes: boolean): void {
    let after = this.#at + 1
    // A shell joins continued lines before it looks at anything else, so `$\` + line break + `x` is `$x`.
    while (this.#line.startsWith('\\\n', after)) after += 2
    const next = after < this.#end ? (this.#line[after] ?? '') : ''
    if (next === '(') this.#refuse(2, expansions.command)
    if (/[A-Za-z0-9_@*#?$!{[-]/.test(next)) this.#refuse(2, expansions.variable)
    if (!inQuotes && (next === "'" || next === '"')) this.#refuse(2, expansions.quoting)
  }

  #readSingleQuoted(): void {
    const close = this.#line.indexOf("'", this.#at + 1)
    if (close === -1) this.#refuseOpenQuote(this.#at, "'")
    const inside = this.#line.slice(this.#at + 1, close)
    this.#refuseNul(inside, this.#at + 1)
    this.#appendQuoted(inside)
    this.#at = close + 1
  }

  #readDoubleQuoted(): void {
    const open = this.#at
    let inside = ''
    this.#at += 1
    for (;;) {
      if (this.#at >= this.#line.length) this.#refuseOpenQuote(open, '"')
      const character = this.#line[this.#at] ?? ''
      if (character === '"') break
      if (character === '`') this.#refuse(1, expansions.command)
      if (character === '$') this.#refuseDollar(true)
      this.#refuseNul(character, this.#at)
      if (character === '\\') {
        const next = this.#line[this.#at + 1] ?? ''
        inside += next === '\n' ? '' : '$`"\\'.includes(next) && next !== '' ? next : `\\${next}`
        this.#at += 1 + next.length
        continue
      }
      inside += character
      this.#at += 1
    }
    this.#appendQuoted(inside, open)
    this.#at += 1
  }

  #readEscape(): void {
    const next = this.#line[this.#at + 1]
    if (next === undefined || (next === '\n' && this.#at + 1 >= this.#end)) {
      this.#refuse(1, {
        what: 'a `\\` at the end escapes nothing',
        advice: "Leave it away, or write '\\' for the character itself.",
      })
    }
    this.#refuseNul(next, this.#at + 1)
    if (next !== '\n') this.#appendQuoted(next)
    this.#at += 2
  }

  #append(text: string, bare: string, at: number = this.#at): void {
    this.#word ??= { at, text: '', bare: '', quoted: false }
    this.#word.text += text
    this.#word.bare += bare
  }

  #appendQuoted(text: string, at: number = this.#at): void {
    this.#append(text, quotedMark.repeat(Math.max(1, text.length)), at)
    if (this.#word !== undefined) this.#word.quoted = true
  }

  #closeWord(): void {
    const word = this.#word
    if (word === undefined) return
    this.#word = undefined
    if (/\{.*(,|\.\.).*\}/s.test(word.bare)) this.#refuse(this.#at - word.at, expansions.brace, word.at)
    if (this.#words.length === 0) this.#refuseCommand(word)
    this.#words.push({ text: word.text, at: word.at, quoted: word.quoted })
  }

  /** What may not stand where a command is expected. */
  #refuseCommand(word: OpenWord): void {
    const width = Math.max(1, this.#at - word.at)
    if (/^[A-Za-z_]\w*(\[.*\])?\+?=/s.test(word.bare)) this.#refuse(width, expansions.assignment, word.at)
    const reserved = word.quoted ? undefined : reservedWords.get(word.text)
    const refusal = reserved ?? shellBuiltIns.get(word.text)
    if (refusal !== undefined) this.#refuse(width, refusal, word.at)
    if (word.text.trim() === '') {
      this.#refuse(width, { what: 'the command is blank', advice: 'Write the name of a program.' }, word.at)
    }
  }

  #closeStage(at: number): void {
    this.#closeWord()
    const [command, ...rest] = this.#words
    if (command === undefined) this.#refuseEmptyStage(at)
    this.#stages.push([command, ...rest])
    this.#words = []
  }

  #refuseEmptyStage(at: number): never {
    const last = at >= this.#end
    const first = this.#stages.length === 0
    const advice = 'Write it as in a shell: grep -i error app.log | sort | uniq -c'
    if (first && last) return this.#refuse(1, { what: 'there is no command', advice }, 0)
    const what = first
      ? 'there is no command before this `|`'
      : last
        ? 'there is no command after the last `|`'
        : 'there is no command between two `|`'
    return this.#refuse(1, { what, advice }, last ? this.#line.lastIndexOf('|', at - 1) : at)
  }

  #refuseOpenQuote(at: number, quote: string): never {
    const what = `this ${quote} is never closed`
    const advice =
      quote === "'"
        ? `Close it, or write "'" or \\' for the character itself.`
        : `Close it, or write '"' or \\" for the character itself.`
    return this.#refuse(1, { what, advice }, at)
  }

  #refuseNul(text: string, from: number): void {
    const found = text.indexOf('\0')
    if (found !== -1)
      this.#refuse(
        1,
        { what: 'a NUL character', advice: 'No command can be given one. Leave it away.' },
        from + found,
      )
  }

  #startsWith(text: string): boolean {
    return this.#line.startsWith(text, this.#at)
  }

  #refuse(width: number, refusal: Refusal, at: number = this.#at): never {
    throw new PipelineError(this.#line, { at, width }, refusal.what, refusal.advice)
  }
}
