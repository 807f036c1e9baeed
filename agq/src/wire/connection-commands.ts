/**
 * The commands about the connection itself: who it is, how it speaks, whether it lives. Shapes and texts are those
 * of Redis, so that any client library feels at home.
 */

import { setTimeout as wait } from 'node:timers/promises'
import { OK, refuse, wrongArity } from './answers.ts'
import { clientCommand } from './client-command.ts'
import { badClientName, readClientName } from './client-name.ts'
import { commandCommand } from './command-command.ts'
import type { Reply } from './contract.ts'
import type { Answer } from './encoder.ts'
import type { ConnectionCommand, Session } from './session.ts'
import { subscribeCommands } from './subscribe-commands.ts'

const auth: ConnectionCommand = {
  name: 'AUTH',
  arity: -2,
  summary: 'Shows a key: AUTH key, or AUTH name key',
  stranger: true,
  alone: true,
  run: (session, args) => {
    const [first, second] = args
    if (first === undefined || args.length > 2) return wrongArity('AUTH')
    const refused =
      second === undefined ? enter(session, undefined, first) : enter(session, String(first), second)
    return refused ?? OK
  },
}

const hello: ConnectionCommand = {
  name: 'HELLO',
  arity: -1,
  summary: 'Chooses the protocol, 2 or 3, and may show a key: HELLO [2|3] [AUTH name key] [SETNAME name]',
  stranger: true,
  alone: true,
  run: (session, args) => {
    const wish = readHello(args)
    if ('kind' in wish) return wish
    const { client } = session
    if (wish.key !== undefined) {
      const refused = enter(session, wish.name, wish.key)
      if (refused !== undefined) return refused
    } else if (client.credential === undefined) {
      return {
        kind: 'error',
        code: 'NOAUTH',
        text: 'HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
      }
    }
    if (wish.clientName !== undefined) client.clientName = wish.clientName
    if (wish.protocol !== undefined) client.protocol = wish.protocol
    const entries: (readonly [string, Reply])[] = [
      ['server', { kind: 'bulk', value: 'agq' }],
      ['version', { kind: 'bulk', value: session.shared.version }],
      ['proto', { kind: 'int', value: client.protocol }],
      ['id', { kind: 'int', value: client.id }],
      ['mode', { kind: 'bulk', value: 'standalone' }],
      ['role', { kind: 'bulk', value: 'master' }],
      ['modules', { kind: 'array', items: [] }],
    ]
    return { kind: 'map', entries }
  },
}

const ping: ConnectionCommand = {
  name: 'PING',
  arity: -1,
  summary: 'Answers PONG, or the given message',
  subscriber: true,
  run: ({ client }, args) => {
    const [message] = args
    if (args.length > 1) return wrongArity('PING')
    if (client.subscribedOnly) {
      const echoed: Reply = { kind: 'bulk', value: message ?? '' }
      return { kind: 'array', items: [{ kind: 'bulk', value: 'pong' }, echoed] }
    }
    return message === undefined ? { kind: 'simple', text: 'PONG' } : { kind: 'bulk', value: message }
  },
}

const echo: ConnectionCommand = {
  name: 'ECHO',
  arity: 2,
  summary: 'Answers the given message',
  run: (_session, [message]) => ({ kind: 'bulk', value: message ?? '' }),
}

const quit: ConnectionCommand = {
  name: 'QUIT',
  arity: -1,
  summary: 'Closes the connection once everything before is answered',
  stranger: true,
  subscriber: true,
  alone: true,
  run: (session) => {
    session.finish()
    return OK
  },
}

const reset: ConnectionCommand = {
  name: 'RESET',
  arity: 1,
  summary: 'Makes the connection as it was when it was new: no key, RESP2, no name, no subscriptions',
  stranger: true,
  subscriber: true,
  alone: true,
  run: (session) => {
    const { client } = session
    session.shared.hub.forget(session)
    client.credential = undefined
    client.clientName = ''
    client.protocol = 2
    return { kind: 'simple', text: 'RESET' }
  },
}

const select: ConnectionCommand = {
  name: 'SELECT',
  arity: 2,
  summary: 'SELECT 0: there is one database',
  run: (_session, [index]) => {
    const text = index?.toString('latin1', 0, 32) ?? ''
    if (text === '0') return OK
    return refuse(
      /^-?\d{1,10}$/.test(text)
        ? 'DB index is out of range: AGQ has database 0 alone'
        : 'value is not an integer or out of range',
    )
  },
}

export const connectionCommands: readonly ConnectionCommand[] = [
  auth,
  hello,
  ping,
  echo,
  quit,
  reset,
  select,
  clientCommand,
  commandCommand,
  ...subscribeCommands,
]

/** Lets the client in with the right key at once; otherwise the refusal, which comes later and later. */
function enter(session: Session, name: string | undefined, key: Buffer): Promise<Answer> | undefined {
  const { client, shared } = session
  const credential = shared.keyring.verify(name, key, Date.now())
  if (credential !== undefined) {
    client.credential = credential
    return undefined
  }
  const { count, delayMs } = shared.failedTries.record(client.host, Date.now())
  shared.log.warn({ client: client.id, address: client.address, tries: count }, 'a wrong key was shown')
  const answer: Answer = {
    kind: 'error',
    code: 'WRONGPASS',
    text: 'invalid name or key: use the session key of this AGQ (AGQ_SESSION_KEY, or the file session.key in its data directory), or a key that `agq keys list` names',
  }
  return wait(delayMs, answer, { signal: client.closed }).catch(() => answer)
}

interface HelloWish {
  readonly protocol?: 2 | 3
  readonly name?: string
  readonly key?: Buffer
  readonly clientName?: string
}

function readHello(args: readonly Buffer[]): HelloWish | Answer {
  const [version, ...options] = args
  if (version === undefined) return {}
  const text = version.toString('latin1', 0, 32)
  if (!/^-?\d{1,10}$/.test(text)) return refuse('Protocol version is not an integer or out of range')
  if (text !== '2' && text !== '3') {
    return { kind: 'error', code: 'NOPROTO', text: 'unsupported protocol version' }
  }
  let wish: HelloWish = { protocol: text === '2' ? 2 : 3 }
  while (options.length > 0) {
    const option = options.shift()?.toString('latin1', 0, 32) ?? ''
    const [value, second] = options
    if (option.toUpperCase() === 'AUTH' && value !== undefined && second !== undefined) {
      wish = { ...wish, name: value.toString(), key: second }
      options.splice(0, 2)
    } else if (option.toUpperCase() === 'SETNAME' && value !== undefined) {
      const clientName = readClientName(value)
      if (clientName === undefined) return badClientName
      wish = { ...wish, clientName }
      options.shift()
    } else {
      return refuse(`Syntax error in HELLO option '${option}'`)
    }
  }
  return wish
}
