/**
 * Isolating workers of both kinds, for the tests of this room: one of this process's user and, where that is root, one
 * of an ordinary user, who isolates in another way. What cannot be had is skipped, with the reason.
 */
import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'

import {
  type Agq,
  type Agw,
  type AgwOptions,
  asUser,
  type Owner,
  programPath,
  startAgw,
} from '../../harness/index.ts'

/** A number that no account has: an ordinary user. */
const ordinary = 61_234

export interface Kind {
  readonly name: string
  readonly user: number | undefined
  /** false: it can be had. */
  readonly skip: string | false
}

export const kinds: readonly Kind[] = [
  { name: process.getuid?.() === 0 ? 'root' : 'this user', user: undefined, skip: whyNot(undefined) },
  { name: 'an ordinary user', user: ordinary, skip: whyNoOther() ?? whyNot(ordinary) },
]

/** The program that runs these tests, to be read inside. */
export const node = realpathSync(process.execPath)

/** A worker of this kind, which says that it isolates. */
export async function startIsolating(
  owner: Owner,
  agq: Agq,
  { user }: Kind,
  options: AgwOptions = {},
): Promise<Agw> {
  const agw = await startAgw(owner, agq, { ...options, ...(user === undefined ? {} : { user }) })
  await agw.program.line(/^AGW isolates /)
  return agw
}

function whyNot(user: number | undefined): string | false {
  const [file, ...args] = asUser(user, ['bwrap', '--unshare-all', '--ro-bind', '/', '/', 'true'])
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8' })
  return status === 0 ? false : `bubblewrap does not work here: ${error?.message ?? stderr.trim()}`
}

function whyNoOther(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start a worker of another user'
  const [file, ...args] = asUser(ordinary, [process.execPath, programPath('agw'), '--version'])
  return spawnSync(file, args).status === 0 ? null : 'another user cannot read this checkout'
}
