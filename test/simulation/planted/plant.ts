/** A copy of the compiled server with one bug in it, and the simulation that must find it. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../harness/config.ts'
import { type Found, sweep } from '../fleet.ts'
import type { PlantedBug } from './bugs.ts'

/** Where the bug must stand out: the text is there once, or the bug has rotted. */
export function plant(bug: PlantedBug, folder: string): string {
  const dist = join(folder, 'agq', 'dist')
  const from = join(repositoryRoot, 'agq')
  mkdirSync(join(folder, 'agq'), { recursive: true })
  const isCode = (path: string): boolean => !/\.d\.ts$|\.tsbuildinfo$|\.map$/.test(path)
  cpSync(join(from, 'dist'), dist, { recursive: true, filter: isCode })
  cpSync(join(from, 'package.json'), join(folder, 'agq', 'package.json'))
  cpSync(join(from, 'src', 'store', 'sqlite'), join(folder, 'agq', 'src', 'store', 'sqlite'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  })
  symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'))
  const path = join(dist, bug.file)
  const parts = readFileSync(path, 'utf8').split(bug.find)
  if (parts.length !== 2) {
    throw new Error(
      `planted bug "${bug.name}": its text stands ${parts.length - 1} times in agq/dist/${bug.file}`,
    )
  }
  writeFileSync(path, parts.join(bug.replace))
  return dist
}

/** Short seeds first; null: it was not found. */
export async function hunt(dist: string, seeds: number, size: number): Promise<Found | null> {
  const { violation } = await sweep({ first: 0, last: seeds - 1, size, lanes: 1, stretch: seeds, dist })
  return violation
}
