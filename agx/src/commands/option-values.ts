/** Values of options, with a refusal that names the option and its bounds, before anybody is asked. */
import { UsageError } from '../usage-error.ts'

/** A whole number within bounds, or `undefined` where the option was not given. */
export function readWhole(
  name: string,
  text: string | undefined,
  min: number,
  max: number,
): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}.`)
}

/** A whole number within bounds, or `none`; `undefined` where the option was not given. */
export function readWholeOrNone(
  name: string,
  text: string | undefined,
  min: number,
  max: number,
): number | 'none' | undefined {
  if (text?.toLowerCase() === 'none') return 'none'
  if (text === undefined || /^\d{1,15}$/.test(text)) return readWhole(name, text, min, max)
  throw new UsageError(
    `${name} must be a whole number from ${min} to ${max}, or none, not ${JSON.stringify(text)}.`,
  )
}

/** Seconds, fractions allowed, as milliseconds. */
export function readSeconds(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
  // Timers of 2^31 ms or more fire at once.
  if (seconds >= 0 && seconds * 1_000 < 2 ** 31) return Math.round(seconds * 1_000)
  throw new UsageError(`${name} must be a number of seconds, such as 30 or 0.5, not ${JSON.stringify(text)}.`)
}

/** The id in `--job-id`. */
export function readJobId(text: string | undefined): string | undefined {
  if (text === undefined || /^[A-Za-z0-9._:-]{1,64}$/.test(text)) return text
  throw new UsageError(
    `--job-id must be 1 to 64 letters, digits, '.', '_', ':' or '-', not ${JSON.stringify(text)}.`,
  )
}

/** One of a few words, in any case. */
export function readWord(
  name: string,
  text: string | undefined,
  words: readonly string[],
): string | undefined {
  const word = text?.toLowerCase()
  if (word === undefined || words.includes(word)) return word
  throw new UsageError(`${name} must be one of ${words.join(', ')}, not ${JSON.stringify(text)}.`)
}
