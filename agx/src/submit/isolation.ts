/**
 * `--sandbox isolated` and what goes with it, as fields of every Task of a pipeline. Paths are this machine's words for
 * what the worker must have under the same name.
 */
import { resolve } from 'node:path'
import type { Task } from '@agenix/specs'
import { readWord } from '../commands/option-values.ts'
import { UsageError } from '../usage-error.ts'

export interface IsolationOptions {
  readonly sandbox?: string
  readonly network?: string
  readonly read?: readonly string[]
  readonly write?: readonly string[]
}

export type Isolation = Pick<Task, 'sandbox' | 'network' | 'read_paths' | 'write_paths'>

/** Without isolation there is nothing to declare; then none of the others may be given. */
export function readIsolation(options: IsolationOptions): Isolation {
  const sandbox = readWord('--sandbox', options.sandbox, ['none', 'isolated'])
  const network = readWord('--network', options.network, ['none', 'loopback', 'host'])
  const { read, write } = options
  if (sandbox !== 'isolated') {
    if (network === undefined && read === undefined && write === undefined) return {}
    throw new UsageError(
      '--network, --read and --write say what an isolated task has: add --sandbox isolated.',
    )
  }
  return {
    sandbox,
    ...(network === undefined ? {} : { network: network as NonNullable<Task['network']> }),
    ...(read === undefined ? {} : { read_paths: absolute(read) }),
    ...(write === undefined ? {} : { write_paths: absolute(write) }),
  }
}

/** Whether a Task with this isolation can see the directory. */
export function canSee(
  directory: string,
  { sandbox, read_paths = [], write_paths = [] }: Isolation,
): boolean {
  if (sandbox !== 'isolated') return true
  return [...read_paths, ...write_paths].some(
    (path) => directory === path || directory.startsWith(path === '/' ? path : `${path}/`),
  )
}

function absolute(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map((path) => resolve(path)))]
}
