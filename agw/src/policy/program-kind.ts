/**
 * What an executable file is, by its first bytes: a program the kernel loads itself, or a script, for which it starts
 * an interpreter that opens the file once more, by its path.
 */
import { closeSync, openSync, readSync } from 'node:fs'

export type ProgramKind =
  | { readonly kind: 'program' }
  /** `words`: the interpreter and, if there is one, its argument, as the kernel splits them. */
  | { readonly kind: 'script'; readonly words: readonly string[] }
  | { readonly kind: 'unknown' }

/** The kernel reads no more of a first line. */
const headBytes = 256

export function kindOf(fd: number): ProgramKind {
  const head = Buffer.alloc(headBytes)
  const text = head.toString('latin1', 0, readSync(fd, head, 0, headBytes, 0))
  if (text.startsWith('\x7fELF')) return { kind: 'program' }
  if (!text.startsWith('#!')) return { kind: 'unknown' }
  const [line = ''] = text.slice(2).split('\n')
  const [, interpreter = '', argument = ''] = /^[ \t]*([^ \t\0]*)[ \t]*(.*?)[ \t\0]*$/.exec(line) ?? []
  if (!interpreter.startsWith('/')) return { kind: 'unknown' }
  return { kind: 'script', words: argument === '' ? [interpreter] : [interpreter, argument] }
}

export function kindOfFile(path: string): ProgramKind {
  const fd = openSync(path, 'r')
  try {
    return kindOf(fd)
  } finally {
    closeSync(fd)
  }
}

/** What `#!/usr/bin/env NAME …` looks up on PATH; undefined where the interpreter is not env, or names nothing. */
export function lookedUpBy([interpreter = '', argument = '']: readonly string[]): string | undefined {
  if (!interpreter.endsWith('/env')) return undefined
  return argument.split(/[ \t]+/).find((word) => word !== '' && !word.startsWith('-') && !word.includes('='))
}
