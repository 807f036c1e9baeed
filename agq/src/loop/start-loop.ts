/**
 * The heart of a server, wired: the loop, those who wait at it, whom it tells, and its one timer. `boot` is its first
 * command; nobody else is heard before it is durable.
 */
import { Alarm } from './alarm.ts'
import type { Clock } from './clock.ts'
import type { EngineLink } from './engine-link.ts'
import { Events, type Hearers } from './events.ts'
import { Loop } from './loop.ts'
import { JobParking, LeaseParking } from './parking.ts'

/** Leases would be counted by the clock of an earlier life: the text says what was refused, and what to do. */
export class StartRefused extends Error {}

export interface Heart {
  readonly loop: Loop
  readonly leases: LeaseParking
  readonly waits: JobParking
  readonly events: Events
  readonly alarm: Alarm
}

export async function startLoop(
  engine: EngineLink,
  clock: Clock,
  hearers: Omit<Hearers, 'leases' | 'waits'>,
): Promise<Heart> {
  const leases = new LeaseParking()
  const waits = new JobParking()
  const events = new Events(engine.boots, clock, { leases, waits, ...hearers })
  const loop = new Loop(engine, clock, (result) => {
    events.spread(result)
    alarm.set(result.nextDue)
  })
  const alarm = new Alarm(loop, clock)
  const booted = await loop.submit(0, { kind: 'boot', at: clock.now() })
  if (booted.kind === 'refused') {
    alarm.stop()
    throw new StartRefused(`AGQ cannot begin: ${booted.text}`)
  }
  return { loop, leases, waits, events, alarm }
}
