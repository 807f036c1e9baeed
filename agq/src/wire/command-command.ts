/** COMMAND [COUNT|DOCS|INFO|LIST]: the catalog in the shapes that Redis clients and redis-cli's hints read. */

import { refuse } from './answers.ts'
import type { Entry } from './catalog.ts'
import type { Reply } from './contract.ts'
import type { Answer } from './encoder.ts'
import type { ConnectionCommand, Session } from './session.ts'

export const commandCommand: ConnectionCommand = {
  name: 'COMMAND',
  arity: -1,
  summary: 'The commands of this server: COMMAND [COUNT|DOCS|INFO|LIST] [name …]',
  run: ({ shared }, [verb, ...args]) => {
    const { entries } = shared.catalog
    const names = args.map((arg) => arg.toString('latin1', 0, 64).toUpperCase())
    if (verb === undefined) return { kind: 'array', items: [...entries.values()].map(info) }
    switch (verb.toString('latin1', 0, 32).toUpperCase()) {
      case 'COUNT':
        return { kind: 'int', value: entries.size }
      case 'LIST':
        return { kind: 'array', items: [...entries.values()].map(({ info }) => bulk(lowerName(info.name))) }
      case 'INFO':
        return { kind: 'array', items: chosen(shared, names).map((entry) => (entry ? info(entry) : NONE)) }
      case 'DOCS':
        return docs(chosen(shared, names).filter((entry) => entry !== undefined))
      default:
        return refuse('unknown subcommand of COMMAND; there are COUNT, DOCS, INFO, LIST')
    }
  },
}

const NONE: Reply = { kind: 'nil-array' }
const EMPTY: Reply = { kind: 'array', items: [] }

function chosen(
  shared: Session['shared'],
  names: readonly string[],
): readonly (Entry<ConnectionCommand> | undefined)[] {
  const { catalog } = shared
  return names.length === 0 ? [...catalog.entries.values()] : names.map((name) => catalog.find(name))
}

/** Name, arity, flags, first key, last key, step, categories, tips, key specifications, subcommands. */
function info({ info, own }: Entry<ConnectionCommand>): Reply {
  const flags: Reply[] = own?.stranger ? [{ kind: 'simple', text: 'no_auth' }] : []
  const zero: Reply = { kind: 'int', value: 0 }
  const arity: Reply = { kind: 'int', value: info.arity }
  return {
    kind: 'array',
    items: [
      bulk(lowerName(info.name)),
      arity,
      { kind: 'array', items: flags },
      zero,
      zero,
      zero,
      EMPTY,
      EMPTY,
      EMPTY,
      EMPTY,
    ],
  }
}

function docs(entries: readonly Entry<ConnectionCommand>[]): Answer {
  return {
    kind: 'map',
    entries: entries.map(({ info, own }) => [
      lowerName(info.name),
      {
        kind: 'map',
        entries: [
          ['summary', bulk(info.summary)],
          ['since', bulk('0.1.0')],
          ['group', bulk(own ? 'connection' : 'generic')],
        ],
      },
    ]),
  }
}

function bulk(value: string): Reply {
  return { kind: 'bulk', value }
}

function lowerName(name: string): string {
  return name.toLowerCase()
}
