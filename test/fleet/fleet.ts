/**
 * A fleet: one AGQ and several AGWs, each on a host of its own. The test itself speaks with AGQ through a unix socket,
 * which no cut of the network touches. Each worker has the tag `host=<name>` and keeps its directory over restarts.
 */
import { join } from 'node:path'
import {
  type Agq,
  type Agw,
  type AgwOptions,
  type Owner,
  startAgq,
  startAgw,
  temporaryDirectory,
} from '../harness/index.ts'
import { type Run, runsOn } from './beats.ts'
import { type Host, makeHosts } from './network.ts'

/** Short, so that a cut of a second loses leases; long enough for a busy machine. */
export const HEARTBEAT_SECS = 0.5

export interface Member {
  readonly name: string
  readonly host: Host
  /** The HOME of its tasks, over all its lives. */
  readonly home: string
  agw: Agw
}

export interface Fleet {
  readonly agq: Agq
  readonly server: Host
  readonly members: readonly Member[]
  /** The member's worker, anew on the same directory: killed first, if it still runs. */
  revive(member: Member): Promise<void>
  runs(): readonly Run[]
}

export interface FleetOptions {
  readonly workers: number
  readonly concurrency?: number
  readonly agw?: Partial<AgwOptions>
}

export async function startFleet(
  owner: Owner,
  { workers, concurrency = 3, agw = {} }: FleetOptions,
): Promise<Fleet> {
  const names = Array.from({ length: workers }, (_, index) => `w${index + 1}`)
  const [server, ...hosts] = makeHosts(owner, ['q', ...names])
  if (server === undefined) throw new Error('no host for AGQ')
  const agq = await startAgq(owner, {
    wrap: server.wrap,
    bind: `${server.address}:6380`,
    socketPath: join(temporaryDirectory('fleet'), 'agq.sock'),
    args: ['--insecure'],
  })
  const start = (host: Host, name: string, home: string): Promise<Agw> =>
    startAgw(owner, agq, {
      concurrency,
      heartbeat: HEARTBEAT_SECS,
      tools: ['sh'],
      tags: [`host=${name}`],
      stateDir: join(home, 'state'),
      env: { HOME: home },
      wrap: host.wrap,
      ...agw,
    })
  const members = await Promise.all(
    hosts.map(async (host, index): Promise<Member> => {
      const name = names[index] ?? ''
      const home = temporaryDirectory(name)
      return { name, host, home, agw: await start(host, name, home) }
    }),
  )
  return {
    agq,
    server,
    members,
    revive: async (member) => {
      await member.agw.kill9()
      member.agw = await start(member.host, member.name, member.home)
    },
    runs: () => members.flatMap(({ name, home }) => runsOn(name, home)),
  }
}
