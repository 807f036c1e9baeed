/**
 * Hosts as network namespaces on a switch, with addresses of their own: 10.77.0.1, 10.77.0.2, … All of it, the switch
 * too, lies in namespaces that this process made, so nothing of the machine's own network is touched and two runs do
 * not meet. Each host has a machine-id of its own (`/etc/netns`). What a killed run left is swept by the next one.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, killQuietly, type Owner } from '../harness/index.ts'

export interface Host {
  readonly name: string
  readonly address: string
  /** What stands before a program that is to run on this host. */
  readonly wrap: readonly string[]
}

const PREFIX = 'agenix'
const SETTINGS = '/etc/netns'
let made = 0

/** Why there can be no hosts here; null: there can. */
export function whyNoHosts(): string | null {
  if (process.getuid?.() !== 0) return 'needs root, to make network namespaces'
  for (const program of ['ip', 'iptables']) {
    const { error } = spawnSync(program, ['-V'])
    if (error !== undefined) return `needs ${program} (apt-get install iproute2 iptables)`
  }
  const probe = `${ownPrefix()}-probe`
  try {
    ip('netns', 'add', probe)
    ip('netns', 'exec', probe, 'iptables', '-w', '-L', 'OUTPUT', '-n')
    return null
  } catch (error) {
    return `network namespaces cannot be made here: ${(error as Error).message}`
  } finally {
    spawnSync('ip', ['netns', 'del', probe])
  }
}

/** Makes as many hosts as names are given; they go with the owner, and with all that runs in them. */
export function makeHosts(owner: Owner, names: readonly string[]): readonly Host[] {
  sweep()
  made += 1
  const prefix = `${ownPrefix()}-${made}`
  const hub = `${prefix}-switch`
  const spaces = [hub, ...names.map((name) => `${prefix}-${name}`)]
  owner.teardown(() => spaces.forEach(remove))
  ip('netns', 'add', hub)
  ip('-n', hub, 'link', 'add', 'br0', 'type', 'bridge')
  ip('-n', hub, 'link', 'set', 'br0', 'up')
  return names.map((name, index) => {
    const space = `${prefix}-${name}`
    const address = `10.77.0.${index + 1}`
    const port = `p${index}`
    ip('netns', 'add', space)
    ip('-n', hub, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space)
    ip('-n', hub, 'link', 'set', port, 'master', 'br0', 'up')
    ip('-n', space, 'link', 'set', 'lo', 'up')
    ip('-n', space, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
    ip('-n', space, 'link', 'set', 'eth0', 'up')
    setMachineId(space, createHash('md5').update(space).digest('hex'))
    return { name: space, address, wrap: ['ip', 'netns', 'exec', space] }
  })
}

/** Runs a program on a host and gives back what it wrote; throws with its own words. */
export function runOn(host: Host, ...command: readonly string[]): string {
  return ip('netns', 'exec', host.name, ...command)
}

/** The machine-id that programs started on it from now on see. */
function setMachineId(space: string, machineId: string): void {
  mkdirSync(join(SETTINGS, space), { recursive: true })
  writeFileSync(join(SETTINGS, space, 'machine-id'), `${machineId}\n`)
}

function remove(space: string): void {
  const { stdout } = spawnSync('ip', ['netns', 'pids', space], { encoding: 'utf8' })
  for (const pid of (stdout ?? '').split('\n').filter((line) => line !== '')) killQuietly(Number(pid))
  spawnSync('ip', ['netns', 'del', space])
  rmSync(join(SETTINGS, space), { recursive: true, force: true })
}

/** Namespaces whose names tell of a process that is gone. */
function sweep(): void {
  const listed = ip('netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
  const settings = ((): readonly string[] => {
    try {
      return readdirSync(SETTINGS)
    } catch {
      return []
    }
  })()
  for (const space of new Set([...listed, ...settings])) {
    const [, pid, start] = new RegExp(`^${PREFIX}-(\\d+)-(\\d+)-`).exec(space) ?? []
    if (pid === undefined || (isRunning(Number(pid)) && startOf(pid) === start)) continue
    remove(space)
  }
}

/** Tells this process from a later one with the same pid. */
function ownPrefix(): string {
  return `${PREFIX}-${process.pid}-${startOf(String(process.pid))}`
}

/** When a process began, in ticks since the boot; see proc(5), stat, field 22. */
function startOf(pid: string): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function ip(...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('ip', args, { encoding: 'utf8' })
  if (status === 0) return stdout
  throw new Error(`ip ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
}
