/** Values of options as numbers, with a refusal that names the option and its bounds. */
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

/** Seconds, fractions allowed, as milliseconds. */
export function readSeconds(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d{1,9}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
  // Timers of 2^31 ms or more fire at once.
  if (seconds >= 0 && seconds * 1_000 < 2 ** 31) return Math.round(seconds * 1_000)
  throw new UsageError(`${name} must be a number of seconds, such as 30 or 0.5, not ${JSON.stringify(text)}.`)
}
