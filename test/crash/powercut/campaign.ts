/**
 * `npm run powercut -- [--cuts 300] [--controls 3] [--seed n]`, as root: the power of AGQ's disk is cut again and again
 * while Jobs are submitted, leased and reported, some with inputs and outputs that are files of their own. Everything
 * acknowledged must be there after each; in the control runs, where syncs are lies, something must be lost. All mounts
 * are made in a mount namespace of this run alone, and go with it however it ends.
 */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { chosenSeed, seededRandom, withOwner } from '../../harness/index.ts'
import { runLeg } from '../leg.ts'
import { strace } from '../strace.ts'
import { addLeg, describeTally, emptyTally } from '../tally.ts'
import { runControl } from './control.ts'
import { whyNotHere } from './disk.ts'
import { cutHost } from './host.ts'

const CUTS_A_LEG = 10
const SUBMITS_A_CUT = 400
const NOT_HERE = 3

const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '300' },
    controls: { type: 'string', default: '3' },
    seed: { type: 'string' },
    'in-namespace': { type: 'boolean', default: false },
  },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const cuts = Number(values.cuts)
const started = performance.now()

process.exit(values['in-namespace'] ? await campaign() : enterNamespace())

function enterNamespace(): number {
  const reason = whyNotHere() ?? (strace === null ? 'strace is not installed, or may not trace' : null)
  if (reason !== null) {
    console.log(`powercut: skipped, nothing was tested: ${reason}`)
    return NOT_HERE
  }
  const again = [process.execPath, ...process.argv.slice(1), '--in-namespace']
  return (
    spawnSync('unshare', ['--mount', '--propagation', 'private', ...again], { stdio: 'inherit' }).status ?? 1
  )
}

async function campaign(): Promise<number> {
  const legs = Math.ceil(cuts / CUTS_A_LEG)
  console.log(`power cuts: ${cuts} in ${legs} legs, --seed ${seed}`)
  const total = emptyTally()
  let stoppedByItself = 0
  let toldAt = 0
  for (let leg = 0; leg < legs; leg += 1) {
    const kills = Math.min(CUTS_A_LEG, cuts - leg * CUTS_A_LEG)
    const legSeed = seed + 10_000 * leg
    await withOwner(async (owner) => {
      const host = await cutHost(owner, seededRandom(legSeed + 1))
      const submits = kills * SUBMITS_A_CUT
      const options = { host, seed: legSeed, name: `leg${leg}`, kills, submits, submitters: 8, workers: 4 }
      const result = await runLeg(owner, { ...options, withTracer: false, largeOneIn: 20 })
      stoppedByItself += host.stoppedByItself()
      addLeg(total, result)
      for (const wrong of result.wrongs) console.log(`  WRONG ${wrong}`)
      if (result.wrongs.length > 0)
        console.log(
          `  the same draws again: npm run powercut -- --cuts ${kills} --controls 0 --seed ${legSeed}`,
        )
    })
    if (performance.now() - toldAt < 10_000) continue
    toldAt = performance.now()
    console.log(
      `${seconds()} s: ${total.kills} cuts, ${total.acknowledged} acknowledged, ${total.lost} lost, ${total.wrongs} wrong`,
    )
  }
  console.log(
    `${seconds()} s: ${describeTally(total, 'power cuts')}; AGQ noticed ${stoppedByItself} by itself`,
  )
  const proven = await controls()
  return total.wrongs === 0 && proven ? 0 : 1
}

async function controls(): Promise<boolean> {
  let lost = 0
  let acknowledged = 0
  let damaged = 0
  for (let number = 0; number < Number(values.controls); number += 1) {
    await withOwner(async (owner) => {
      const control = await runControl(owner, seed + number)
      lost += control.lost
      acknowledged += control.acknowledged
      if (control.damaged) damaged += 1
    })
  }
  if (acknowledged === 0) return true
  console.log(
    `control, ${values.controls} cuts with syncs that are lies: ${lost} of ${acknowledged} acknowledged lost` +
      `${damaged > 0 ? `, ${damaged} times AGQ could not start` : ''}${lost === 0 ? ': WRONG, these cuts cut nothing' : ''}`,
  )
  return lost > 0
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0)
}
