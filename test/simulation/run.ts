/**
 * Runs seeds, one after the other, until a promise is broken: `--seed 7 --trace` tells the history of one,
 * `--seeds 0-499` runs many. Ends with 1 on a violation, and then prints the command that repeats it.
 */
import { parseArgs } from 'node:util'
import { loadProduction, productionRoot } from './production.ts'
import { simulate } from './simulate.ts'
import { addTotals, noTotals, tellTotals } from './totals.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '0-99' },
    size: { type: 'string', default: '1' },
    dist: { type: 'string', default: productionRoot },
    trace: { type: 'boolean', default: false },
    /** One line of JSON for each seed, for a program that counts. */
    json: { type: 'boolean', default: false },
  },
})

const [first = 0, last = first] = (values.seed ?? values.seeds).split('-').map(Number)
const size = Number(values.size)
const production = await loadProduction(values.dist)
const trace = values.trace ? (line: string) => console.log(line) : null
let totals = noTotals
const startedMs = performance.now()

for (let seed = first; seed <= last; seed++) {
  const outcome = await simulate(production, { seed, size, trace })
  totals = addTotals(totals, outcome)
  const { violation } = outcome
  if (values.json) {
    const said = violation === null ? null : { promise: violation.promise, text: violation.message }
    console.log(JSON.stringify({ ...outcome, violation: said, faults: Object.fromEntries(outcome.faults) }))
  }
  if (values.seed !== undefined && !values.json) console.log(`seed ${seed}: history ${outcome.digest}`)
  if (violation === null) continue
  const again = `node test/simulation/run.ts --seed ${seed}${size === 1 ? '' : ` --size ${size}`}`
  console.error(
    `seed ${seed} breaks a promise: ${violation.message}\nagain, with its history: ${again} --trace`,
  )
  process.exitCode = 1
  break
}
if (!values.json) console.log(tellTotals(totals, performance.now() - startedMs))
