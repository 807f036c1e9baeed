/** A real redis-server as an oracle: what does it answer to these bytes, and does it take them for the protocol? */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import {
  cleanEnvironment,
  endProgram,
  launch,
  type Owner,
  type Reply,
  temporaryDirectory,
  within,
} from '../harness/index.ts'
import { replyDecoder } from '../harness/resp.ts'

export interface RedisSays {
  /** The replies to commands, in order. */
  readonly replies: readonly Reply[]
  /** The text of the protocol error that ended the connection. */
  readonly refused: string | undefined
  /** It closed the connection before we did. */
  readonly closedFirst: boolean
}

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** Commands that answer otherwise than once, or that end the oracle. */
const withheld = [
  'SUBSCRIBE',
  'PSUBSCRIBE',
  'MONITOR',
  'SHUTDOWN',
  'CONFIG',
  'DEBUG',
  'REPLICAOF',
  'QUIT',
  'RESET',
]

/** Starts it on a unix socket of its own; `ask` opens a connection for each stream. */
export async function startRedis(owner: Owner): Promise<(bytes: Buffer) => Promise<RedisSays>> {
  const home = temporaryDirectory('redis')
  const path = join(home, 'redis.sock')
  const program = launch({
    argv: [
      'redis-server',
      ...['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', home],
      ...withheld.flatMap((name) => ['--rename-command', name, '']),
    ],
    env: cleanEnvironment(home),
    cwd: home,
  })
  owner.teardown(() => endProgram(program, ['SIGTERM']))
  await program.line(/ready to accept connections/i)
  const turn = await openTurns(owner, path)
  return (bytes) => within(ask(path, bytes, turn), 'an end of the connection to Redis')
}

/** Resolves when Redis has looked at all its connections once: what reached it before is dealt with after two. */
async function openTurns(owner: Owner, path: string): Promise<() => Promise<void>> {
  const socket = connect({ path })
  owner.teardown(() => socket.destroy())
  const waiting: (() => void)[] = []
  socket.on('data', (bytes: Buffer) => {
    for (const byte of bytes) if (byte === 0x0a) waiting.shift()?.()
  })
  await once(socket, 'connect')
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      socket.write('PING\r\n')
    })
}

/** Writes, lets Redis look at it, and half-closes: it then answers what it has, and closes. */
function ask(path: string, bytes: Buffer, turn: () => Promise<void>): Promise<RedisSays> {
  return new Promise((resolve) => {
    const replies: Reply[] = []
    const decode = replyDecoder((reply) => replies.push(reply))
    const socket = connect({ path, allowHalfOpen: true })
    let ended = false
    let closedFirst = false
    socket.on('data', decode)
    socket.on('error', () => {}) // it may close while we still write: that is an answer
    socket.on('end', () => {
      closedFirst = !ended
      socket.end()
    })
    socket.on('close', () => {
      const last = replies.at(-1)
      const broken = last?.kind === 'error' && /^ERR Protocol error/.test(last.text)
      resolve({
        replies: broken ? replies.slice(0, -1) : replies,
        refused: broken ? last.text : undefined,
        closedFirst,
      })
    })
    socket.write(bytes, async () => {
      await turn()
      await turn()
      // An end that is already here is heard before ours goes out.
      setImmediate(() => {
        ended = true
        socket.end()
      })
    })
  })
}
