/**
 * When a life of AGQ ends: drawn from the seed. Either SIGKILL from outside, after so many steps of the leg and a few
 * milliseconds or while it starts; or SIGKILL from inside, before its n-th system call of a kind (strace injects it):
 * before a write of the database, before a sync, after the sync and before the answer leaves.
 */
import type { Random } from '../harness/index.ts'
import { killingAt } from './strace.ts'

export type Kill =
  | { readonly at: 'step'; readonly steps: number; readonly delayMs: number }
  | { readonly at: 'start'; readonly delayMs: number }
  | { readonly at: 'call'; readonly place: Place; readonly nth: number; readonly steps: number }

/** Where in AGQ a call stands; each thread counts its own calls. */
export type Place = 'write' | 'sync' | 'answer' | 'rename'

const calls: Readonly<Record<Place, string>> = {
  write: 'pwrite64,ftruncate',
  sync: 'fsync,fdatasync',
  answer: 'write,writev',
  rename: 'rename,renameat,renameat2,unlink,unlinkat',
}

/** About as many calls as a life of so many steps makes. Numbers are drawn by their size, so that early ones come too. */
const most: Readonly<Record<Place, (steps: number) => number>> = {
  write: (steps) => 50 + steps / 2,
  sync: (steps) => 8 + steps / 60,
  answer: (steps) => 10 + steps / 10,
  rename: () => 4,
}

/** `steps` is how many a life has on the average; a call that does not come by its end is a kill at a step instead. */
export function drawKill(random: Random, steps: number, withTracer: boolean): Kill {
  const draw = random.next()
  if (draw < 0.08) return { at: 'start', delayMs: random.integer(0, 250) }
  if (draw < 0.5 || !withTracer) {
    return { at: 'step', steps: random.integer(1, 2 * steps), delayMs: random.integer(0, 12) }
  }
  const place = random.pick(['write', 'write', 'sync', 'sync', 'answer', 'rename'] as const)
  const nth = Math.ceil(most[place](steps) ** random.next())
  return { at: 'call', place, nth, steps: random.integer(steps, 2 * steps) }
}

/** The command that AGQ is started under, so that the kill comes from within. */
export function tracerOf(kill: Kill): readonly string[] {
  if (kill.at !== 'call') return []
  return killingAt(calls[kill.place], kill.nth)
}
