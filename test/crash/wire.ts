/**
 * A lean client for volume: many requests underway on one connection, one write for all that were made in one turn,
 * no deadline for each (the caller has one for the whole). A lost connection rejects what waits, and says no more.
 */
import { createConnection, type Socket } from 'node:net'
import { type Address, type Argument, encodeCommand, type Reply, replyDecoder } from '../harness/index.ts'

export interface Wire {
  call(...args: readonly Argument[]): Promise<Reply>
  close(): void
}

/** The server was not there, or went away: whether it took what was sent is not known. */
export class Gone extends Error {}

/** `line`, aborted, ends the connection. */
export async function openWire(address: Address & { readonly line?: AbortSignal }): Promise<Wire> {
  const socket = createConnection({ host: address.host, port: address.port, noDelay: true })
  const waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = []
  let gone = false
  const end = (): void => {
    gone = true
    for (const { reject } of waiting.splice(0)) reject(new Gone('the connection ended'))
  }
  socket.on('error', () => undefined) // 'close' follows
  socket.on('close', end)
  const hangUp = (): void => {
    socket.destroy()
    end()
  }
  if (address.line?.aborted) hangUp()
  address.line?.addEventListener('abort', hangUp, { once: true })
  socket.on(
    'data',
    replyDecoder((reply) => {
      const next = waiting.shift()
      if (next === undefined) throw new Error(`a reply that nobody asked for: ${JSON.stringify(reply)}`)
      next.resolve(reply)
    }),
  )
  const write = writerOf(socket)
  const call = (...args: readonly Argument[]): Promise<Reply> =>
    new Promise((resolve, reject) => {
      if (gone) return reject(new Gone('the connection has ended'))
      waiting.push({ resolve, reject })
      write(encodeCommand(args))
    })
  const reply = await call('AUTH', address.sessionKey ?? '')
  if (reply.kind !== 'simple') throw new Error(`AUTH: ${JSON.stringify(reply)}`)
  return {
    call,
    close: () => {
      address.line?.removeEventListener('abort', hangUp)
      hangUp()
    },
  }
}

/** Joins what is written in one turn. */
function writerOf(socket: Socket): (bytes: Buffer) => void {
  let pieces: Buffer[] = []
  const flush = (): void => {
    const [only] = pieces
    socket.write(pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces))
    pieces = []
  }
  return (bytes) => {
    if (pieces.push(bytes) === 1) setImmediate(flush)
  }
}

/** The text of a simple or bulk reply, the words of an error with its mark, null for nil. */
export function wordsOf(reply: Reply): string | null {
  switch (reply.kind) {
    case 'simple':
      return reply.text
    case 'bulk':
      return reply.value.toString('utf8')
    case 'nil':
      return null
    case 'error':
      return `-${reply.text}`
    default:
      return JSON.stringify(reply)
  }
}
