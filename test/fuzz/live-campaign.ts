/**
 * The long form: `node test/fuzz/live-campaign.ts [--connections 100000] [--seed n]`. Prints progress and a line with the
 * figures; exits with 1 when anything was wrong.
 */
import { parseArgs } from 'node:util'
import { chosenSeed, type Owner } from '../harness/index.ts'
import { fuzzLive } from './live.ts'
import { describeLive, judgeLive } from './live-verdict.ts'

const { values } = parseArgs({
  options: { connections: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const ends: (() => unknown)[] = []
const owner: Owner = { teardown: (end) => ends.unshift(end) }

console.log(`live fuzz: node test/fuzz/live-campaign.ts --connections ${values.connections} --seed ${seed}`)
let wrongs: readonly string[] = []
try {
  const report = await fuzzLive(owner, {
    seed,
    connections: Number(values.connections),
    onProgress: (line) => console.log(line),
  })
  wrongs = judgeLive(report)
  for (const wrong of wrongs) console.log(`WRONG ${wrong}`)
  console.log(`total: ${describeLive(report)}`)
} finally {
  for (const end of ends) await end()
}
process.exit(wrongs.length === 0 ? 0 : 1)
