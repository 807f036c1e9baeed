/**
 * What every reader of this package answers: a value with warnings, or problems. Never a throw.
 */

/** One thing that is wrong, and where. */
export type Problem = {
  /** RFC 6901 JSON pointer to the place; '' is the whole document. */
  readonly pointer: string
  /** One line without control characters: what is wrong, where, and what to do. */
  readonly text: string
}

export type Problems = readonly [Problem, ...Problem[]]

export type Refused = { readonly ok: false; readonly problems: Problems }

/** Warnings are lines for people about a value that was accepted. */
export type Accepted<T> = { readonly ok: true; readonly value: T; readonly warnings: readonly string[] }

export type Validated<T> = Accepted<T> | Refused

/** `first`: for servers, the first problem. `all`: for people, up to `limits.problems`. */
export type Report = 'first' | 'all'

export const accept = <T>(value: T, warnings: readonly string[] = []): Accepted<T> => ({
  ok: true,
  value,
  warnings,
})

export const refuse = (pointer: string, text: string): Refused => ({
  ok: false,
  problems: [{ pointer, text }],
})
