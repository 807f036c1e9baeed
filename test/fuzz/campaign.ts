/**
 * The long form of the decoder's fuzzing: `node test/fuzz/campaign.ts [--frames 20000000] [--seed n]`. Prints progress,
 * then frames a second, what was fed and what was refused, the slowest call, and the memory at start and end. Exits
 * with 1 at the first case that fails, and prints how to repeat it: `--seed n --only k`.
 */
import { parseArgs } from 'node:util'
import { chosenSeed } from '../harness/index.ts'
import { drawCase } from './cases.ts'
import { driftBytes, driftBytesMax, runCases, type Tally } from './decoder-run.ts'
import { tryCase } from './trial.ts'

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '20000000' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)

if (values.only === undefined) runAll(Number(values.frames))
else console.log(tryCase(drawCase(seed, Number(values.only))))

function runAll(frames: number): void {
  console.log(
    `fuzzing the decoder with ${frames} frames: node test/fuzz/campaign.ts --frames ${frames} --seed ${seed}`,
  )
  const started = performance.now()
  let last: Tally | undefined
  try {
    for (last of runCases({ seed, frames, samples: 40 })) console.log(describe(last, started))
  } catch (error) {
    console.error(`FAILED ${error instanceof Error ? error.message : error}`)
    process.exit(1)
  }
  if (last === undefined) return
  const count = ([name, number]: readonly [string, number]): string => `${number} ${name}`
  console.log(`streams: ${[...last.byClass].map(count).join(', ')}`)
  console.log(`refused: ${[...last.refused].map(count).join(', ')}`)
  const drift = driftBytes(last.memory)
  console.log(
    `total: ${describe(last, started)}; memory ${mib(last.memory[0])} at the start, ${mib(last.memory.at(-1))} at the end, drift ${mib(drift)}`,
  )
  if (drift > driftBytesMax) {
    console.error(`FAILED memory grew by ${mib(drift)}; ${mib(driftBytesMax)} are allowed`)
    process.exit(1)
  }
}

function describe(tally: Tally, startedMs: number): string {
  const seconds = (performance.now() - startedMs) / 1_000
  const alone = tally.aloneMs > 0 ? ` (${tally.aloneMs.toFixed(2)} ms repeated alone)` : ''
  return `${tally.frames} frames in ${seconds.toFixed(0)} s (${Math.round(tally.frames / seconds)}/s), ${tally.requests} requests, slowest call ${tally.slowestMs.toFixed(2)} ms${alone}, ${mib(tally.memory.at(-1))}`
}

function mib(bytes = 0): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
