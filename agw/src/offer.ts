/**
 * What this worker says of itself: to AGQ in its registration, and to people and programs on its stdout.
 */
import { hostname } from 'node:os'
import { formatAddress } from '@agenix/agx/client'
import { isolatedTag, type WorkerRegistration } from '@agenix/specs'
import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import type { Config } from './config.ts'
import type { Contained } from './exec/cells/containment.ts'
import type { Link } from './link/link.ts'
import type { StateDirectory } from './link/state-directory.ts'
import { warnAllow } from './policy/allow.ts'
import { offeredTools } from './policy/may-run.ts'
import { capTools, findTools } from './policy/tools.ts'
import { describeSandbox } from './sandbox/choose.ts'
import type { Sandbox } from './sandbox/means.ts'

/** The registration, but for what it holds. Warns of what the operator may not have meant. */
export function register(
  config: Config,
  version: string,
  state: StateDirectory,
  { slots }: Contained,
  sandbox: Sandbox,
  log: Logger,
): WorkerRegistration {
  const { policy, directories, heartbeatIntervalMs } = config
  if (policy.allow !== null) for (const warning of warnAllow(policy.allow)) log.warn(warning)
  const offered = offeredTools(policy, findTools(directories), directories)
  const tools = capTools(offered)
  const missing = [...(policy.tools ?? [])].filter((name) => !name.startsWith('/') && !offered.includes(name))
  if (missing.length > 0)
    log.warn({ missing }, 'these --tools are not on PATH (or not in --allow) and are not offered')
  if (tools.length < offered.length)
    log.warn(
      { offered: tools.length, found: offered.length },
      'too many tools on PATH; name the ones to offer with --tools',
    )
  return {
    worker_id: state.workerId,
    hostname: hostname(),
    platform: `${process.platform}-${process.arch}`,
    agw_version: version,
    capabilities: { tools: [...tools], containment: slots.level },
    max_concurrent_jobs: config.concurrency,
    tags: [...config.tags, ...(sandbox.kind === 'ready' ? [isolatedTag] : [])],
    ...(policy.allow === null ? {} : { policy: policy.allow.policy }),
    instance: uuidv7(),
    ...(heartbeatIntervalMs === undefined ? {} : { heartbeat_interval_secs: heartbeatIntervalMs / 1000 }),
  }
}

/** The line that programs wait for, and one for people: how sure they can be. */
export function announce(
  config: Config,
  registration: WorkerRegistration,
  { slots: { level }, lacking }: Contained,
  sandbox: Sandbox,
  link: Link,
): void {
  const target = link.session?.client.target
  const address = target === undefined ? (config.address ?? '') : formatAddress(target.address)
  const slots = `${config.concurrency} ${config.concurrency === 1 ? 'slot' : 'slots'}`
  console.log(
    `AGW ready as ${registration.worker_id} on ${address} (${slots}, ${registration.capabilities.tools.length} tools)`,
  )
  const weaker = lacking.length === 0 ? '' : `; stronger ones are not to be had here: ${lacking.join('; ')}`
  console.log(`AGW contains its tasks by ${level}${weaker}`)
  console.log(`AGW ${describeSandbox(sandbox)}`)
}
