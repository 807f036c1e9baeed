/**
 * The bytes on their way out of one connection: gathered while replies are made, handed to the socket in one write
 * once everything that was ready in this turn of the loop is in. Knows how much the peer has not taken yet.
 */

import type { Socket } from 'node:net'
import type { Sink } from './encoder.ts'

export class Output implements Sink {
  readonly #socket: Socket
  readonly #onFlushed: () => void
  #text = ''
  /** Pieces before `#text`, in order; almost always empty. */
  #pieces: (string | Uint8Array)[] = []
  #gatheredBytes = 0
  #scheduled = false

  /** `onFlushed` hears of every flush that was not asked for: a socket that took it all at once has no `drain`. */
  constructor(socket: Socket, onFlushed: () => void = () => {}) {
    this.#socket = socket
    this.#onFlushed = onFlushed
  }

  /** Bytes that were not yet given to the kernel. */
  get pendingBytes(): number {
    return this.#gatheredBytes + this.#socket.writableLength
  }

  text(bytes: string): void {
    this.#text += bytes
    this.#gatheredBytes += bytes.length
    this.#schedule()
  }

  bytes(bytes: Uint8Array): void {
    if (this.#text !== '') this.#pieces.push(this.#text)
    this.#text = ''
    this.#pieces.push(bytes)
    this.#gatheredBytes += bytes.byteLength
    this.#schedule()
  }

  /** Writes what was gathered, now. */
  flush(): void {
    const socket = this.#socket
    const pieces = this.#pieces
    const text = this.#text
    this.#text = ''
    this.#gatheredBytes = 0
    if (socket.destroyed || socket.writableEnded) return
    if (pieces.length > 0) {
      this.#pieces = []
      socket.cork()
      for (const piece of pieces) {
        if (typeof piece === 'string') socket.write(piece, 'latin1')
        else socket.write(piece)
      }
      if (text !== '') socket.write(text, 'latin1')
      socket.uncork()
    } else if (text !== '') {
      socket.write(text, 'latin1')
    }
  }

  /**
   * nextTick runs after every promise callback of this turn, so that the replies of a whole batch share one write,
   * and before the loop waits again, so that nothing is delayed.
   */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    process.nextTick(() => {
      this.#scheduled = false
      this.flush()
      this.#onFlushed()
    })
  }
}
