/**
 * The short form of the decoder's fuzzing. `SEED=n` repeats a run; a failure prints the command for its one case.
 */
import t from 'tap'
import { chosenSeed } from '../harness/index.ts'
import { driftBytes, driftBytesMax, runCases, type Tally } from './decoder-run.ts'

const seed = chosenSeed()

t.test(`200,000 frames, SEED=${seed}`, async (t) => {
  let last: Tally | undefined
  for (last of runCases({ seed, frames: 200_000, samples: 10 })) t.ok(last.memory.length > 0)
  t.ok(driftBytes(last?.memory ?? []) < driftBytesMax, `memory: ${last?.memory.join(', ')}`)
  t.equal(last?.byClass.size, 8, 'every class of streams was drawn')
  t.equal(last?.refused.size, 8, `every class of refusals was met: ${[...(last?.refused.keys() ?? [])]}`)
  t.comment(
    `${last?.frames} frames, ${last?.requests} requests, slowest call ${last?.slowestMs.toFixed(2)} ms`,
  )
})
