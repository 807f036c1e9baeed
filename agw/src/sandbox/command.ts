/**
 * From a command inside the sandbox to the command that makes the sandbox around it. Pure.
 *
 *     worker ─(as root: bwrap ─ setpriv, nobody)─(network none: unshare)─ bwrap ─ pid 1 ─ the task
 *
 * The last bwrap is the sandbox and the same for every worker: user, PID, mount, IPC, UTS, cgroup and network
 * namespaces of its own, no capability, no way to gain one. Where the worker is root, a first one only lays what root
 * alone can reach (the private directory) where nobody can reach it too, and nothing runs in between but setpriv.
 */
import { splitEnvironment } from './environment.ts'
import { insideHome, type Means } from './means.ts'

export type Network = 'none' | 'loopback' | 'host'

/** A file or directory of the host, and where a task sees it. */
export interface Mount {
  readonly source: string
  readonly path: string
  readonly writable: boolean
}

/** What a task runs, in the names that hold inside. */
export interface InsideCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

export interface SandboxCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly env: Record<string, string>
}

/** Who a task is for itself. An own number, so that it does not read as the owner of what is not its own. */
const insideUser = 1000
const insideHostname = 'sandbox'

// Both are memory that no limit of a task counts: room for sockets and small files, not for data.
const tmpBytes = 256 * 1024 * 1024
const sharedMemoryBytes = 64 * 1024 * 1024

// What root lays out for nobody: in a /tmp of its own, which the sandbox's hides in turn.
const stage = '/tmp'

/** `work` is the private directory on the host, `mounts` what the task declared, shortest path first. */
export function sandboxCommand(
  inside: InsideCommand,
  network: Network,
  work: string,
  mounts: readonly Mount[],
  means: Means,
): SandboxCommand {
  const { identity } = means
  const own: readonly Mount[] = [
    { source: identity.passwd, path: '/etc/passwd', writable: false },
    { source: identity.group, path: '/etc/group', writable: false },
    ...(network === 'host' ? [] : [{ source: identity.hosts, path: '/etc/hosts', writable: false }]),
    ...mounts,
    { source: work, path: insideHome, writable: true },
  ]
  const staged = means.runAs === null ? own : own.map((mount, at) => ({ ...mount, source: `${stage}/${at}` }))
  const { carried, set } = splitEnvironment(inside.env)
  const words = [
    ...stageWords(own, means),
    ...networkWords(network, means),
    means.bwrap,
    ...namespaceWords(network, means),
    ...systemWords(network, means),
    ...staged.flatMap(mountWords),
    '--remount-ro',
    '/',
    ...set.flatMap(([name, value]) => ['--setenv', name, value]),
    '--chdir',
    inside.cwd,
    '--',
    inside.file,
    ...inside.args,
  ]
  const [file = means.bwrap, ...args] = words
  return { file, args, env: carried }
}

function stageWords(own: readonly Mount[], { bwrap, runAs }: Means): readonly string[] {
  if (runAs === null) return []
  const { uid, gid } = runAs.owner
  return [
    ...[bwrap, '--die-with-parent', '--dev-bind', '/', '/', '--perms', '0755', '--tmpfs', stage],
    ...own.flatMap(({ source }, at) => ['--bind', source, `${stage}/${at}`]),
    '--',
    ...[runAs.setpriv, '--reuid', String(uid), '--regid', String(gid), '--clear-groups'],
    ...['--inh-caps=-all', '--bounding-set=-all', '--'],
  ]
}

/** bwrap gives a network namespace of its own a loopback; `none` gets it from somebody who does not. */
function networkWords(network: Network, { unshare }: Means): readonly string[] {
  return network === 'none' ? [unshare, '--user', '--map-current-user', '--net', '--'] : []
}

function namespaceWords(network: Network, { forbidsUserNamespaces }: Means): readonly string[] {
  return [
    ...['--unshare-all', '--unshare-user', ...(network === 'loopback' ? [] : ['--share-net'])],
    ...(forbidsUserNamespaces ? ['--disable-userns'] : []),
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--hostname', insideHostname],
    ...['--uid', String(insideUser), '--gid', String(insideUser)],
  ]
}

function systemWords(network: Network, { system, networkFiles }: Means): readonly string[] {
  return [
    ...system.flatMap((mount) =>
      mount.kind === 'bind' ? ['--ro-bind', mount.path, mount.path] : ['--symlink', mount.target, mount.path],
    ),
    ...(network === 'host' ? networkFiles.flatMap((path) => ['--ro-bind', path, path]) : []),
    ...['--proc', '/proc', '--dev', '/dev', '--size', String(sharedMemoryBytes), '--tmpfs', '/dev/shm'],
    ...['--remount-ro', '/dev', '--size', String(tmpBytes), '--tmpfs', '/tmp'],
  ]
}

function mountWords({ source, path, writable }: Mount): readonly string[] {
  return [writable ? '--bind' : '--ro-bind', source, path]
}

/** The account files of a sandbox: the task, and nobody for all that is not its own. */
export const identityTexts = {
  passwd: `task:x:${insideUser}:${insideUser}:task:${insideHome}:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n`,
  group: `task:x:${insideUser}:\nnogroup:x:65534:\n`,
  hosts: `127.0.0.1 localhost ${insideHostname}\n::1 localhost\n`,
} as const
