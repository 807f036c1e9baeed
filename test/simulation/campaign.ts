/**
 * The long form: seeds in as many processes as there are processors, until a million jobs and ten thousand hours are
 * simulated, or a promise is broken. The last lines say what was done and which faults were injected how often.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { sweep } from './fleet.ts'
import { tellTotals } from './totals.ts'

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1000000' },
    hours: { type: 'string', default: '10000' },
    first: { type: 'string', default: '0' },
    size: { type: 'string', default: '2' },
  },
})
const jobs = Number(values.jobs)
const hours = Number(values.hours)
const startedMs = performance.now()
let saidMs = startedMs

const { totals, violation } = await sweep({
  first: Number(values.first),
  last: Number.POSITIVE_INFINITY,
  size: Number(values.size),
  lanes: availableParallelism(),
  stretch: 100,
  enough: (done) => done.jobs >= jobs && done.hours >= hours,
  onProgress(done) {
    if (performance.now() - saidMs < 10_000) return
    saidMs = performance.now()
    const share = Math.min(done.jobs / jobs, done.hours / hours)
    const leftSecs = ((saidMs - startedMs) / 1000) * (1 / share - 1)
    console.error(
      `${done.seeds} seeds, ${done.jobs} jobs, ${done.hours.toFixed(0)} hours; about ${Math.ceil(leftSecs / 60)} min left`,
    )
  },
})
console.log(tellTotals(totals, performance.now() - startedMs))
if (violation === null) console.log('no promise was broken')
else {
  console.log(`seed ${violation.seed} breaks a promise: ${violation.text}`)
  console.log(`again: node test/simulation/run.ts --seed ${violation.seed} --size ${values.size} --trace`)
  process.exitCode = 1
}
