/**
 * Where the rules of `--allow` lead, and what is there: that, and never what a Job's own path leads to, is what runs.
 *
 *   steady   only root may change the file, and everything on the way to it: it is started by its path, and a new
 *            version of it counts as soon as it is there.
 *   held     somebody else may (or this worker is root itself, so that its tasks may): the file that was there at the
 *            start is kept open and run through its descriptor. What is put in its place later does not count; it is
 *            refused once its own bytes are others.
 *   void     nothing that could be held to the rule: refused, with the reason.
 *
 * A script is opened again by its interpreter, so it cannot be held: one that others than root may change is void, and
 * so is one whose interpreter they may change.
 */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { resolveCommand } from '../exec/resolve-command.ts'
import { kindOf, kindOfFile, lookedUpBy, type ProgramKind } from './program-kind.ts'
import { type Ground, groundOf } from './who-may-change.ts'

interface Known {
  readonly path: string
  /** Without links. */
  readonly real: string
  readonly stat: Stats
}

interface Held extends Known {
  readonly fd: number
  readonly sha256: string
  /** Who may change it; '' where only root, which this worker is. */
  readonly who: string
  /** Its own bytes are others than at the start. */
  readonly spoilt: boolean
}

export type Place =
  | ({ readonly kind: 'steady' } & Known)
  | ({ readonly kind: 'held' } & Held)
  | { readonly kind: 'void'; readonly text: string }

const mostInterpreters = 4

export class Places {
  readonly #directories: readonly string[]
  readonly #ownUid: number
  readonly #known = new Map<string, Place>()
  #begun = false

  /** Looks at nothing yet. */
  constructor(directories: readonly string[], ownUid: number = process.getuid?.() ?? 0) {
    this.#directories = directories
    this.#ownUid = ownUid
  }

  /** Looks at all of them; what appears later must be root's alone. */
  begin(commands: readonly string[]): ReadonlyMap<string, Place> {
    for (const command of commands) this.at(command)
    this.#begun = true
    return this.#known
  }

  /** What a rule's command, a bare name or an absolute path, leads to now. */
  at(command: string): Place {
    const known = this.#known.get(command)
    const place = known === undefined ? this.#examine(command) : this.#still(command, known)
    this.#known.set(command, place)
    return place
  }

  /** Is the file at `path` the very one that the rule leads to? */
  isAt(command: string, path: string): boolean {
    const place = this.at(command)
    if (place.kind === 'void') return false
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat !== undefined && isSameFile(stat, place.stat)
  }

  #still(command: string, place: Place): Place {
    if (place.kind === 'void') return this.#examine(command)
    if (place.kind === 'held') return unchanged(place)
    const stat = statSync(place.path, { throwIfNoEntry: false })
    return stat !== undefined && isSameFile(stat, place.stat) && stat.ctimeMs === place.stat.ctimeMs
      ? place
      : this.#examine(command)
  }

  #examine(command: string): Place {
    const found = resolveCommand(command, '/', this.#directories)
    if (found.kind === 'refused') return { kind: 'void', text: found.text }
    try {
      return this.#look(found.file)
    } catch (error) {
      return voidPlace(
        `${found.file} cannot be looked at (${error instanceof Error ? error.message : error})`,
      )
    }
  }

  #look(path: string): Place {
    const ground = groundOf(path, this.#ownUid)
    if (ground.changers === 'anyone')
      return voidPlace(`${path} is not safe to run: ${ground.who}. Take that right away (chmod o-w)`)
    const fd = openSync(ground.real, 'r')
    let keep = false
    try {
      const stat = fstatSync(fd)
      const place = this.#placeOf(path, ground, fd, stat)
      keep = place.kind === 'held'
      return place
    } finally {
      if (!keep) closeSync(fd)
    }
  }

  #placeOf(path: string, ground: Ground, fd: number, stat: Stats): Place {
    const { real, changers, who } = ground
    const kind = kindOf(fd)
    if (kind.kind === 'unknown')
      return voidPlace(`${path} is neither a program nor a script that begins with "#!/…"`)
    if (kind.kind === 'script') {
      if (changers !== 'root')
        return voidPlace(
          `${path} is a script, and ${who}: what its interpreter reads could be changed after it was looked at. Give it and its directory to root`,
        )
      const fault = this.#interpreterFault(kind, 0)
      return fault === null
        ? { kind: 'steady', path, real, stat }
        : voidPlace(`${path} is a script, and ${fault}`)
    }
    if (changers === 'root' && this.#ownUid !== 0) return { kind: 'steady', path, real, stat }
    if (changers !== 'root' && this.#begun)
      return voidPlace(
        `${path} was not there when agw started, and ${who}: start agw again to accept it, or give it and its directory to root`,
      )
    return { kind: 'held', path, real, stat, fd, sha256: hashOf(fd), who, spoilt: false }
  }

  /** Why the interpreter of a script cannot be relied on; null: it can. */
  #interpreterFault(script: Extract<ProgramKind, { kind: 'script' }>, depth: number): string | null {
    const names = [script.words[0] ?? '', lookedUpBy(script.words)].filter((name) => name !== undefined)
    for (const name of names) {
      const found = resolveCommand(name, '/', this.#directories)
      if (found.kind === 'refused') return `its interpreter ${name} is not there`
      const ground = groundOf(found.file, this.#ownUid)
      if (ground.changers !== 'root')
        return `of its interpreter ${name} ${ground.who}. Give that and its directory to root`
      const kind = kindOfFile(ground.real)
      if (kind.kind === 'unknown' || (kind.kind === 'script' && depth >= mostInterpreters))
        return `its interpreter ${name} is no program`
      const fault = kind.kind === 'script' ? this.#interpreterFault(kind, depth + 1) : null
      if (fault !== null) return fault
    }
    return null
  }
}

/** Its bytes may only be others where its times say so; a link more or less (an upgrade's rename) moves them too. */
function unchanged(place: Extract<Place, { kind: 'held' }>): Place {
  const stat = fstatSync(place.fd)
  if (stat.ctimeMs === place.stat.ctimeMs && stat.size === place.stat.size) return place
  if (hashOf(place.fd) === place.sha256) return { ...place, stat, spoilt: false }
  return place.spoilt ? place : { ...place, spoilt: true }
}

function isSameFile(a: Stats, b: Stats): boolean {
  return a.dev === b.dev && a.ino === b.ino
}

function hashOf(fd: number): string {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(256 * 1024)
  let at = 0
  for (
    let got = readSync(fd, piece, 0, piece.length, at);
    got > 0;
    got = readSync(fd, piece, 0, piece.length, at)
  ) {
    hash.update(piece.subarray(0, got))
    at += got
  }
  return hash.digest('hex')
}

function voidPlace(text: string): Place {
  return { kind: 'void', text }
}
