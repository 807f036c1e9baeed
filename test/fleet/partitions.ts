/**
 * Partitions, one after the other, on one fleet that is never repaired by hand: each is drawn from a seed. Jobs are
 * submitted before it and into it; some workers are cut off in one of the ways of cut.ts for shorter or longer than a
 * lease; in some, AGQ or a worker is killed meanwhile. Then the network heals, each worker must take a new Job, and
 * the verdict is given over every Job of the partition.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { type Connection, type Owner, type Random, seededRandom } from '../harness/index.ts'
import { beating } from './beats.ts'
import { type Cut, type CutKind, cut, cutKinds, hideEnds } from './cut.ts'
import { type Fleet, HEARTBEAT_SECS, type Member, startFleet } from './fleet.ts'
import { judge, type Tally } from './verdict.ts'

export interface Campaign {
  readonly partitions: number
  readonly workers: number
  readonly seed: number
  /** Default: drawn. */
  readonly kinds?: readonly CutKind[]
}

const LEASE_MS = HEARTBEAT_SECS * 2000
/** After the network has healed each worker must have run a new Job by then. A reconnect may wait for a lost SYN: 5 s. */
const DEAF_AFTER_MS = 30_000

export async function* runPartitions(
  owner: Owner,
  { partitions, workers, seed, kinds }: Campaign,
): AsyncGenerator<{ readonly what: string; readonly tally: Tally }> {
  const random = seededRandom(seed)
  const fleet = await startFleet(owner, { workers })
  for (let round = 1; round <= partitions; round += 1) {
    const kind = kinds?.[(round - 1) % kinds.length] ?? random.pick(cutKinds)
    yield await runPartition(fleet, random, kind, round)
  }
}

interface Drawn {
  readonly kind: CutKind
  readonly victims: readonly Member[]
  readonly lastsMs: number
  readonly killAgq: boolean
  readonly killed: Member | null
}

async function runPartition(
  fleet: Fleet,
  random: Random,
  kind: CutKind,
  round: number,
): Promise<{ readonly what: string; readonly tally: Tally }> {
  const drawn = drawPartition(fleet, random, kind)
  const { victims, lastsMs, killAgq, killed } = drawn
  const began = performance.now()
  let connection = await fleet.agq.connect()
  const submit = (count: number, label: string): Promise<readonly string[]> =>
    submitJobs(connection, fleet, random, { count, label: `r${round}-${label}` })
  const jobs = [...(await submit(10, 'before'))]
  await delay(random.integer(50, 400))

  const cuts = victims.map(({ host }) => cut(host, fleet.server.address, kind))
  if (killAgq && kind === 'half open') {
    cuts.push(...victims.map(({ host }): Cut => hideEnds(host, fleet.server.address)))
  }
  const cutAt = performance.now()
  jobs.push(...(await submit(6, 'during')))
  await delay(lastsMs / 2)
  if (killAgq) {
    await fleet.agq.restart()
    connection.close()
    connection = await fleet.agq.connect()
  }
  // Its successor comes up in the middle of the partition, if it can; it says that it is ready when the network is back.
  const revived = killed === null ? Promise.resolve() : fleet.revive(killed)
  revived.catch(() => undefined)
  await delay(Math.max(0, lastsMs - (performance.now() - cutAt)))
  for (const each of cuts) each.heal()
  const healedAt = performance.now()

  const wrongs: string[] = []
  await revived.catch((error: unknown) => wrongs.push(`a killed worker did not come back: ${error}`))
  const probes = await Promise.all(
    fleet.members.map(async (member) => {
      const probe = beating(1, {
        job_id: `r${round}-probe-${member.name}`,
        requires: [`host=${member.name}`],
      })
      const jobId = await connection.submit(probe)
      const waiting = await fleet.agq.connect()
      await waiting.wait(jobId, DEAF_AFTER_MS).catch((error: unknown) => {
        wrongs.push(
          `${member.name} is deaf after ${describe(drawn)}: ${error}\n${member.agw.program.stderr()}`,
        )
      })
      waiting.close()
      return jobId
    }),
  )
  const backMs = performance.now() - healedAt
  const tally = await judge(fleet, connection, [...jobs, ...probes])
  connection.close()
  const tookMs = performance.now() - began
  return {
    what: `${describe(drawn)}; back after ${Math.round(backMs)} ms, ${Math.round(tookMs)} ms in all`,
    tally: {
      ...tally,
      partitions: 1,
      agqKills: killAgq ? 1 : 0,
      agwKills: killed === null ? 0 : 1,
      backMs: [backMs],
      wrongs: [...tally.wrongs, ...wrongs],
    },
  }
}

function drawPartition(fleet: Fleet, random: Random, kind: CutKind): Drawn {
  const { members } = fleet
  // Somebody stays in touch in most of them, so that Jobs of lost workers find another.
  const count = random.next() < 0.2 ? members.length : random.integer(1, members.length - 1)
  const from = random.integer(0, members.length - 1)
  const victims = Array.from({ length: count }, (_, index) => members[(from + index) % members.length])
  const killAgw = random.next() < 0.25
  return {
    kind,
    victims: victims.filter((member) => member !== undefined),
    lastsMs: random.next() < 0.4 ? random.integer(100, LEASE_MS) : random.integer(LEASE_MS, 4 * LEASE_MS),
    killAgq: random.next() < 0.25,
    killed: killAgw ? random.pick(members) : null,
  }
}

function describe({ kind, victims, lastsMs, killAgq, killed }: Drawn): string {
  const dead = [...(killAgq ? ['AGQ'] : []), ...(killed === null ? [] : [killed.name])]
  const kills = dead.length === 0 ? '' : `, kill -9 of ${dead.join(' and ')}`
  return `${kind}, ${victims.map(({ name }) => name).join(' ')}, ${lastsMs} ms${kills}`
}

interface Lot {
  readonly count: number
  readonly label: string
}

/** From a tenth of a second to two leases; some deaf to SIGTERM, some bound to a host. */
async function submitJobs(
  connection: Connection,
  { members }: Fleet,
  random: Random,
  { count, label }: Lot,
): Promise<readonly string[]> {
  const envelopes = Array.from({ length: count }, (_, index) =>
    beating(random.pick([1, 3, 6, 12, 24, 60]), {
      job_id: `${label}-${index}`,
      deaf: random.next() < 0.2,
      ...(random.next() < 0.3 ? { requires: [`host=${random.pick(members).name}`] } : {}),
    }),
  )
  return Promise.all(envelopes.map((envelope) => connection.submit(envelope)))
}
