/**
 * The long form of the partition test: `npm run partitions -- [--partitions 50] [--workers 3] [--seed n]`, as root. A
 * line for each partition, the figures at the end, and exit code 1 when anything was lost, done twice, or deaf.
 */
import { parseArgs } from 'node:util'
import { chosenSeed, withOwner } from '../harness/index.ts'
import { whyNoHosts } from './network.ts'
import { runPartitions } from './partitions.ts'
import { addTallies, describeTally, emptyTally } from './verdict.ts'

const { values } = parseArgs({
  options: {
    partitions: { type: 'string', default: '50' },
    workers: { type: 'string', default: '3' },
    seed: { type: 'string' },
  },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const why = whyNoHosts()
if (why !== null) {
  console.log(`partitions: skipped, it ${why}`)
  process.exit(0)
}
const partitions = Number(values.partitions)
console.log(`${partitions} partitions of ${Number(values.workers) + 1} hosts, --seed ${seed}`)
let total = emptyTally
await withOwner(async (owner) => {
  for await (const { what, tally } of runPartitions(owner, {
    partitions,
    workers: Number(values.workers),
    seed,
  })) {
    total = addTallies(total, tally)
    console.log(`${total.partitions}: ${what}`)
    for (const wrong of tally.wrongs) console.log(`  WRONG ${wrong}`)
  }
})
console.log(describeTally(total))
process.exit(total.wrongs.length === 0 ? 0 : 1)
