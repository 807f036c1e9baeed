/** INFO: the server about itself, in Redis' form: sections, and name:value lines. */
import type { Sweeper } from '../loop/sweeper.ts'
import { BackupFailed } from '../ops/backup-file.ts'
import type { Caller, Reply } from '../wire/index.ts'
import { Refusal, textOf } from './arguments.ts'
import type { CommandEntry, Context } from './context.ts'
import { keyCounts } from './key-scan.ts'
import { bulk } from './replies.ts'

export const serverCommands: readonly CommandEntry[] = [
  {
    name: 'INFO',
    arity: -1,
    summary: 'Facts of the server: INFO [server|clients|security|memory|disk|jobs|retention|keyspace]',
    run: info,
  },
  {
    name: 'BACKUP',
    arity: 2,
    summary: "Writes all data into a new file on the server's machine: BACKUP /path/to/file",
    run: backUp,
  },
  {
    name: 'RELOAD',
    arity: 1,
    summary: 'Reads the named keys and the TLS certificates anew, as SIGHUP does',
    run: reload,
  },
]

function reload(context: Context): Reply {
  const done = context.reload()
  if (done === undefined) throw new Refusal('BUSY', 'AGQ is only starting: it has read them just now')
  const [problem] = done.problems
  if (problem !== undefined) throw new Refusal('ERR', `not reloaded, what was in force stays: ${problem}`)
  const { keys, ended, tls } = done
  return { kind: 'simple', text: `OK keys=${keys} ended=${ended} tls=${tls ? 'reloaded' : 'off'}` }
}

async function backUp(context: Context, _caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  try {
    const { file, bytes, blobs } = await context.backUp(textOf(args[0]))
    return { kind: 'simple', text: `OK file=${file} bytes=${bytes} blobs=${blobs}` }
  } catch (error) {
    if (error instanceof BackupFailed) throw new Refusal(error.full ? 'FULL' : 'ERR', error.message)
    throw error
  }
}

async function info(context: Context, caller: Caller, args: readonly Buffer[]): Promise<Reply> {
  const wanted = new Set(args.map((arg) => textOf(arg).toLowerCase()))
  const all = wanted.size === 0 || wanted.has('all') || wanted.has('default') || wanted.has('everything')
  const answer = await context.loop.submit(caller.id, { kind: 'queue.stats', queue: null, heads: false })
  const queues = answer.kind === 'json' ? (JSON.parse(answer.text) as Record<string, number>[]) : []
  const { keys, expiring } = await keyCounts(context, caller)
  const keyspace = { db0: `keys=${keys},expires=${expiring},avg_ttl=0` }
  const sections = Object.entries({ ...sectionsOf(context, queues), keyspace }).filter(
    ([name]) => all || wanted.has(name),
  )
  const text = sections
    .map(([name, facts]) => {
      const lines = Object.entries(facts).map(([fact, value]) => `${fact}:${value}`)
      return [`# ${name[0]?.toUpperCase()}${name.slice(1)}`, ...lines, ''].join('\r\n')
    })
    .join('\r\n')
  return bulk(text)
}

function sectionsOf(
  context: Context,
  queues: readonly Record<string, number>[],
): Record<string, Record<string, string | number>> {
  const facts = context.facts()
  const total = (status: string): number => queues.reduce((sum, queue) => sum + (queue[status] ?? 0), 0)
  return {
    server: {
      agq_version: facts.version,
      // Clients of Redis look for these two.
      redis_version: '7.0.0',
      redis_mode: 'standalone',
      process_id: process.pid,
      addresses: facts.addresses.join(','),
      data_dir: facts.dataDir,
      uptime_in_seconds: Math.floor((performance.now() - facts.startedAtMs) / 1000),
    },
    clients: {
      connected_clients: facts.clients,
      blocked_clients: context.leases.size + context.waits.size,
    },
    security: securityFacts(context),
    memory: { used_memory_rss: process.memoryUsage.rss() },
    disk: {
      disk_full: facts.disk.fullSince === null ? 0 : 1,
      disk_full_since_ms: facts.disk.fullSince ?? 0,
      disk_free_bytes: facts.disk.freeBytes,
      disk_reserve_bytes: facts.disk.reserveBytes,
    },
    jobs: {
      scheduled: total('scheduled'),
      pending: total('pending'),
      running: total('running'),
      completed: total('completed'),
      failed: total('failed'),
      cancelled: total('cancelled'),
      dead: total('dead'),
    },
    retention: retentionFacts(context.sweeper),
  }
}

function securityFacts(context: Context): Record<string, string | number> {
  const { namedKeys, certificateExpiresAtMs } = context.facts().security
  const certificate =
    certificateExpiresAtMs === null
      ? {}
      : { certificate_ends: new Date(certificateExpiresAtMs).toISOString() }
  return { named_keys: namedKeys, tls: certificateExpiresAtMs === null ? 'off' : 'on', ...certificate }
}

/** The rules in force, and what each has removed in this server life. */
function retentionFacts(sweeper: Sweeper): Record<string, string | number> {
  const rules = sweeper.retention.rules.map((rule) => {
    const { name, ...bounds } = rule
    const facts = Object.entries(bounds).map(([fact, value]) => `${fact}=${[value].flat().join('|')}`)
    const swept = sweeper.swept.get(name)
    const last = swept?.lastAt == null ? '' : `,last=${new Date(swept.lastAt).toISOString()}`
    return [`rule_${name}`, `${facts.join(',')},removed=${swept?.count},removed_bytes=${swept?.bytes}${last}`]
  })
  return {
    sweep_secs: sweeper.retention.sweepMs / 1000,
    by_age: sweeper.agesCount ? 'on' : 'off: the wall clock was set; restart AGQ if it is right',
    clock_off_secs: Math.round(sweeper.clockOffMs / 1000),
    ...Object.fromEntries(rules),
  }
}
