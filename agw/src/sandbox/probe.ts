/**
 * Whether this machine isolates, found out by doing it: the very command of a task, with each way of having no network,
 * which must not see the worker's directory and must write into its own. A container, a kernel or a policy may forbid
 * any part of it, and says so only when asked. Run once, at start.
 */
import { execFile } from 'node:child_process'
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolveCommand } from '../exec/resolve-command.ts'
import { identityTexts, sandboxCommand } from './command.ts'
import { insideHome, type Means, nobody } from './means.ts'
import { networkFiles, systemMounts } from './system.ts'

export type Probed =
  | { readonly kind: 'ready'; readonly means: Means }
  | { readonly kind: 'missing'; readonly why: string }

/** Long for a slow machine; nobody waits for a task here. */
const withinMs = 10_000

/** `state` is the worker's directory: what the probe needs is made in `sandbox` there. */
export async function probeSandbox(
  state: string,
  directories: readonly string[],
  isRoot: boolean,
): Promise<Probed> {
  const tools: Record<string, string> = {}
  for (const [name, from] of [...needed, ...(isRoot ? neededByRoot : [])]) {
    const found = resolveCommand(name, '/', directories)
    if (found.kind === 'refused')
      return missing(`${name} is not on its PATH. Install ${from} there, and start agw again.`)
    tools[name] = found.file
  }
  const { bwrap = '', unshare = '', setpriv = '' } = tools
  const version = await run(bwrap, ['--version'], {})
  const place = join(state, 'sandbox')
  const work = join(place, 'probe')
  const means: Omit<Means, 'forbidsUserNamespaces'> = {
    bwrap,
    version: version.stdout.trim(),
    unshare,
    runAs: isRoot ? { setpriv, owner: nobody } : null,
    system: systemMounts(),
    networkFiles: networkFiles(),
    identity: writeIdentity(place),
  }
  mkdirSync(work, { recursive: true, mode: 0o700 })
  if (isRoot) chownSync(work, nobody.uid, nobody.gid)
  try {
    const strict = { ...means, forbidsUserNamespaces: true }
    const refused = await tryOut(strict, work, state)
    if (refused === null) return { kind: 'ready', means: strict }
    const older = { ...means, forbidsUserNamespaces: false }
    const refusedToo = await tryOut(older, work, state)
    return refusedToo === null ? { kind: 'ready', means: older } : missing(withHint(refusedToo))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const needed = [
  ['bwrap', 'bubblewrap'],
  ['unshare', 'util-linux'],
] as const
const neededByRoot = [['setpriv', 'util-linux']] as const

function writeIdentity(place: string): Means['identity'] {
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const write = (name: keyof typeof identityTexts): string => {
    const path = join(place, name)
    // Read by the tasks, whoever they are; the umask would keep it from them.
    rmSync(path, { force: true })
    const before = process.umask(0o022)
    try {
      writeFileSync(path, identityTexts[name], { mode: 0o444 })
    } finally {
      process.umask(before)
    }
    return path
  }
  return { passwd: write('passwd'), group: write('group'), hosts: write('hosts') }
}

/** Null: it works. Otherwise what was said. */
async function tryOut(means: Means, work: string, state: string): Promise<string | null> {
  const inside = {
    file: '/bin/sh',
    args: ['-c', '[ ! -e "$1" ] && echo x > "$2"', 'sh', state, `${insideHome}/written`],
    cwd: insideHome,
    env: { PATH: '/usr/bin:/bin' },
  }
  const tries = (['none', 'loopback'] as const).map((network) => {
    const { file, args, env } = sandboxCommand(inside, network, work, [], means)
    return run(file, args, env)
  })
  const failed = (await Promise.all(tries)).find(({ ok }) => !ok)
  if (failed === undefined) return null
  return failed.stderr.trim().split('\n')[0] || 'the probe did not find what it should'
}

interface Ran {
  readonly ok: boolean
  readonly stdout: string
  readonly stderr: string
}

function run(file: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(file, args, { env, cwd: '/', timeout: withinMs }, (error, stdout, stderr) => {
      resolve({ ok: error === null, stdout, stderr: stderr || (error?.message ?? '') })
    })
  })
}

function withHint(said: string): string {
  const forbidden = /namespace|uid map|not permitted|permission denied/i.test(said)
  const hint = forbidden
    ? ' Its user may not make namespaces: see sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone and kernel.apparmor_restrict_unprivileged_userns, or the seccomp profile of its container.'
    : ''
  return `bubblewrap does not work there (${said}).${hint}`
}

function missing(why: string): Probed {
  return { kind: 'missing', why }
}
