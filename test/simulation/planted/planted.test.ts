/**
 * A simulation that finds nothing proves something only if it finds what is there: every planted bug is caught. A third
 * of them, drawn by the seed, in the suite; all of them: `node test/simulation/planted/planted.test.ts all`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { chosenSeed } from '../../harness/config.ts'
import { type PlantedBug, plantedBugs } from './bugs.ts'
import { hunt, plant } from './plant.ts'

/** So many seeds a bug may survive. */
const SEEDS = 300
const LANES = 2
/** One in so many is looked for in the suite. */
const SHARE = 3

async function check(bug: PlantedBug): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'agenix-planted-'))
  try {
    const found = await hunt(plant(bug, folder), SEEDS, bug.size ?? 0.5)
    const title = `${bug.name}: found in seed ${found?.seed}: ${found?.promise}`
    t.ok(found !== null && bug.caughtBy.includes(found.promise), title, { breaks: bug.breaks, found })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

t.setTimeout(300_000)
const seed = chosenSeed()
const all = process.argv.includes('all')
const waiting = plantedBugs.filter((_bug, index) => all || (index + seed) % SHARE === 0)
t.comment(`SEED=${seed}: ${waiting.length} of ${plantedBugs.length} planted bugs`)
const lane = async (): Promise<void> => {
  for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) await check(bug)
}
await Promise.all(Array.from({ length: LANES }, lane))
