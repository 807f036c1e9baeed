/** One question to the server that runs on this machine, answered in one line: for the verbs of `agq` itself. */
import { createConnection } from 'node:net'
import type { ServerNote } from './data-dir.ts'

/** Longer, and nobody is there. The answer itself may take as long as the work does. */
const CONNECT_MS = 10_000

/** NAME:KEY, as `agq keys add` prints it. */
const NAMED = /^([A-Za-z0-9._-]{1,64}):([0-9a-f]{64})$/

/** Resolves with the line, its first character included (`+` or `-`). A server with TLS is asked over its socket. */
export function ask(note: ServerNote, key: string, words: readonly string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  if (note.tls === true && note.socket === null) {
    reject(new Error('it speaks TLS and has no unix socket: start it with --socket PATH'))
    return promise
  }
  const colon = note.addr.lastIndexOf(':')
  const address =
    note.socket !== null
      ? { path: note.socket }
      : { host: note.addr.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(note.addr.slice(colon + 1)) }
  const socket = createConnection(address)
  socket.setEncoding('utf8')
  socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('no answer')))
  socket.once('connect', () => {
    socket.setTimeout(0)
    socket.setKeepAlive(true, CONNECT_MS)
    socket.write(encode(['AUTH', ...(NAMED.exec(key)?.slice(1) ?? [key])]) + encode(words))
  })
  let text = ''
  socket.on('data', (chunk: string) => {
    text += chunk
    const [entered, answer, rest] = text.split('\r\n')
    if (entered?.startsWith('-') === true && answer !== undefined) finish(entered)
    else if (answer !== undefined && rest !== undefined) finish(answer)
  })
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('the server ended before it answered')))
  const finish = (line: string): void => {
    resolve(line)
    socket.end()
  }
  return promise
}

function encode(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  return `*${words.length}\r\n${parts.join('')}`
}
