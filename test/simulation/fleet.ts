/**
 * Seeds over several processes, a stretch at a time, until they are used up, enough is done, or a promise is broken.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '../harness/config.ts'
import { addTotals, noTotals, type Totals } from './totals.ts'

export interface Found {
  readonly seed: number
  readonly promise: string
  readonly text: string
}

export interface Sweep {
  readonly totals: Totals
  readonly violation: Found | null
}

interface Told {
  readonly seed: number
  readonly jobs: number
  readonly hours: number
  readonly batches: number
  readonly faults: Readonly<Record<string, number>>
  readonly violation: { readonly promise: string; readonly text: string } | null
}

export interface SweepOptions {
  readonly first: number
  /** Infinity: until enough is done. */
  readonly last: number
  readonly size: number
  readonly lanes: number
  readonly dist?: string
  /** Seeds that one process runs before it is replaced. */
  readonly stretch: number
  readonly enough?: (totals: Totals) => boolean
  readonly onProgress?: (totals: Totals) => void
}

export async function sweep(options: SweepOptions): Promise<Sweep> {
  const { last, size, stretch, enough = () => false } = options
  let next = options.first
  let totals = noTotals
  let violation: Found | null = null
  const lane = async (): Promise<void> => {
    while (next <= last && violation === null && !enough(totals)) {
      const from = next
      const to = Math.min(last, from + stretch - 1)
      next = to + 1
      for await (const told of runSeeds(from, to, size, options.dist)) {
        totals = addTotals(totals, { ...told, faults: new Map(Object.entries(told.faults)) })
        if (told.violation !== null && (violation === null || told.seed < violation.seed)) {
          violation = { seed: told.seed, ...told.violation }
        }
        options.onProgress?.(totals)
      }
    }
  }
  await Promise.all(Array.from({ length: options.lanes }, lane))
  return { totals, violation }
}

async function* runSeeds(
  from: number,
  to: number,
  size: number,
  dist: string | undefined,
): AsyncGenerator<Told> {
  const args = ['--seeds', `${from}-${to}`, '--size', String(size), '--json']
  if (dist !== undefined) args.push('--dist', dist)
  const program = join(repositoryRoot, 'test', 'simulation', 'run.ts')
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  let broken = false
  for await (const line of createInterface(child.stdout)) {
    const told = JSON.parse(line) as Told
    broken ||= told.violation !== null
    yield told
  }
  const code = await ended
  if (code !== 0 && !broken) {
    throw new Error(
      `seeds ${from} to ${to} ended with ${code}: ${Buffer.concat(errors).toString().slice(-2_000)}`,
    )
  }
}
