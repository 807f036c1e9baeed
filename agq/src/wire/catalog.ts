/**
 * Every command there is, by name: those of the connection and those of `dispatch`. Says what to answer to a name
 * that is none, or to a wrong number of arguments, before anything is asked of the engine.
 */

import { refuse } from './answers.ts'
import type { CommandInfo } from './contract.ts'
import type { Answer } from './encoder.ts'
import { nearest } from './suggestion.ts'

/** `Own` is what this room answers itself; the catalogue only keeps it. */
export interface Entry<Own extends CommandInfo> {
  /** Its name is upper case. */
  readonly info: CommandInfo
  /** Set where this room answers itself. */
  readonly own: Own | undefined
}

/** What to answer to a command of Redis that there is none of here, for a reason of its own. */
export type RefuseWrite = (name: string) => string | undefined

export class Catalog<Own extends CommandInfo> {
  readonly #entries = new Map<string, Entry<Own>>()

  readonly #refuseWrite: RefuseWrite

  constructor(own: readonly Own[], dispatched: readonly CommandInfo[], refuseWrite: RefuseWrite) {
    this.#refuseWrite = refuseWrite
    for (const command of own) this.#add(command, command)
    for (const info of dispatched) this.#add(info, undefined)
  }

  #add(info: CommandInfo, own: Own | undefined): void {
    const name = info.name.toUpperCase()
    if (this.#entries.has(name)) throw new Error(`Two commands are called ${name}`)
    this.#entries.set(name, { info: { ...info, name }, own })
  }

  get entries(): ReadonlyMap<string, Entry<Own>> {
    return this.#entries
  }

  find(name: string): Entry<Own> | undefined {
    return this.#entries.get(name)
  }

  /** What to answer to a command that does not exist; `name` as it was sent. */
  unknown(name: string, firstArg: string): Answer {
    const write = this.#refuseWrite(name.toUpperCase())
    if (write !== undefined) return refuse(write)
    const dotted = `${name}.${firstArg}`.toUpperCase()
    const meant = this.#entries.has(dotted) ? dotted : nearest(name.toUpperCase(), this.#entries.keys())
    const hint = meant === undefined ? '; COMMAND LIST names all there are' : ` (did you mean "${meant}"?)`
    return refuse(`unknown command '${name}'${hint}`)
  }
}

/** Does a request of `count` words, the name included, satisfy an arity as Redis counts it? */
export function fitsArity(arity: number, count: number): boolean {
  return arity >= 0 ? count === arity : count >= -arity
}
