/**
 * The short form of `npm run fulldisk`: three cycles. On a full disk what is new is answered FULL, what was accepted
 * can end, and within a second of space returning everything is as before. Nothing acknowledged is lost.
 */
import t from 'tap'
import { chosenSeed } from '../harness/index.ts'
import { runCycles } from './cycles.ts'
import { whyNoSmallDisk } from './small-disk.ts'

const seed = chosenSeed()
const why = whyNoSmallDisk()

t.test(`three cycles of a full disk, SEED=${seed}`, { skip: why ?? false }, async (t) => {
  for await (const { wrongs, backMs, endedWhileFull } of runCycles(t, 3, seed)) {
    t.same(wrongs, [])
    t.ok(endedWhileFull > 0, 'Jobs ended while the disk was full')
    t.ok(backMs < 1_000, `accepted again after ${Math.round(backMs)} ms`)
  }
})
