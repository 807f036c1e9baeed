/**
 * Who may change what a path leads to: the file, each directory above it, each link on the way. The kernel's way is
 * walked step by step, links followed by hand, for a link in a directory of strangers is as good as a file of theirs.
 * Only looks; says nothing about what may run.
 */
import { lstatSync, readlinkSync, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'

/** `root`: nobody else. `some`: a user or a group, named in `who`. `anyone`: every user of this machine. */
export type Changers = 'root' | 'some' | 'anyone'

export interface Ground {
  /** The path without any link in it. */
  readonly real: string
  readonly changers: Changers
  /** For people: who may change which part of it; '' for `root`. */
  readonly who: string
}

interface Finding {
  readonly changers: Changers
  readonly who: string
}

const mostLinks = 40
const rank: Readonly<Record<Changers, number>> = { root: 0, some: 1, anyone: 2 }

/** Walks an absolute path. Throws what the system says where there is nothing, or nothing to be seen. */
export function groundOf(path: string, ownUid: number): Ground {
  let worst: Finding = { changers: 'root', who: '' }
  const note = (finding: Finding): void => {
    if (rank[finding.changers] > rank[worst.changers]) worst = finding
  }
  const ahead = partsOf(path)
  let here = '/'
  let links = 0
  note(changersOf('/', lstatSync('/'), ownUid))
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === '..') {
      here = dirname(here)
      continue
    }
    const next = join(here, part)
    const stat = lstatSync(next)
    if (!stat.isSymbolicLink()) {
      note(changersOf(next, stat, ownUid))
      here = next
      continue
    }
    if (++links > mostLinks) throw new Error(`too many links on the way to ${path}`)
    // A link's mode says nothing; who owns it may replace it even where the directory is sticky.
    note(ownerOf(next, stat, ownUid))
    const target = readlinkSync(next)
    ahead.unshift(...partsOf(target))
    if (target.startsWith('/')) here = '/'
  }
  return { real: here, ...worst }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

function changersOf(path: string, stat: Stats, ownUid: number): Finding {
  // In a sticky directory an entry belongs to its owner, who is looked at as the entry is.
  const sticky = stat.isDirectory() && (stat.mode & 0o1000) !== 0
  if (!sticky && (stat.mode & 0o002) !== 0) return { changers: 'anyone', who: `anyone may write ${path}` }
  if (!sticky && (stat.mode & 0o020) !== 0 && stat.gid !== 0)
    return { changers: 'some', who: `group ${stat.gid} may write ${path}` }
  return ownerOf(path, stat, ownUid)
}

function ownerOf(path: string, stat: Stats, ownUid: number): Finding {
  if (stat.uid === 0) return { changers: 'root', who: '' }
  const owner = stat.uid === ownUid ? "this worker's own user" : `user ${stat.uid}`
  return { changers: 'some', who: `${path} belongs to ${owner}` }
}
