/**
 * JSON pointers (RFC 6901), and how names and values of strangers are shown to people: short, on one line, no controls.
 */

/** Appends one name to a pointer. */
export const appendPointer = (pointer: string, name: string | number): string =>
  `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The names in a pointer. */
export const splitPointer = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

const unsafe = /[\p{C}\p{Zl}\p{Zp}]/gu

/** Text from outside made fit for one line: controls escaped, at most `length` characters. */
export const showText = (text: string, length = 80): string => {
  // Cut first: a megabyte is not searched for what will not be shown.
  const cut = text.length > length ? `${text.slice(0, length)}…` : text
  return cut.replace(unsafe, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
}

/** A JSON value in a few words: `0`, `"abc"`, `null`, `an array`, `an object`. */
export const showValue = (value: unknown): string => {
  if (typeof value === 'string') return `"${showText(value, 40)}"`
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}

/** A pointer in a text; `the document` stands for the root. */
export const showPointer = (pointer: string): string =>
  pointer === '' ? 'the document' : showText(pointer, 200)
