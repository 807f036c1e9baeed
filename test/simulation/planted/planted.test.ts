/** A simulation that finds nothing proves something only if it finds what is there: every planted bug is caught. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { type PlantedBug, plantedBugs } from './bugs.ts'
import { hunt, plant } from './plant.ts'

/** So many seeds a bug may survive. */
const SEEDS = 300
const LANES = 2

async function check(bug: PlantedBug): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'agenix-planted-'))
  try {
    const found = await hunt(plant(bug, folder), SEEDS)
    const title = `${bug.name}: found in seed ${found?.seed}: ${found?.promise}`
    t.ok(found !== null && bug.caughtBy.includes(found.promise), title, { breaks: bug.breaks, found })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

t.setTimeout(150_000)
const waiting = [...plantedBugs]
const lane = async (): Promise<void> => {
  for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) await check(bug)
}
await Promise.all(Array.from({ length: LANES }, lane))
