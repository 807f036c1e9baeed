/**
 * The long form of the full disk test: `npm run fulldisk -- [--cycles 100] [--seed n]`. Ten cycles a disk; prints a line
 * for each that went wrong, and at the end the figures. Exits with 1 when anything was lost, refused or late.
 */
import { parseArgs } from 'node:util'
import { chosenSeed, withOwner } from '../harness/index.ts'
import { type Cycle, runCycles } from './cycles.ts'
import { whyNoSmallDisk } from './small-disk.ts'

const { values } = parseArgs({
  options: { cycles: { type: 'string', default: '100' }, seed: { type: 'string' } },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const wanted = Number(values.cycles)
const CYCLES_A_DISK = 10
/** Space returned: so long later a submit must be accepted. */
const BACK_MS_MAX = 1_000

const why = whyNoSmallDisk()
if (why !== null) {
  console.log(`full disk: skipped, it ${why}`)
  process.exit(0)
}
console.log(`full disk: ${wanted} cycles, --seed ${seed}`)
const cycles: Cycle[] = []
let wrongs = 0
while (cycles.length < wanted) {
  await withOwner(async (owner) => {
    const next = Math.min(CYCLES_A_DISK, wanted - cycles.length)
    for await (const cycle of runCycles(owner, next, seed + cycles.length)) {
      cycles.push(cycle)
      const late = cycle.backMs > BACK_MS_MAX ? [`back after ${Math.round(cycle.backMs)} ms`] : []
      for (const wrong of [...cycle.wrongs, ...late]) {
        wrongs += 1
        console.log(`cycle ${cycles.length}: WRONG ${wrong}`)
      }
    }
  })
}
const sum = (of: (cycle: Cycle) => number): number => cycles.reduce((total, cycle) => total + of(cycle), 0)
const back = cycles.map(({ backMs }) => backMs).sort((a, b) => a - b)
const at = (share: number): number =>
  Math.round(back[Math.min(back.length - 1, Math.floor(share * back.length))] ?? 0)
console.log(
  `${cycles.length} cycles: ${sum(({ acknowledged }) => acknowledged)} submits acknowledged, ${sum(({ refused }) => refused)} answered FULL, ` +
    `${sum(({ endedWhileFull }) => endedWhileFull)} Jobs ended while full, AGQ killed ${sum(({ killed }) => Number(killed))} times and begun on a full disk`,
)
console.log(
  `accepting again after space returned: median ${at(0.5)} ms, p90 ${at(0.9)} ms, worst ${at(1)} ms`,
)
console.log(`${wrongs} wrong`)
process.exit(wrongs === 0 ? 0 : 1)
