/**
 * Where agq and agw are: the package beside ours first (same installation, same version), else the PATH.
 * Finding is all it does; nothing is started here.
 */
import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Failure } from '../usage-error.ts'

/** How to start a program: what to execute and the arguments that come first. */
export interface Program {
  readonly file: string
  readonly args: readonly string[]
}

/** Finds `agq` or `agw`. Throws `Failure` that says how to get it. */
export function findProgram(name: 'agq' | 'agw', pathEntries: readonly string[]): Program {
  const bin = findPackageBin(name)
  if (bin !== undefined) return { file: process.execPath, args: [bin] }
  const onPath = findOnPath(name, pathEntries)
  if (onPath !== undefined) return { file: onPath, args: [] }
  throw new Failure(
    `cannot find ${name}. Install it (npm install @agenix/${name}), or put it on your PATH.`,
    3,
  )
}

/** The program of that name in the first of the directories that has one. */
export function findOnPath(name: string, pathEntries: readonly string[]): string | undefined {
  return pathEntries.map((entry) => join(entry, name)).find(isExecutable)
}

function findPackageBin(name: string): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@agenix/${name}/package.json`)
    const bin: unknown = JSON.parse(readFileSync(manifest, 'utf8')).bin?.[name]
    return typeof bin === 'string' ? join(dirname(manifest), bin) : undefined
  } catch {
    return undefined
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
