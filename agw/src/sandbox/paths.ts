/**
 * The paths that a task declares, held against the host: they are there, they are nobody's secret, they do not cover
 * what the sandbox itself puts in place. Links are followed here, before, and what they led to is what is mounted.
 */
import { existsSync, realpathSync } from 'node:fs'
import { normalize } from 'node:path'
import type { Mount } from './command.ts'
import { insideHome, type PathRules } from './means.ts'

export interface DeclaredPaths {
  readonly read_paths: readonly string[]
  readonly write_paths: readonly string[]
}

export type Mounts =
  | { readonly kind: 'ok'; readonly mounts: readonly Mount[] }
  | { readonly kind: 'refused'; readonly text: string }

// Places that the sandbox fills by itself; of some, what lies below them is also taken.
const taken = ['/tmp', insideHome]
const closedBelow = [insideHome, '/proc', '/sys', '/dev']

/** The declared paths as mounts, shorter paths first, so that `/data/out` can be written where `/data` is read. */
export function mountsOf(declared: DeclaredPaths, rules: PathRules): Mounts {
  const mounts: Mount[] = []
  for (const field of ['read_paths', 'write_paths'] as const) {
    for (const given of declared[field]) {
      const path = withoutSlash(normalize(given))
      const fault = faultOf(path, rules)
      if (fault !== null) return { kind: 'refused', text: `${field}: ${given} ${fault}` }
      mounts.push({ source: realpathSync(path), path, writable: field === 'write_paths' })
    }
  }
  return { kind: 'ok', mounts: mounts.toSorted((a, b) => a.path.length - b.path.length) }
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}

/** The real path of what may not be there, or not be ours to see: then as it is written. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function faultOf(path: string, { closed, within }: PathRules): string | null {
  if (taken.some((place) => isWithin(place, path)) || closedBelow.some((place) => isWithin(path, place)))
    return 'cannot be declared: the sandbox puts its own there. Name what you need of it'
  if (!existsSync(path))
    return "is not there on this worker, or its user cannot see it. Make it there, or send the Job where it is (a tag in 'requires')"
  const real = realPathOf(path)
  if (closed.some((own) => isWithin(real, own) || isWithin(own, real)))
    return "cannot be declared: the worker's own files are there"
  if (within !== null && !within.some((folder) => isWithin(real, folder)))
    return within.length === 0
      ? 'cannot be declared on this worker: it lets tasks declare no paths (agw --sandbox-paths)'
      : `cannot be declared on this worker: only what lies in ${within.join(', ')} (agw --sandbox-paths)`
  return null
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
