/**
 * The long form of the partition test: `npm run partitions -- [--partitions 50] [--workers 3] [--seed n] [--outage s]`,
 * as root. A line for each partition, the figures at the end, and exit code 1 when anything was lost, done twice, or
 * deaf. With `--outage 600` AGQ is away for so many seconds after that, under running Jobs.
 */
import { parseArgs } from 'node:util'
import { chosenSeed, withOwner } from '../harness/index.ts'
import { whyNoHosts } from './network.ts'
import { runOutage } from './outage.ts'
import { runPartitions } from './partitions.ts'
import { addTallies, describeTally, emptyTally } from './verdict.ts'

const { values } = parseArgs({
  options: {
    partitions: { type: 'string', default: '50' },
    workers: { type: 'string', default: '3' },
    seed: { type: 'string' },
    outage: { type: 'string' },
  },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const why = whyNoHosts()
if (why !== null) {
  console.log(`partitions: skipped, it ${why}`)
  process.exit(0)
}
const partitions = Number(values.partitions)
const workers = Number(values.workers)
console.log(`${partitions} partitions of ${workers + 1} hosts, --seed ${seed}`)
let total = emptyTally
await withOwner(async (owner) => {
  for await (const { what, tally } of runPartitions(owner, {
    partitions,
    workers,
    seed,
  })) {
    total = addTallies(total, tally)
    console.log(`${total.partitions}: ${what}`)
    for (const wrong of tally.wrongs) console.log(`  WRONG ${wrong}`)
  }
})
console.log(describeTally(total))
if (values.outage !== undefined) {
  const awaySecs = Number(values.outage)
  const tally = await withOwner((owner) => runOutage(owner, { workers, awaySecs, heartbeatSecs: 5 }))
  for (const wrong of tally.wrongs) console.log(`  WRONG ${wrong}`)
  console.log(
    `AGQ away for ${awaySecs} s: ${tally.acknowledged} Jobs ran, ${tally.completed} completed in their first attempt, ` +
      `${tally.ranThrough} of them ran through, ${tally.startedAgain} started again; ${tally.wrongs.length} wrong`,
  )
  total = addTallies(total, tally)
}
process.exit(total.wrongs.length === 0 ? 0 : 1)
