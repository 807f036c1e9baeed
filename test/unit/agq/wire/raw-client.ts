/** A client that is nothing but a socket: what it sends and expects is written out in bytes. Every wait has a deadline. */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const DEADLINE_MS = 10_000

export class RawClient {
  readonly socket: Socket
  #received = Buffer.alloc(0)
  #ended = false
  #wake: () => void = () => {}

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#wake()
    })
    const end = () => {
      this.#ended = true
      this.#wake()
    }
    socket.on('end', end)
    socket.on('close', end)
    socket.on('error', end)
  }

  /** `address` as startWire reports it. With a key, the client is let in before it is handed out. */
  static async connect(address: string | undefined, key?: string): Promise<RawClient> {
    if (address === undefined) throw new Error('no address')
    const at = address.lastIndexOf(':')
    const socket = address.startsWith('unix:')
      ? connect({ path: address.slice('unix:'.length), allowHalfOpen: true })
      : connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)), allowHalfOpen: true })
    await once(socket, 'connect')
    const client = new RawClient(socket)
    if (key !== undefined) {
      client.send(`AUTH ${key}\r\n`)
      await client.expect('+OK\r\n')
    }
    return client
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes)
  }

  /** A command as an array of bulk strings. */
  command(...words: readonly string[]): void {
    this.send(frame(...words))
  }

  /** Waits for exactly these bytes next; throws with what came instead. */
  async expect(expected: string): Promise<void> {
    const got = (await this.take(Buffer.byteLength(expected))).toString()
    if (got !== expected) {
      throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(got + this.#received)}`)
    }
  }

  /** The next `length` bytes, or fewer if the stream ends before. */
  async take(length: number): Promise<Buffer> {
    await this.#until(() => this.#received.length >= length || this.#ended)
    const taken = this.#received.subarray(0, length)
    this.#received = this.#received.subarray(length)
    return taken
  }

  /** The next line without its end. */
  async line(): Promise<string> {
    await this.#until(() => this.#received.includes('\r\n') || this.#ended)
    const end = this.#received.indexOf('\r\n')
    return (await this.take(end + 2)).toString('utf8', 0, end)
  }

  /** Everything until the server ends the stream. */
  async rest(): Promise<string> {
    await this.#until(() => this.#ended)
    return (await this.take(this.#received.length)).toString()
  }

  close(): void {
    this.socket.destroy()
  }

  async #until(reached: () => boolean): Promise<void> {
    if (reached()) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const late = () =>
      reject(new Error(`nothing in time; received ${JSON.stringify(String(this.#received))}`))
    const deadline = setTimeout(late, DEADLINE_MS)
    this.#wake = () => {
      if (reached()) resolve()
    }
    await promise.finally(() => clearTimeout(deadline))
  }
}

export function frame(...words: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${words.length}\r\n`)]
  for (const word of words) {
    const bytes = Buffer.from(word)
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'))
  }
  return Buffer.concat(parts)
}
