/**
 * The long form of the crash test: `npm run crash -- [--kills 1000] [--submits 1000000] [--legs 20] [--agw-rounds 20]
 * [--seed n]`. AGQ is killed with -9 at random moments and before its n-th write or sync, under 8 submitters and 4
 * workers; then rounds with real AGWs, which are killed too. A line each ten seconds, the figures at the end, and exit
 * code 1 when anything was lost or done twice. A leg that fails prints the command that draws the same again.
 */
import { parseArgs } from 'node:util'
import { chosenSeed, withOwner } from '../harness/index.ts'
import * as agw from './agw/rounds.ts'
import { plainHost } from './host.ts'
import type { Ledger } from './ledger.ts'
import { runLeg } from './leg.ts'
import { strace } from './strace.ts'
import { addLeg, describeTally, emptyTally } from './tally.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    submits: { type: 'string', default: '1000000' },
    legs: { type: 'string', default: '20' },
    'agw-rounds': { type: 'string', default: '20' },
    seed: { type: 'string' },
  },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const legs = Number(values.legs)
const rounds = Number(values['agw-rounds'])
const started = performance.now()
let wrongs = 0

console.log(
  `crash campaign: ${values.kills} kills, ${values.submits} submits in ${legs} legs, --seed ${seed}`,
)
if (strace === null)
  console.log('strace is not installed: all kills come from outside, none at the n-th call')
await runLegs()
await runAgwRounds()
process.exit(wrongs === 0 ? 0 : 1)

async function runLegs(): Promise<void> {
  const total = emptyTally()
  let ledger: Ledger | undefined
  let killed = 0
  const ticker = setInterval(() => {
    const acknowledged = total.acknowledged + (ledger?.counts.acknowledged ?? 0)
    console.log(
      `${seconds()} s: leg ${total.legs + 1} of ${legs}, ${killed} kills, ${acknowledged} acknowledged, ${total.wrongs} wrong`,
    )
  }, 10_000)
  for (let leg = 0; leg < legs; leg += 1) {
    const kills = share(Number(values.kills), leg)
    const submits = share(Number(values.submits), leg)
    const legSeed = seed + 10_000 * leg
    await withOwner(async (owner) => {
      const result = await runLeg(owner, {
        host: await plainHost(owner),
        seed: legSeed,
        name: `leg${leg}`,
        kills,
        submits,
        submitters: 8,
        workers: 4,
        withTracer: strace !== null,
        largeOneIn: 1_000,
        onKill: () => {
          killed += 1
        },
        onLedger: (opened) => {
          ledger = opened
        },
      }).catch((error: unknown) => {
        console.log(replay(legSeed, kills, submits))
        throw error
      })
      ledger = undefined
      addLeg(total, result)
      for (const wrong of result.wrongs) console.log(`  WRONG ${wrong}`)
      if (result.wrongs.length > 0) console.log(replay(legSeed, kills, submits))
    })
  }
  clearInterval(ticker)
  wrongs += total.wrongs
  console.log(`${seconds()} s, 8 submitters and 4 workers: ${describeTally(total)}`)
}

async function runAgwRounds(): Promise<void> {
  if (rounds === 0) return
  let total = agw.emptyTally
  await withOwner(async (owner) => {
    for await (const { tally, round } of agw.runCampaign(owner, { rounds, jobs: 200, seed })) {
      total = agw.addTallies(total, tally)
      for (const wrong of tally.wrongs) console.log(`  WRONG in round ${round} with AGWs: ${wrong}`)
    }
  })
  wrongs += total.wrongs.length
  console.log(`${seconds()} s, ${rounds} rounds with two AGWs: ${agw.describeTally(total)}`)
}

/** Part `leg` of a whole that is dealt out to all legs. */
function share(whole: number, leg: number): number {
  return Math.floor((whole * (leg + 1)) / legs) - Math.floor((whole * leg) / legs)
}

function replay(legSeed: number, kills: number, submits: number): string {
  return `  the same draws again: npm run crash -- --legs 1 --agw-rounds 0 --kills ${kills} --submits ${submits} --seed ${legSeed}`
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0)
}
