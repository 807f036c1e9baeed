/**
 * Peers for whom there is no room. Each is told so and then listened to for a moment, though nothing it says counts:
 * closing a socket with unread input resets it, and a peer that speaks first (all clients do) would lose the sentence
 * that tells it why. Only so many at once, for each holds a descriptor; more are closed without that care.
 */

import type { Socket } from 'node:net'

/** Peers that are listened to at once. */
const MOST = 128

export class TurnedAway {
  readonly #sockets = new Set<Socket>()
  readonly #lingerMs: number

  constructor(lingerMs: number) {
    this.#lingerMs = lingerMs
  }

  /** `lastWords` as they go over the wire. */
  add(socket: Socket, lastWords: string): void {
    socket.on('error', () => {})
    socket.end(lastWords)
    if (this.#sockets.size >= MOST) {
      socket.destroySoon()
      return
    }
    this.#sockets.add(socket)
    const deadline = setTimeout(() => socket.destroy(), this.#lingerMs)
    socket.on('close', () => {
      clearTimeout(deadline)
      this.#sockets.delete(socket)
    })
    socket.resume()
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
