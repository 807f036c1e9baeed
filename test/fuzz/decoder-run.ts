/**
 * Many cases, one after the other, with their tally and a look at the memory every so often. Yields progress; a case
 * that fails ends the run with the command that repeats it alone.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type CaseClass, drawCase } from './cases.ts'
import { tryCase } from './trial.ts'

export interface Tally {
  readonly cases: number
  readonly frames: number
  readonly requests: number
  readonly byClass: ReadonlyMap<CaseClass, number>
  /** Streams that ended in an error of the protocol, by its class. */
  readonly refused: ReadonlyMap<string, number>
  readonly slowestMs: number
  /** The slowest of those that were repeated alone. */
  readonly aloneMs: number
  /** Memory after a collection, in bytes: at the start, and each time since. */
  readonly memory: readonly number[]
}

/** How far memory may be above where it was: the heap breathes, a leak of one byte a frame does not fit. */
export const driftBytesMax = 4 * 2 ** 20

export function* runCases(options: {
  readonly seed: number
  readonly frames: number
  readonly samples: number
}): Generator<Tally> {
  const byClass = new Map<CaseClass, number>()
  const refused = new Map<string, number>()
  const memory: number[] = []
  let [cases, frames, requests, slowestMs, aloneMs] = [0, 0, 0, 0, 0]
  // The first tenth warms up: compiled code and grown tables are no drift.
  let nextSample = options.frames / 10
  while (frames < options.frames) {
    const number = cases
    const drawn = drawCase(options.seed, number)
    try {
      const verdict = tryCase(drawn)
      requests += verdict.requests
      slowestMs = Math.max(slowestMs, verdict.slowestMs)
      aloneMs = Math.max(aloneMs, verdict.aloneMs)
      if (verdict.refused !== undefined) refused.set(verdict.refused, (refused.get(verdict.refused) ?? 0) + 1)
    } catch (error) {
      throw new Error(describeFailure(options.seed, number, error), { cause: error })
    }
    cases += 1
    frames += drawn.frames
    byClass.set(drawn.class, (byClass.get(drawn.class) ?? 0) + 1)
    if (frames < nextSample && frames < options.frames) continue
    nextSample += options.frames / options.samples
    memory.push(memoryInUse())
    yield { cases, frames, requests, byClass, refused, slowestMs, aloneMs, memory }
  }
}

/** How far the memory of the last samples is above that of the first: the least of each, for garbage is no drift. */
export function driftBytes(memory: readonly number[]): number {
  const some = Math.max(1, Math.floor(memory.length / 4))
  return Math.min(...memory.slice(-some)) - Math.min(...memory.slice(0, some))
}

function describeFailure(seed: number, number: number, error: unknown): string {
  const { class: kind, bytes, limits } = drawCase(seed, number)
  const shown = JSON.stringify(bytes.toString('latin1', 0, 300))
  return [
    error instanceof Error
      ? `${error.message}${error.name === 'Error' ? '' : `\n${error.stack}`}`
      : String(error),
    `  case ${number} (${kind}, ${bytes.length} bytes, bulks of ${limits.bulkBytes}): ${shown}`,
    `  again: node test/fuzz/campaign.ts --seed ${seed} --only ${number}`,
  ].join('\n')
}

let collect: (() => void) | undefined

function memoryInUse(): number {
  setFlagsFromString('--expose-gc')
  collect ??= runInNewContext('gc') as () => void
  // Twice: the first ends the life of objects whose bytes outside the heap go with the second.
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
