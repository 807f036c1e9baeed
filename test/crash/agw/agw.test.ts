/**
 * The short form of the crash campaign: three rounds. Every acknowledged Job ends exactly as often as it should, with
 * AGQ and a worker killed with -9 in between. `SEED=n` repeats a run's draws (not its timing).
 */
import t from 'tap'
import { chosenSeed } from '../../harness/index.ts'
import { addTallies, describeTally, emptyTally, runCampaign } from './rounds.ts'

t.setTimeout(150_000)
const seed = chosenSeed()

t.test(`three rounds, SEED=${seed}`, async (t) => {
  let total = emptyTally
  for await (const { tally, round } of runCampaign(t, { rounds: 3, jobs: 100, seed })) {
    t.same(tally.wrongs, [], `round ${round}: ${describeTally(tally)}`)
    total = addTallies(total, tally)
  }
  t.ok(total.agqKills >= 3, 'AGQ was killed')
  t.ok(total.agwKills >= 3, 'a worker was killed')
  t.comment(describeTally(total))
})
