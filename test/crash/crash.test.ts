/**
 * The short form of the crash campaign: 30 kills of AGQ under 8 submitters and 4 workers, in two legs. `SEED=n` repeats
 * a run's draws (not its timing); the long form is `npm run crash`.
 */
import t from 'tap'
import { chosenSeed } from '../harness/index.ts'
import { plainHost } from './host.ts'
import { runLeg } from './leg.ts'
import { strace } from './strace.ts'
import { addLeg, describeTally, emptyTally } from './tally.ts'

t.setTimeout(150_000)
const seed = chosenSeed()

t.test(`30 kills, SEED=${seed}`, async (t) => {
  t.ok(strace, 'strace is there to kill at the n-th write and sync')
  const total = emptyTally()
  for (const leg of [0, 1]) {
    const result = await runLeg(t, {
      host: await plainHost(t),
      seed: seed + leg,
      name: `leg${leg}`,
      kills: 15,
      submits: 4_000,
      submitters: 8,
      workers: 4,
      withTracer: true,
      largeOneIn: 200,
    })
    t.same(result.wrongs, [], `leg ${leg}: nothing is wrong`)
    addLeg(total, result)
  }
  t.equal(total.lost, 0, 'no acknowledged Job is lost')
  t.equal(total.kills, 30, 'AGQ was killed 30 times')
  t.ok(total.killsAtCall > 0, 'some of them at a write, a sync or an answer')
  t.ok(total.acknowledged >= 8_000, 'and 8,000 submits acknowledged')
  t.comment(describeTally(total))
})
