/** The short form of fuzzing a running AGQ; the long one is `node test/fuzz/live-campaign.ts`. */
import t from 'tap'
import { chosenSeed } from '../harness/index.ts'
import { fuzzLive } from './live.ts'
import { describeLive, judgeLive } from './live-verdict.ts'

t.setTimeout(120_000)
const seed = chosenSeed()

t.test(`2,000 hostile connections beside a healthy client, SEED=${seed}`, async (t) => {
  const report = await fuzzLive(t, { seed, connections: 2_000 })
  t.strictSame(judgeLive(report), [])
  t.ok(report.turns > 10, `the healthy client had ${report.turns} turns`)
  t.comment(describeLive(report))
})
