/**
 * The long form of the kill test: `npm run kills -- [--kills 2000] [--worker-kills 200] [--levels a,b] [--seed n]`: so
 * many of both at each level of containment that this machine has. Exits with 1 when anything was left alive.
 */
import { parseArgs } from 'node:util'
import { chosenSeed, seededRandom, withOwner } from '../harness/index.ts'
import { killTasks } from './kill-tasks.ts'
import { killWorkers } from './kill-workers.ts'
import { levels, whyNoLevel } from './levels.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '2000' },
    'worker-kills': { type: 'string', default: '200' },
    levels: { type: 'string', default: levels.join(',') },
    seed: { type: 'string' },
  },
})
const seed = values.seed === undefined ? chosenSeed() : Number(values.seed)
const wanted = new Set(values.levels.split(','))
let wrongs = 0

console.log(`kills: --seed ${seed}`)
for (const level of levels.filter((one) => wanted.has(one))) {
  const why = await whyNoLevel(level)
  if (why !== null) {
    console.log(`${level}: skipped, ${why}`)
    continue
  }
  const tasks = await withOwner((owner) => killTasks(owner, level, Number(values.kills), seededRandom(seed)))
  console.log(`${level}: ${tasks.kills} kills of tasks, ${tasks.wrongs.length} wrong`)
  const rounds = Number(values['worker-kills'])
  const workers = await withOwner((owner) => killWorkers(owner, level, rounds, seededRandom(seed)))
  const slowest =
    workers.goneMs.length === 0
      ? ''
      : `, all gone ${Math.round(Math.max(...workers.goneMs))} ms after at the latest`
  console.log(`${level}: ${workers.rounds} kills of the worker, ${workers.wrongs.length} wrong${slowest}`)
  for (const wrong of [...tasks.wrongs, ...workers.wrongs]) console.log(`  WRONG ${wrong}`)
  wrongs += tasks.wrongs.length + workers.wrongs.length
}
process.exit(wrongs === 0 ? 0 : 1)
