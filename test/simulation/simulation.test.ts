/**
 * Five hundred seeds of the simulation, and that a seed is a history: run twice, it tells the same. The long form is
 * `npm run sim`.
 */
import t from 'tap'
import { sweep } from './fleet.ts'
import { loadProduction, productionRoot } from './production.ts'
import { simulate } from './simulate.ts'

// Alone it takes a fraction of this; beside others on a busy machine it may not.
t.setTimeout(150_000)

t.test('500 seeds break no promise', async (t) => {
  const { totals, violation } = await sweep({ first: 0, last: 499, size: 0.5, lanes: 2, stretch: 50 })
  const again =
    violation === null ? '' : `node test/simulation/run.ts --seed ${violation.seed} --size 0.5 --trace`
  t.equal(violation, null, again)
  t.equal(totals.seeds, 500)
  t.comment(`${totals.jobs} jobs, ${totals.hours.toFixed(0)} simulated hours`)
  t.ok(totals.jobs > 5_000, 'there was something to do')
  for (const fault of FAULTS) t.ok((totals.faults.get(fault) ?? 0) > 0, `${fault} was injected`)
})

const FAULTS = [
  'server killed',
  'server stopped',
  'crash before commit',
  'crash after commit',
  'failed sync',
  'worker killed',
  'worker stopped',
  'host lost',
  'worker drained',
  'clock jump',
  'lost request',
  'lost reply',
  'stalled message',
  'repeated message',
  'stale write',
  'other verdict',
  'late report',
]

t.test('the same seed tells the same history', async (t) => {
  const production = await loadProduction(productionRoot)
  for (const seed of [3, 17, 29]) {
    const first: string[] = []
    const again: string[] = []
    const tellFirst = (line: string): void => void first.push(line)
    const tellAgain = (line: string): void => void again.push(line)
    const one = await simulate(production, { seed, size: 0.3, trace: tellFirst })
    const two = await simulate(production, { seed, size: 0.3, trace: tellAgain })
    t.ok(first.length > 50)
    t.equal(
      first.find((line, at) => line !== again[at]),
      undefined,
      'the first line that differs',
    )
    t.equal(one.digest, two.digest)
  }
})
