/**
 * A client that submits through AGQ's lives, with several submissions underway. One whose reply never came is sent
 * again under the same id, or given up: then the Job may be there or not, but never half. Now and then one that was
 * acknowledged is sent again: it must be answered again, and must not run again.
 */
import type { Random } from '../harness/index.ts'
import type { Beacon } from './beacon.ts'
import type { Ledger } from './ledger.ts'
import { Gone, openWire, type Wire, wordsOf } from './wire.ts'

const UNDERWAY = 12
const GIVEN_UP = 0.2
const SENT_AGAIN = 0.02

/** Hands out the numbers of a leg's Jobs, each once. */
export interface Numbers {
  next(): number | null
}

/** Until so many submits are acknowledged; a few more, as some are underway then. */
export function numbersOf(ledger: Ledger, acknowledged: number): Numbers {
  let next = 0
  const more = (): boolean => next < ledger.size && ledger.counts.acknowledged < acknowledged
  return { next: () => (more() ? next++ : null) }
}

export async function submitThroughLives(
  beacon: Beacon,
  ledger: Ledger,
  numbers: Numbers,
  random: Random,
): Promise<void> {
  const again: number[] = []
  let seen = 0
  for (;;) {
    const life = await beacon.next(seen)
    if (life === null) return
    seen = life.number
    let wire: Wire | undefined
    try {
      wire = await openWire(life)
      const opened = wire
      const lanes = Array.from({ length: UNDERWAY }, () => lane(opened, ledger, numbers, again, random))
      const ends = await Promise.allSettled(lanes)
      const lost = ends.find((end) => end.status === 'rejected')
      if (lost === undefined) return
      if (!(lost.reason instanceof Gone)) throw lost.reason
    } catch (error) {
      if (!(error instanceof Gone)) throw error
    } finally {
      wire?.close()
    }
  }
}

async function lane(
  wire: Wire,
  ledger: Ledger,
  numbers: Numbers,
  again: number[],
  random: Random,
): Promise<void> {
  for (;;) {
    const index = again.pop() ?? numbers.next()
    if (index === null) return
    ledger.sent(index)
    try {
      await submit(wire, ledger, index)
      if (random.next() < SENT_AGAIN) await submit(wire, ledger, index)
    } catch (error) {
      // What was acknowledged and lost only its second reply needs no third.
      if (!ledger.wasAcknowledged(index) && random.next() > GIVEN_UP) again.push(index)
      throw error
    }
  }
}

async function submit(wire: Wire, ledger: Ledger, index: number): Promise<void> {
  const job = ledger.job(index)
  const input = job.input === null ? [] : ['INPUT', job.input]
  const words = wordsOf(await wire.call('JOB.SUBMIT', job.envelope, ...input))
  if (words === `OK job_id=${job.jobId}`) ledger.acknowledged(index)
  else ledger.wrong(`${job.jobId} was answered ${words}`)
}
