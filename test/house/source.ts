/**
 * The repository's TypeScript as data for the house's rules: which files there are, what each imports, and its code
 * without comments and without the contents of strings, so that a rule about code is not fooled by words about it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { repositoryRoot } from '../harness/config.ts'

export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly path: string
  readonly text: string
  /** The text with comments and string contents blanked; lines stay where they are. */
  readonly code: string
  readonly imports: readonly Import[]
}

export interface Import {
  readonly specifier: string
  /** The imported file's path relative to the repository, for relative imports. */
  readonly target?: string
}

/** All .ts files under `folder` (relative to the repository) that people wrote. */
export function readSources(folder: string): readonly SourceFile[] {
  const root = join(repositoryRoot, folder)
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/(^|\/)(node_modules|dist|generated)\//.test(name))
    .map((name) => readSource(join(root, name)))
}

function readSource(file: string): SourceFile {
  const text = readFileSync(file, 'utf8')
  const { code, withoutComments } = strip(text)
  const path = relative(repositoryRoot, file)
  return { path, text, code, imports: findImports(withoutComments, file) }
}

function findImports(text: string, file: string): readonly Import[] {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1/g
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[2] ?? ''
    if (!specifier.startsWith('.')) return { specifier }
    return { specifier, target: relative(repositoryRoot, resolve(dirname(file), specifier)) }
  })
}

/** A scanner of just as much TypeScript as is needed to know comments, strings, templates and regular expressions. */
export function strip(text: string): { readonly code: string; readonly withoutComments: string } {
  let code = ''
  let withoutComments = ''
  let at = 0
  const braces: ('template' | 'block')[] = []
  const put = (piece: string, blank: 'nothing' | 'code' | 'both'): void => {
    const blanked = piece.replace(/[^\n]/g, ' ')
    code += blank === 'nothing' ? piece : blanked
    withoutComments += blank === 'both' ? blanked : piece
    at += piece.length
  }
  const template = (): void => {
    let from = at
    for (;;) {
      const character = text[from]
      if (character === undefined) break
      if (character === '\\') from += 2
      else if (character === '`') {
        put(text.slice(at, from), 'code')
        put('`', 'nothing')
        return
      } else if (text.startsWith('${', from)) {
        put(text.slice(at, from), 'code')
        put('${', 'nothing')
        braces.push('template')
        return
      } else from += 1
    }
    put(text.slice(at), 'code')
  }
  while (at < text.length) {
    const rest = text.slice(at, at + 4_000)
    const character = rest[0] ?? ''
    const comment = /^(\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest)
    const string = /^(['"])((?:\\.|(?!\1)[^\\\n])*)\1/.exec(rest)
    const regularExpression = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/.exec(rest)
    if (comment !== null) put(comment[0], 'both')
    else if (string !== null) {
      put(character, 'nothing')
      put(string[2] ?? '', 'code')
      put(character, 'nothing')
    } else if (character === '`') {
      put(character, 'nothing')
      template()
    } else if (
      character === '/' &&
      regularExpression !== null &&
      /(^|[(,=:[!&|?{};\n]|return)\s*$/.test(code.slice(-20))
    ) {
      put(regularExpression[0], 'code')
    } else {
      if (character === '{') braces.push('block')
      const closed = character === '}' ? braces.pop() : undefined
      put(character, 'nothing')
      if (closed === 'template') template()
    }
  }
  return { code, withoutComments }
}

/** `path:line` of every match of `pattern` in a file's code (or its whole text). */
export function places(
  file: SourceFile,
  pattern: RegExp,
  where: 'code' | 'text' = 'code',
): readonly string[] {
  return file[where]
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}`] : []))
}

/** A ring of files that import each other, if there is one: the paths in order. */
export function findCycle(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (target === undefined || !byPath.has(target)) continue
      const cycle = visit(target, [...trail, path])
      if (cycle.length > 0) return cycle
    }
    done.add(path)
    return []
  }
  for (const { path } of files) {
    const cycle = visit(path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
