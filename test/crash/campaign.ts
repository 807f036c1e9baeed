/**
 * The long form of the crash test: `node test/crash/campaign.ts --rounds 20 [--jobs 200] [--seed n]`. AGQ and a worker
 * are killed with -9 at random moments while Jobs are submitted and run; afterwards every acknowledged Job must have
 * ended once. Prints a line a round and one with the counts; exits with 1 when anything was lost or done twice.
 */
import { parseArgs } from 'node:util'
import { chosenSeed, type Owner } from '../harness/index.ts'
import { addTallies, describeTally, emptyTally, runCampaign } from './rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    jobs: { type: 'string', default: '200' },
    seed: { type: 'string' },
  },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const ends: (() => unknown)[] = []
const owner: Owner = { teardown: (end) => ends.unshift(end) }

console.log(`crash campaign: ${values.rounds} rounds of ${values.jobs} jobs, --seed ${seed}`)
let total = emptyTally
try {
  const rounds = runCampaign(owner, { rounds: Number(values.rounds), jobs: Number(values.jobs), seed })
  for await (const { tally, round } of rounds) {
    total = addTallies(total, tally)
    console.log(`round ${round}: ${describeTally(tally)}`)
    for (const wrong of tally.wrongs) console.log(`  WRONG ${wrong}`)
  }
} finally {
  for (const end of ends) await end()
}
console.log(`total: ${describeTally(total)}`)
process.exit(total.wrongs.length === 0 ? 0 : 1)
