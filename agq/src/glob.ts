/**
 * The patterns of PSUBSCRIBE and PLAN.LIST, as Redis matches them: `*`, `?`, `[abc]`, `[^a-z]`, `\` before a character that is
 * meant literally. An unclosed `[` ends with the pattern. A pattern is read once; a match goes back to the last `*`
 * only, so that no pattern costs more than the product of the two lengths.
 */

type Token =
  | { readonly kind: 'many' }
  | { readonly kind: 'one' }
  | { readonly kind: 'literal'; readonly char: string }
  | {
      readonly kind: 'class'
      readonly negated: boolean
      readonly ranges: readonly (readonly [string, string])[]
    }

export function compileGlob(pattern: string): (text: string) => boolean {
  const tokens = readTokens(pattern)
  return (text) => matches(tokens, text)
}

function readTokens(pattern: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < pattern.length) {
    const char = pattern.charAt(at)
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'many') tokens.push({ kind: 'many' })
      at++
    } else if (char === '?') {
      tokens.push({ kind: 'one' })
      at++
    } else if (char === '[') {
      const [token, next] = readClass(pattern, at + 1)
      tokens.push(token)
      at = next
    } else {
      if (char === '\\' && at + 1 < pattern.length) at++
      tokens.push({ kind: 'literal', char: pattern.charAt(at) })
      at++
    }
  }
  return tokens
}

function readClass(pattern: string, start: number): readonly [Token, number] {
  const ranges: [string, string][] = []
  const negated = pattern.charAt(start) === '^'
  let at = negated ? start + 1 : start
  while (at < pattern.length && pattern.charAt(at) !== ']') {
    if (pattern.charAt(at) === '\\' && at + 1 < pattern.length) {
      at++
      ranges.push([pattern.charAt(at), pattern.charAt(at)])
      at++
    } else if (pattern.charAt(at + 1) === '-' && at + 2 < pattern.length) {
      const [first, last] = [pattern.charAt(at), pattern.charAt(at + 2)]
      ranges.push(first <= last ? [first, last] : [last, first])
      at += 3
    } else {
      ranges.push([pattern.charAt(at), pattern.charAt(at)])
      at++
    }
  }
  return [{ kind: 'class', negated, ranges }, at + 1]
}

function matches(tokens: readonly Token[], text: string): boolean {
  let token = 0
  let at = 0
  let retryToken = -1
  let retryAt = 0
  while (at < text.length) {
    const current = tokens[token]
    if (current?.kind === 'many') {
      retryToken = ++token
      retryAt = at
    } else if (current !== undefined && accepts(current, text.charAt(at))) {
      token++
      at++
    } else if (retryToken >= 0) {
      token = retryToken
      at = ++retryAt
    } else {
      return false
    }
  }
  while (tokens[token]?.kind === 'many') token++
  return token === tokens.length
}

function accepts(token: Token, char: string): boolean {
  switch (token.kind) {
    case 'many':
    case 'one':
      return true
    case 'literal':
      return token.char === char
    case 'class':
      return token.ranges.some(([first, last]) => first <= char && char <= last) !== token.negated
  }
}
