/** The short form of `npm run kills`: nothing of a task or of a killed worker is left alive, at each level. */
import t from 'tap'
import { chosenSeed, seededRandom } from '../harness/index.ts'
import { killTasks } from './kill-tasks.ts'
import { killWorkers } from './kill-workers.ts'
import { levels, whyNoLevel } from './levels.ts'

t.setTimeout(180_000)
const seed = chosenSeed()

for (const level of levels) {
  const why = await whyNoLevel(level)
  t.test(`${level}, SEED=${seed}`, { skip: why ?? false }, async (t) => {
    const tasks = await killTasks(t, level, 24, seededRandom(seed))
    t.equal(tasks.kills, 24)
    t.same(tasks.wrongs, [])
    const workers = await killWorkers(t, level, 2, seededRandom(seed))
    t.same(workers.wrongs, [])
  })
}
