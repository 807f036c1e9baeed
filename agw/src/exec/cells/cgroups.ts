/**
 * Control groups of this worker: one for each slot, below a group of its own, below the group that it was started in.
 * Found once at start: where the unified hierarchy (v2) is, whether it can kill, and who counts memory and processes
 * (v2, or the older hierarchies beside it). Nothing outside of the worker's own group is changed, except that the
 * controllers are switched on for it, where the worker's group has nobody else in it (a delegated service).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The worker's own groups; null: the machine or the user's rights do not offer it. */
export interface Groups {
  /** Where `cgroup.kill` works. */
  readonly killing: string | null
  readonly memory: Counting | null
  readonly processes: Counting | null
}

/** A hierarchy that counts, in the words of its version. */
export interface Counting {
  readonly root: string
  readonly version: 1 | 2
}

/** A machine without. */
export const noGroups: Groups = Object.freeze({ killing: null, memory: null, processes: null })

interface Mount {
  readonly point: string
  readonly root: string
  readonly version: 1 | 2
  readonly controllers: readonly string[]
}

/** What this machine lets the worker have. `name` is the worker's alone. Makes its groups. */
export function findGroups(name: string): Groups {
  const mounts = readMounts()
  const unified = mounts.find(({ version }) => version === 2)
  const home = unified === undefined ? null : makeHome(unified, name)
  const counting = (controller: string): Counting | null => {
    if (home !== null && readWords(join(home, 'cgroup.subtree_control')).includes(controller))
      return { root: home, version: 2 }
    const old = mounts.find(({ version, controllers }) => version === 1 && controllers.includes(controller))
    const root = old === undefined ? null : makeHome(old, name)
    return root === null ? null : { root, version: 1 }
  }
  return {
    killing: home !== null && existsSync(join(home, 'cgroup.kill')) ? home : null,
    memory: counting('memory'),
    processes: counting('pids'),
  }
}

/** The distinct folders of these groups. */
export function foldersOf(groups: Groups): readonly string[] {
  const all = [groups.killing, groups.memory?.root, groups.processes?.root]
  return [...new Set(all.filter((folder) => folder !== null && folder !== undefined))]
}

/** Removes the groups; what still has a process in it stays. */
export function removeGroups(groups: Groups): void {
  for (const folder of foldersOf(groups)) {
    for (const slot of slotsOf(folder)) removeGroup(join(folder, slot))
    removeGroup(folder)
  }
}

export function removeGroup(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Somebody is in it, or it is gone.
  }
}

/** The names of the slots' groups that are there. */
export function slotsOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith('slot-'))
  } catch {
    return []
  }
}

export function writeQuietly(file: string, text: string): boolean {
  try {
    writeFileSync(file, text)
    return true
  } catch {
    return false
  }
}

export function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

function makeHome(mount: Mount, name: string): string | null {
  const own = ownFolder(mount)
  if (own === null) return null
  const home = join(own, `agw-${name}`)
  try {
    mkdirSync(home, { recursive: true })
  } catch {
    return null
  }
  // A group whose own processes are counted cannot count those of groups below: this worker has to step aside.
  if (mount.version === 2 && !switchOn(own)) {
    const alone = readWords(join(own, 'cgroup.procs')).every((pid) => pid === String(process.pid))
    const aside = join(own, 'agw-itself')
    if (alone && existsSync(join(own, 'cgroup.type'))) {
      try {
        mkdirSync(aside, { recursive: true })
      } catch {
        return home
      }
      if (writeQuietly(join(aside, 'cgroup.procs'), '0')) switchOn(own)
    }
  }
  if (mount.version === 2) switchOn(home)
  return home
}

function switchOn(folder: string): boolean {
  const offered = readWords(join(folder, 'cgroup.controllers'))
  const wanted = ['memory', 'pids'].filter((name) => offered.includes(name))
  const file = join(folder, 'cgroup.subtree_control')
  const missing = wanted.filter((name) => !readWords(file).includes(name))
  return missing.length === 0 || writeQuietly(file, missing.map((name) => `+${name}`).join(' '))
}

function ownFolder({ point, root, version, controllers }: Mount): string | null {
  for (const line of readQuietly('/proc/self/cgroup').trim().split('\n')) {
    const [, names = '', ...rest] = line.split(':')
    const isThis = version === 2 ? names === '' : names.split(',').some((name) => controllers.includes(name))
    if (!isThis) continue
    const path = rest.join(':')
    if (root === '/') return join(point, path)
    return path.startsWith(root) ? join(point, path.slice(root.length)) : point
  }
  return null
}

/** From lines like `36 25 0:30 /root /sys/fs/cgroup rw,… - cgroup2 cgroup2 rw,…`. */
function readMounts(): readonly Mount[] {
  return readQuietly('/proc/self/mountinfo')
    .split('\n')
    .flatMap((line) => {
      const [front = '', back = ''] = line.split(' - ')
      const [, , , root = '/', point = ''] = front.split(' ')
      const [type, , options = ''] = back.split(' ')
      if (type !== 'cgroup' && type !== 'cgroup2') return []
      return [{ point, root, version: type === 'cgroup2' ? 2 : 1, controllers: options.split(',') } as const]
    })
}

function readWords(file: string): readonly string[] {
  return readQuietly(file)
    .split(/\s+/)
    .filter((word) => word !== '')
}
