/**
 * The short form of `npm run partitions`: three partitions of four hosts. Every acknowledged Job ends once, under its
 * newest token, never two runs of it at the same time, and afterwards every worker takes new Jobs.
 */
import t from 'tap'
import { chosenSeed } from '../harness/index.ts'
import { whyNoHosts } from './network.ts'
import { runPartitions } from './partitions.ts'

const seed = chosenSeed()
const why = whyNoHosts()
t.setTimeout(120_000)

t.test(`three partitions of four hosts, SEED=${seed}`, { skip: why ?? false }, async (t) => {
  const kinds = ['both ways', 'half open', 'from the server'] as const
  for await (const { what, tally } of runPartitions(t, { partitions: 3, workers: 3, seed, kinds })) {
    t.same(tally.wrongs, [], what)
    t.ok(tally.acknowledged > 0, `${tally.acknowledged} Jobs`)
  }
})
