/** CLIENT: what a connection is called and which connections there are. The list has the fields of Redis. */

import { notForWorkers, OK, refuse } from './answers.ts'
import type { Client } from './client.ts'
import { badClientName, readClientName } from './client-name.ts'
import type { Answer } from './encoder.ts'
import type { ConnectionCommand, Session } from './session.ts'

export const clientCommand: ConnectionCommand = {
  name: 'CLIENT',
  arity: -2,
  summary: 'CLIENT ID|GETNAME|SETNAME|SETINFO|LIST|INFO|NO-EVICT|NO-TOUCH',
  run: (session, [verb, ...args]) => {
    const name = verb?.toString('latin1', 0, 32).toUpperCase() ?? ''
    const subcommand = subcommands.get(name)
    if (subcommand === undefined) {
      return refuse(`unknown subcommand '${name}' of CLIENT; there are ${[...subcommands.keys()].join(', ')}`)
    }
    const [fewest, most] = subcommand.args
    if (args.length < fewest || args.length > most) {
      return refuse(`wrong number of arguments for 'client|${name.toLowerCase()}' command`)
    }
    return subcommand.run(session, args)
  },
}

interface Subcommand {
  /** Fewest and most arguments. */
  readonly args: readonly [number, number]
  readonly run: (session: Session, args: readonly Buffer[]) => Answer
}

const subcommands: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['ID', { args: [0, 0], run: ({ client }) => ({ kind: 'int', value: client.id }) }],
  [
    'GETNAME',
    {
      args: [0, 0],
      run: ({ client }) =>
        client.clientName === '' ? { kind: 'nil' } : { kind: 'bulk', value: client.clientName },
    },
  ],
  ['SETNAME', { args: [1, 1], run: ({ client }, [name]) => setName(client, name) }],
  ['SETINFO', { args: [2, 2], run: ({ client }, [field, value]) => setInfo(client, field, value) }],
  ['LIST', { args: [0, 100], run: (session, args) => listClients(session, args) }],
  [
    'INFO',
    { args: [0, 0], run: ({ client }) => ({ kind: 'bulk', value: `${describe(client, Date.now())}\n` }) },
  ],
  ['NO-EVICT', { args: [1, 1], run: (_session, [value]) => acceptSwitch(value) }],
  ['NO-TOUCH', { args: [1, 1], run: (_session, [value]) => acceptSwitch(value) }],
])

function setName(client: Client, bytes: Buffer | undefined): Answer {
  const name = bytes === undefined ? undefined : readClientName(bytes)
  if (name === undefined) return badClientName
  client.clientName = name
  return OK
}

function setInfo(client: Client, field: Buffer | undefined, bytes: Buffer | undefined): Answer {
  const name = field?.toString('latin1', 0, 32) ?? ''
  const value = bytes === undefined ? undefined : readClientName(bytes)
  if (value === undefined) return refuse(`${name} cannot contain spaces, newlines or special characters`)
  if (name.toUpperCase() === 'LIB-NAME') client.libraryName = value
  else if (name.toUpperCase() === 'LIB-VER') client.libraryVersion = value
  else return refuse(`Unrecognized option '${name}'`)
  return OK
}

/** CLIENT LIST [TYPE normal|pubsub] [ID id …] */
function listClients({ shared, client: asking }: Session, args: readonly Buffer[]): Answer {
  if (asking.role === 'worker') return notForWorkers(asking, 'see who else is connected')
  const [option = '', ...values] = args.map((arg) => arg.toString('latin1', 0, 32).toLowerCase())
  let wanted: (client: Client) => boolean
  if (option === '') {
    wanted = () => true
  } else if (option === 'id' && values.length > 0) {
    const ids = new Set(values)
    wanted = (client) => ids.has(String(client.id))
  } else if (option === 'type' && values.length === 1) {
    const pubsub = values[0] === 'pubsub'
    const normal = values[0] === 'normal'
    wanted = (client) => (client.subscriptionCount > 0 ? pubsub : normal)
  } else {
    return refuse('syntax error: CLIENT LIST [TYPE normal|pubsub] [ID id …]')
  }
  const now = Date.now()
  let lines = ''
  for (const client of shared.clients()) if (wanted(client)) lines += `${describe(client, now)}\n`
  return { kind: 'bulk', value: lines }
}

function acceptSwitch(value: Buffer | undefined): Answer {
  return /^(on|off)$/i.test(value?.toString('latin1', 0, 8) ?? '') ? OK : refuse('syntax error: ON or OFF')
}

function describe(client: Client, now: number): string {
  const fields: readonly (readonly [string, string | number])[] = [
    ['id', client.id],
    ['addr', client.address],
    ['laddr', client.localAddress],
    ['fd', -1],
    ['name', client.clientName],
    ['age', Math.floor((now - client.connectedAt) / 1000)],
    ['idle', Math.floor((now - client.lastActiveAt) / 1000)],
    ['flags', client.subscriptionCount > 0 ? 'P' : 'N'],
    ['db', 0],
    ['sub', client.channels.size],
    ['psub', client.patterns.size],
    ['multi', -1],
    ['cmd', client.lastCommand.toLowerCase() || 'NULL'],
    ['user', client.credential?.name ?? '(none)'],
    ['resp', client.protocol],
    ['lib-name', client.libraryName],
    ['lib-ver', client.libraryVersion],
  ]
  return fields.map(([name, value]) => `${name}=${value}`).join(' ')
}
